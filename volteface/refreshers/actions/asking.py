"""Asking at the right time: one refresher mail a day, and the check three days after a meeting."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from volteface.core.errors import Missing
from volteface.courses.models import EditionQuestion
from volteface.learning.actions import open_draw
from volteface.learning.models import Draw
from volteface.learning.queries import draw_of
from volteface.messaging.actions import BOTH, Planned, plan_many, stop_purpose
from volteface.questions.queries.content import unmarked_kinds
from volteface.refreshers import queries
from volteface.refreshers.rules.pick import spread
from volteface.rosters.models import Cohort
from volteface.rosters.queries import learners_of
from volteface.timetable.queries import audience_of, dates_of, live_cycles

if TYPE_CHECKING:
    from collections.abc import Iterable

    from volteface.accounts.models import Subject
    from volteface.questions.models import QuestionVersion
    from volteface.refreshers.queries.doors import Door
    from volteface.timetable.models import Cycle

REFRESHER = "refresher"
DELAYED_CHECK = "delayed_check"
# A check stays open for a week; asked much later it would measure something else.
CHECK_OPEN = dt.timedelta(days=7)
# Mails leave in the cohort's daytime; the outbox knows each reader's own quiet hours.
_DAYTIME = range(9, 20)
_UNMARKED = unmarked_kinds()


def ask_again(*, at: dt.datetime) -> int:
    """Plan today's refresher for everybody who has something due; once a day, whoever asks."""
    count = 0
    for cohort in Cohort.objects.filter(archived_at__isnull=True):
        here = at.astimezone(ZoneInfo(cohort.time_zone))
        if here.hour not in _DAYTIME or at >= queries.horizon_of(cohort):
            continue
        due = queries.subjects_due(cohort, at)
        if due:
            places = learners_of(cohort, at=at).filter(subject_id__in=due)
            subjects = [place.subject for place in places]
            count += plan_many(_refreshers(cohort, subjects, here.date(), at), at=at)
    return count


def open_due_checks(*, at: dt.datetime) -> int:
    """Open the delayed check of every cycle that is due, and tell its audience; once each."""
    count = 0
    for cycle in live_cycles(meeting_after=at - dt.timedelta(days=60)):
        due_at = dates_of(cycle).delayed_check_at
        if due_at <= at < due_at + CHECK_OPEN and draw_of(cycle, DELAYED_CHECK) is None:
            count += open_delayed_check(cycle, at=at) is not None
    return count


def open_delayed_check(cycle: Cycle, *, at: dt.datetime) -> Draw | None:
    """The check of a cycle, at most four questions of what it taught; nothing if it taught none."""
    versions = check_questions(cycle)
    if not versions:
        return None
    subjects = [place.subject for place in audience_of(cycle, at=at)]
    closes_at = at + CHECK_OPEN
    # The messages first: a crash in between leaves no draw, and the next tick begins again.
    plan_many(_checks(cycle, subjects, at, closes_at), at=at)
    return open_draw(
        Draw.Purpose.DELAYED_CHECK,
        cohort=cycle.cohort,
        cycle=cycle,
        nonce=f"{cycle.code}:{DELAYED_CHECK}",
        versions=versions,
        opens_at=at,
        closes_at=closes_at,
        at=at,
    )


def check_questions(cycle: Cycle) -> list[QuestionVersion]:
    """The marked core questions of the cycle's module, thinned evenly."""
    edition = cycle.module.published
    links = (
        EditionQuestion.objects.filter(edition=edition, step__level="core")
        .exclude(version__kind__in=_UNMARKED)
        .select_related("version")
        .order_by("step__position", "position")
    )
    return [link.version for link in spread(list(links))]


def stop_asking(door: Door, *, at: dt.datetime) -> None:
    """No more mails of this purpose to this subject; the page still offers what is due."""
    if door.draw.purpose not in {REFRESHER, DELAYED_CHECK}:
        raise Missing
    stop_purpose(door.subject, door.draw.purpose, at=at)


def _refreshers(
    cohort: Cohort, subjects: Iterable[Subject], day: dt.date, at: dt.datetime
) -> Iterable[Planned]:
    for subject in subjects:
        for channel in BOTH:
            yield Planned(
                subject=subject,
                purpose=REFRESHER,
                channel=channel,
                about=cohort.code,
                nonce=f"{REFRESHER}:{cohort.code}:{subject.pk}:{day}:{channel}",
                due_at=at,
                useless_after=at + dt.timedelta(days=1),
            )


def _checks(
    cycle: Cycle, subjects: Iterable[Subject], at: dt.datetime, closes_at: dt.datetime
) -> Iterable[Planned]:
    for subject in subjects:
        for channel in BOTH:
            yield Planned(
                subject=subject,
                purpose=DELAYED_CHECK,
                channel=channel,
                about=cycle.code,
                nonce=f"{DELAYED_CHECK}:{cycle.code}:{subject.pk}:{channel}",
                due_at=at,
                useless_after=closes_at,
            )
