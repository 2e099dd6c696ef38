"""What a briefing takes from the apps above readiness: questions, the plan, and what to print."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.classroom.models import Activity, KitPrint, PaperTest, Team
from volteface.classroom.models import Plan as SavedPlan
from volteface.classroom.queries.plans import technique_title
from volteface.core.db.prepared import Prepared
from volteface.core.likeness import alike
from volteface.dialogue.queries import questions_of
from volteface.readiness.events import Note, Plan, PlannedBlock, Question

if TYPE_CHECKING:
    from volteface.readiness.events import Asking
    from volteface.timetable.models import Cycle

_QUOTED = 160
# Older questions than these are looked at on their own page.
_MOST = 300


def questions_asked(asking: Asking) -> list[Question]:
    """The questions of these learners that wait, put together where they ask much the same.

    Never a name. A vote is one of these learners, who asked it or tapped *My question too*.
    """
    cycle, learners = asking.cycle, set(asking.learners)
    waiting = questions_of(cycle).filter(answered_at__isnull=True).prefetch_related("same")
    rows, askers = [], []
    for row in waiting[:_MOST]:
        who = learners & {row.subject_id, *(one.subject_id for one in row.same.all())}
        if who and row.body.strip():
            rows.append(row)
            askers.append(who)
    found = []
    for group in alike([row.body for row in rows]):
        who = set().union(*(askers[place] for place in group.members))
        row = rows[group.central]
        words = " ".join(row.body.split())
        found.append(
            Question(
                text=words if len(words) <= _QUOTED else words[:_QUOTED].rsplit(" ", 1)[0] + "…",
                votes=len(who),
                address=reverse("dialogue:ask_at", args=[cycle.code, row.step_key])
                if row.step_key
                else reverse("dialogue:why", args=[cycle.cohort.code]),
            )
        )
    return found


def plan_kept(cycle: Cycle) -> Plan:
    """Where the meeting is planned, and the blocks a teacher keeps, with their times."""
    address = reverse("classroom:plan", args=[cycle.code])
    plans = _plans(cycle.pk)
    if not plans:
        return Plan(address=address)
    ((plan, check_in),) = plans
    lines = [("check_in", _("Check-in"), check_in)] * bool(check_in)
    lines += [
        (technique, title or technique_title(technique), minutes)
        for technique, title, minutes in _activities(plan)
    ]
    at, found = cycle.meeting.starts_at, []
    for technique, title, minutes in lines:
        block = PlannedBlock(starts_at=at, minutes=minutes, technique=technique, title=title)
        found.append(block)
        at += dt.timedelta(minutes=minutes)
    return Plan(address=address, blocks=tuple(found))


def to_print(asking: Asking) -> list[Note]:
    """Kits and tests on paper as they were ordered, and the teams' lists."""
    cycle = asking.cycle
    return [*_kits(cycle), *_tests(cycle), *_teams(cycle)]


def teams_wanted(asking: Asking) -> list[Note]:
    """That the groups are still to be made, and from what; nothing once they are."""
    if _numbers(asking.cycle.pk):
        return []
    text = _("No teams yet: made from the answers, each has somebody who is ready.")
    address = reverse("classroom:teams", args=[asking.cycle.code])
    return [Note(text=text, address=address, of_all=True)]


def _kits(cycle: Cycle) -> list[Note]:
    orders = _orders(cycle.pk)
    if not orders:
        return []
    kits, sheets = orders[0]
    text = ngettext(
        "%(count)d kit of the board game, on %(sheets)s sheets",
        "%(count)d kits of the board game, on %(sheets)s sheets",
        kits,
    ) % {"count": kits, "sheets": sheets}
    address = reverse("classroom:kit", args=[cycle.code])
    return [Note(text=text, address=address, about="kits", of_all=True)]


def _tests(cycle: Cycle) -> list[Note]:
    return [
        Note(
            text=_("Test on paper: %(title)s") % {"title": title},
            address=reverse("classroom:paper", args=[cycle.code, code]),
            of_all=True,
        )
        for code, title in _papers(cycle.pk)
    ]


def _teams(cycle: Cycle) -> list[Note]:
    count = len(_numbers(cycle.pk))
    if not count:
        return []
    text = ngettext(
        "List and sign of %(count)d team",
        "Lists and signs of %(count)d teams",
        count,
    ) % {"count": count}
    address = reverse("classroom:teams", args=[cycle.code])
    return [Note(text=text, address=address, teams=count, of_all=True)]


_plans = Prepared(
    lambda cycle: SavedPlan.objects.filter(cycle=cycle).values_list("pk", "check_in_minutes")
)
_activities = Prepared(
    lambda plan: (
        Activity.objects.filter(plan=plan)
        .order_by("position", "pk")
        .values_list("technique", "title", "minutes")
    )
)
_orders = Prepared(
    lambda cycle: (
        KitPrint.objects.filter(cycle=cycle, problem="")
        .order_by("-asked_at", "-pk")
        .values_list("kits", "sheets")[:1]
    )
)
_papers = Prepared(
    lambda cycle: (
        PaperTest.objects.filter(cycle=cycle, archived_at=None)
        .order_by("-made_at", "-pk")
        .values_list("code", "title")[:3]
    )
)
_numbers = Prepared(lambda cycle: Team.objects.filter(plan__cycle=cycle).values_list("number"))
