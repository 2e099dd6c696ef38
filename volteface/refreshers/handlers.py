"""What refreshers do by themselves: follow the log, ask once a day, word what they send."""

from __future__ import annotations

import datetime as dt
from functools import cache, partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volteface.core import clock, jobs
from volteface.core.codes import public_code
from volteface.courses.events import module_published
from volteface.courses.models import Module
from volteface.learning.queries import draw_of
from volteface.messaging.events import Purpose, Rendered, register_purpose
from volteface.questions.queries.content import votable_kinds
from volteface.questions.queries.shown import question_view
from volteface.refreshers.actions import (
    ask_newest,
    refresh_schedules,
    reschedule_cohort,
    reschedule_cycle,
)
from volteface.refreshers.actions.asking import (
    DELAYED_CHECK,
    REFRESHER,
    ask_again,
    open_due_checks,
)
from volteface.refreshers.queries import due_for, due_for_many, horizon_of
from volteface.refreshers.queries.doors import address_of, first_open, open_draws, unanswered
from volteface.rosters.events import cohort_dates_changed
from volteface.rosters.models import Cohort
from volteface.rosters.queries import membership_of, memberships_of
from volteface.timetable import events
from volteface.timetable.queries.rows import cycle_by_code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from volteface.learning.models import Draw
    from volteface.messaging.models import OutboxMessage
    from volteface.questions.models import QuestionVersion

    type CohortOf = Callable[[str], Cohort | None]
    type DrawOf = Callable[[str], Draw | None]

REFRESH_EVERY = dt.timedelta(seconds=20)
# The first of them is asked for a day later.
REFRESH_PATIENCE = dt.timedelta(minutes=2)
ASK_EVERY = dt.timedelta(minutes=10)
RESCHEDULE_COHORT = "refreshers.reschedule_cohort"
ASK_NEWEST = "refreshers.ask_newest"


def register() -> None:
    """Make refreshers known to the ticker, the timetable and the outbox."""
    jobs.every(
        "refreshers.schedules",
        REFRESH_EVERY,
        lambda at: refresh_schedules(at=at),
        patience=REFRESH_PATIENCE,
    )
    jobs.every("refreshers.ask", ASK_EVERY, lambda at: ask_again(at=at))
    jobs.every("refreshers.checks", ASK_EVERY, lambda at: open_due_checks(at=at))
    for event in (events.meeting_moved, events.meeting_cancelled, events.meeting_restored):
        event.connect(reschedule_cycle)
    jobs.register(RESCHEDULE_COHORT, follow_cohort)
    jobs.register(ASK_NEWEST, follow_edition)
    cohort_dates_changed.connect(_dates_changed)
    module_published.connect(_new_edition)
    register_purpose(
        Purpose(
            name=REFRESHER,
            label=gettext_lazy("Refreshers"),
            needs_me=False,
            wanted=_refresher_unwanted,
            wanted_many=_refreshers_unwanted,
            render=_refresher,
            renders=lambda: partial(_refresher, cohort_of=cache(_cohort_of)),
        )
    )
    register_purpose(
        Purpose(
            name=DELAYED_CHECK,
            label=gettext_lazy("Checks after a meeting"),
            needs_me=True,
            wanted=_check_unwanted,
            wanted_many=_checks_unwanted,
            render=_check,
            renders=lambda: partial(_check, draw_of_cycle=cache(_draw_of_cycle)),
        )
    )


def follow_cohort(payload: Mapping[str, object], at: dt.datetime) -> None:
    """Bring a part of a cohort's dates up to its exam, and leave the rest to the next job."""
    cohort_id, nonce = int(str(payload["cohort"])), str(payload["nonce"])
    last = reschedule_cohort(cohort_id, after=int(str(payload["after"])))
    if last is not None:
        _enqueue_cohort(cohort_id, nonce, after=last, at=at)


def follow_edition(payload: Mapping[str, object], at: dt.datetime) -> None:
    """What comes back is asked in the words just published."""
    ask_newest(Module.objects.get(pk=int(str(payload["module"]))), at=at)


def _dates_changed(cohort_id: int) -> None:
    # Each change has its own jobs: an exam that moves there and back is followed both times.
    _enqueue_cohort(cohort_id, f"{cohort_id}:{public_code()}", after=0, at=clock.now())


def _enqueue_cohort(cohort_id: int, nonce: str, *, after: int, at: dt.datetime) -> None:
    jobs.enqueue(
        RESCHEDULE_COHORT,
        nonce=f"{RESCHEDULE_COHORT}:{nonce}:{after}",
        payload={"cohort": cohort_id, "nonce": nonce, "after": after},
        run_at=at,
    )


def _new_edition(module_id: int) -> None:
    edition_id = Module.objects.values_list("published_id", flat=True).get(pk=module_id)
    jobs.enqueue(
        ASK_NEWEST,
        nonce=f"{ASK_NEWEST}:{module_id}:{edition_id}",
        payload={"module": module_id},
        run_at=clock.now(),
    )


def _cohort_of(code: str) -> Cohort | None:
    return Cohort.objects.select_related("course").filter(code=code).first()


