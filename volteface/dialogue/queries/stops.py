"""Why people stopped: whom it is asked, and what a teacher is told from five answers on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.core.db.prepared import Prepared
from volteface.dialogue.models import StopReason
from volteface.dialogue.rules import reasons_told
from volteface.learning.queries.engagement import AWAY, engagement_of, engagements_in

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries import CycleView


@dataclass(frozen=True, slots=True, kw_only=True)
class StopTold:
    """A reason with how many gave it, and what a teacher can do about it."""

    word: str
    count: int
    advice: str


def may_say_why(view: CycleView, subject: Subject) -> bool:
    """Only who has really begun and is not through is asked; whoever said so is asked no more."""
    found = engagement_of(view.cycle, subject)
    return found.is_engaged and not found.is_through and not has_said(view.cycle, subject)


def asked_on_return(view: CycleView, subject: Subject, at: dt.datetime) -> str:
    """The step somebody stopped at, when they come back after a while; empty for nobody to ask."""
    if view.role != "learner" or at > view.closes_at:
        return ""
    found = engagement_of(view.cycle, subject)
    if found.is_brought_back:
        return ""
    back = found.last_at is not None and at - found.last_at >= AWAY
    ask = found.is_engaged and not found.is_through and back and not has_said(view.cycle, subject)
    return found.last_step if ask else ""


def has_said(cycle: Cycle, subject: Subject) -> bool:
    """Whether the learner has said why they stopped in this module."""
    return StopReason.objects.filter(cycle=cycle, subject=subject).exists()


def steps_to_ask_at(cycle: Cycle) -> dict[int, str]:
    """Whom a reminder asks, by subject id, with the step they stopped at; four queries for all."""
    said = set(StopReason.objects.filter(cycle=cycle).values_list("subject_id", flat=True))
    return {
        subject: found.last_step
        for subject, found in engagements_in(cycle).items()
        if found.is_engaged and not found.is_through and subject not in said and found.last_step
    }


def stops_told(cycle: Cycle) -> list[StopTold]:
    """The reasons in words with what to do about each; nothing below five answers."""
    words = dict(StopReason.Reason.choices)
    advice = _advice()
    reasons = [reason for (reason,) in _reasons(cycle.pk)]
    return [
        StopTold(word=str(words[reason]), count=count, advice=advice[reason])
        for reason, count in reasons_told(reasons)
    ]


_reasons = Prepared(
    lambda cycle: StopReason.objects.filter(cycle=cycle).order_by("pk").values_list("reason")
)


def _advice() -> dict[str, str]:
    return {
        StopReason.Reason.BORED: _(
            "Shorten the step or break it with a question, and point the strong to the pre-test."
        ),
        StopReason.Reason.LOST: _(
            "Look at the step’s most missed question, add a support step, and open with it."
        ),
        StopReason.Reason.NO_TIME: _(
            "Compare the minutes measured with those announced, and reserve a slot that holds them."
        ),
        StopReason.Reason.NO_POINT: _(
            "Say in the module why it is worth their time, and come back to it when you meet."
        ),
        StopReason.Reason.TECHNICAL: _(
            "Open the step on a phone yourself; have it printed, or do it in a room with computers."
        ),
    }
