"""Home: the person's cycles in the order of their next date, each with its one next thing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.core.jinja import day, moment, short_day
from volteface.courses.queries import courses_taught_by
from volteface.dialogue.queries import acknowledged_cohorts
from volteface.rosters.queries import STAFF, cohorts_of
from volteface.timetable.queries import cycles_of
from volteface.web.queries import learner, staff
from volteface.web.queries.stages import LABELS, Next, audience_name, moments_of, rail
from volteface.web.rules.stages import next_date

if TYPE_CHECKING:
    from markupsafe import Markup

    from volteface.accounts.models import Subject
    from volteface.courses.models import Course
    from volteface.readiness.queries.worded import StateView
    from volteface.rosters.queries import CohortCard
    from volteface.timetable.queries import CycleView

# A cycle stays among the cards this long after its meeting, and comes among them this long before.
_RECENT = dt.timedelta(days=10)
_AHEAD = dt.timedelta(days=45)
_MOST_CARDS = 12
_MOST_COURSES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A cycle on the home page."""

    view: CycleView
    audience: str
    present: str
    present_label: str
    rail: list[dict[str, object]]
    next: Next
    start: str
    end: str
    # A learner's own state, or the class's bar.
    state: StateView | None = None
    chart: Markup | None = None
    ready: int = 0
    people: int = 0
    minutes_left: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What is due first, then what was, in one line each."""

    headline: str
    cards: tuple[Card, ...]
    others: tuple[CycleView, ...]
    # Where somebody without any cycle may plan one.
    plans_in: tuple[CohortCard, ...]
    # Courses that files may be dropped into.
    courses: tuple[Course, ...] = ()


def home_of(subject: Subject, *, at: dt.datetime) -> Home:
    """The cards of what is near; everything else costs no query."""
    views = cycles_of(subject, at)
    near = [view for view in views if _is_near(view, at)]
    near.sort(key=lambda view: next_date(moments_of(view), at) or view.dates.meeting_ends_at)
    shown = near[:_MOST_CARDS]
    informed = acknowledged_cohorts(subject)
    cards = _first_due(tuple(_card(view, subject, informed, at) for view in shown), at)
    codes = {view.cycle.pk for view in shown}
    others = tuple(view for view in views if view.cycle.pk not in codes)
    plans_in = tuple(cohorts_of(subject, at, roles=STAFF)) if not cards else ()
    teaches = any(view.is_staff for view in views) or bool(plans_in)
    return Home(
        headline=_headline(cards),
        courses=tuple(courses_taught_by(subject, at)[:_MOST_COURSES]) if teaches else (),
        cards=cards,
        others=others,
        plans_in=tuple(card for card in plans_in if card.role in ("teacher", "manager")),
    )


def _is_near(view: CycleView, at: dt.datetime) -> bool:
    return -_RECENT < view.dates.meeting_starts_at - at < _AHEAD and not view.is_cancelled


def _first_due(cards: tuple[Card, ...], at: dt.datetime) -> tuple[Card, ...]:
    """What is over goes behind what is still to come."""
    return tuple(sorted(cards, key=lambda card: card.view.dates.meeting_ends_at < at))


def _card(view: CycleView, subject: Subject, informed: set[int], at: dt.datetime) -> Card:
    met = at >= view.dates.meeting_ends_at
    start = _("met %(day)s") % {"day": short_day(view.dates.meeting_starts_at)} if met else ""
    end = "" if met else moment(view.dates.meeting_starts_at)
    if view.is_staff:
        facts = staff.facts_for(view, subject, at=at)
        return Card(
            view=view,
            audience=audience_name(view),
            present=facts.present,
            present_label=str(LABELS[facts.present]),
            rail=rail(facts.present, facts.not_yet),
            next=staff.next_for(facts),
            chart=staff.readiness_bar(facts.counts),
            ready=facts.ready,
            people=facts.audience,
            start=start,
            end=end,
        )
    own = learner.facts_for(view, subject, informed=view.cohort.pk in informed, at=at)
    return Card(
        view=view,
        audience=view.module.course.title,
        present=own.present,
        present_label=str(LABELS[own.present]),
        rail=rail(own.present, own.not_yet),
        next=learner.next_for(own),
        state=own.state,
        minutes_left=own.start.minutes_left,
        start=start,
        end=end,
    )


def _headline(cards: tuple[Card, ...]) -> str:
    if not cards:
        return _("Nothing is planned yet.")
    first = cards[0]
    when = day(first.view.dates.meeting_starts_at)
    return _staff_headline(first, when) if first.view.is_staff else _own_headline(first, when)


def _staff_headline(first: Card, when: str) -> str:
    if first.present in ("verify", "refresh", "effect"):
        return _("Nothing is due before the next meeting.")
    said = ngettext(
        "%(ready)s of %(n)s is ready for %(day)s.",
        "%(ready)s of %(n)s are ready for %(day)s.",
        first.ready,
    )
    return said % {"ready": first.ready, "n": first.people, "day": when}


def _own_headline(first: Card, when: str) -> str:
    if first.present in ("inform", "learn") and first.minutes_left:
        if first.state and first.state.by_hand and first.state.sight == "ready":
            # A teacher has said so, whatever steps are left.
            return _("You are ready for %(day)s.") % {"day": when}
        return ngettext(
            "One minute, and you are ready for %(day)s.",
            "%(count)s minutes, and you are ready for %(day)s.",
            first.minutes_left,
        ) % {"count": first.minutes_left, "day": when}
    if first.present == "meet":
        return _("See you on %(day)s.") % {"day": when}
    return _("Nothing to do now.")
