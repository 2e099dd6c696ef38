"""Who made cards is told, once a day at most, that the teacher has looked at them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volteface.classroom.actions.card_decisions import LOOKED_AT
from volteface.classroom.models import LearnerCard
from volteface.messaging.events import Purpose, Rendered, register_purpose
from volteface.rosters.queries import role_in
from volteface.timetable.models import Cycle
from volteface.timetable.queries.rows import cycle_by_code

if TYPE_CHECKING:
    import datetime as dt

    from volteface.messaging.models import OutboxMessage

State = LearnerCard.State
DECIDED = (State.ACCEPTED, State.RETURNED, State.DECLINED)


def register() -> None:
    """Make the purpose known."""
    register_purpose(
        Purpose(
            name=LOOKED_AT,
            label=gettext_lazy("What became of your cards"),
            needs_me=False,
            wanted=_unwanted_because,
            render=_rendered,
        )
    )


def _unwanted_because(message: OutboxMessage, at: dt.datetime) -> str:
    cycle = cycle_by_code(message.about)
    if cycle is None or cycle.is_archived or cycle.state != Cycle.State.PUBLISHED:
        return "called_off"
    if role_in(message.subject, cycle.cohort, at) == "":
        return "no_access"
    own = LearnerCard.objects.filter(cycle=cycle, subject=message.subject, state__in=DECIDED)
    return "" if own.exists() else "gone"


def _rendered(message: OutboxMessage, language: str) -> Rendered:  # noqa: ARG001 - the outbox's face
    """Neither card nor verdict: mails are forwarded, and the page says it kindly."""
    cycle = cycle_by_code(message.about)
    if cycle is None:
        return Rendered(title="", text="")
    module = {"module": cycle.module.title}
    return Rendered(
        title=_("Your cards on “%(module)s”") % module,
        text=_(
            "Your teacher has looked at cards you made on “%(module)s”. See what became of them."
        )
        % module,
        address=reverse("classroom:cards", args=[cycle.code]),
    )