def _refreshers_unwanted(messages: Sequence[OutboxMessage], at: dt.datetime) -> dict[int, str]:
    """Each cohort is asked once for all of its learners."""
    by_cohort: dict[str, list[OutboxMessage]] = {}
    for message in messages:
        by_cohort.setdefault(message.about, []).append(message)
    reasons: dict[int, str] = {}
    for code, some in by_cohort.items():
        reasons |= _unwanted_in(_cohort_of(code), some, at)
    return reasons


def _refresher_unwanted(message: OutboxMessage, at: dt.datetime) -> str:
    return _refreshers_unwanted([message], at)[message.pk]


def _unwanted_in(
    cohort: Cohort | None, messages: Sequence[OutboxMessage], at: dt.datetime
) -> dict[int, str]:
    if cohort is None or cohort.is_archived or at >= horizon_of(cohort):
        return {message.pk: "over" for message in messages}
    subjects = {message.subject_id: message.subject for message in messages}
    places = memberships_of(cohort, at=at).filter(subject__in=subjects)
    members = set(places.values_list("subject_id", flat=True))
    due = due_for_many(subjects.values(), cohort, at)
    open_now = open_draws(cohort, {row.question_id for rows in due.values() for row in rows})

    def reason(subject_id: int) -> str:
        if subject_id not in members:
            return "no_access"
        waiting = due.get(subject_id, ())
        return "" if any(row.question_id in open_now for row in waiting) else "nothing_due"

    return {message.pk: reason(message.subject_id) for message in messages}


def _refresher(
    message: OutboxMessage,
    language: str,  # noqa: ARG001 - the outbox's face
    cohort_of: CohortOf = _cohort_of,
) -> Rendered:
    at = clock.now()
    cohort = cohort_of(message.about)
    found = _next_of(message, cohort, at) if cohort is not None else None
    if cohort is None or found is None:
        return Rendered(title="", text="")
    lead = _("One question to keep what you learnt. It takes a minute.")
    title = _("A question from %(course)s") % {"course": cohort.course.title}
    return _question_mail(message, *found, title=title, lead=lead, at=at)


def _draw_of_cycle(code: str) -> Draw | None:
    cycle = cycle_by_code(code)
    return draw_of(cycle, DELAYED_CHECK) if cycle is not None else None


def _checks_unwanted(messages: Sequence[OutboxMessage], at: dt.datetime) -> dict[int, str]:
    """Each check is read once."""
    draw_of_cycle = cache(_draw_of_cycle)
    return {message.pk: _check_unwanted(message, at, draw_of_cycle) for message in messages}


def _check_unwanted(
    message: OutboxMessage, at: dt.datetime, draw_of_cycle: DrawOf = _draw_of_cycle
) -> str:
    found = _check_of(message, draw_of_cycle)
    if found is None or (found[0].closes_at is not None and found[0].closes_at <= at):
        return "over"
    if membership_of(message.subject, found[0].cohort, at) is None:
        return "no_access"
    return "" if found[1] else "done"


def _check(
    message: OutboxMessage,
    language: str,  # noqa: ARG001 - the outbox's face
    draw_of_cycle: DrawOf = _draw_of_cycle,
) -> Rendered:
    found = _check_of(message, draw_of_cycle)
    if found is None or not found[1]:
        return Rendered(title="", text="")
    draw, versions = found
    lead = _(
        "What has stayed since your meeting? %(count)s short questions. They show what the "
        "method brings; nobody is graded."
    ) % {"count": len(versions)}
    title = _("What has stayed? %(course)s") % {"course": draw.cohort.course.title}
    return _question_mail(message, draw, versions[0], title=title, lead=lead, at=clock.now())


def _question_mail(
    message: OutboxMessage,
    draw: Draw,
    version: QuestionVersion,
    *,
    title: str,
    lead: str,
    at: dt.datetime,
) -> Rendered:
    """The question with each option as a link that opens it chosen; a link never answers."""
    subject = message.subject
    path = address_of(subject, draw, version, at=at)
    address = settings.SITE_URL + path
    view = question_view(version, seed=str(subject.code))
    stem = view.stem_html.striptags()
    options = [
        (f"{address}?o={key}", html.striptags())
        for key, html in view.options
        if version.kind in votable_kinds()
    ]
    end = _("A tap opens the question with that answer chosen; you confirm it there.")
    lines = [lead, stem, *(f"• {text}\n  {link}" for link, text in options)]
    text = "\n\n".join([*lines, end] if options else [*lines, address])
    html = format_html(
        "<p>{}</p>{}<ul>{}</ul><p>{}</p>",
        lead,
        view.stem_html,
        format_html_join("", '<li><a href="{}">{}</a></li>', options),
        end if options else "",
    )
    return Rendered(title=title, text=text, html=html, address=path)


def _next_of(
    message: OutboxMessage, cohort: Cohort, at: dt.datetime
) -> tuple[Draw, QuestionVersion] | None:
    return first_open(cohort, due_for(message.subject, cohort, at))


def _check_of(
    message: OutboxMessage, draw_of_cycle: DrawOf
) -> tuple[Draw, list[QuestionVersion]] | None:
    draw = draw_of_cycle(message.about)
    return None if draw is None else (draw, unanswered(message.subject, draw))
