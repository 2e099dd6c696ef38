"""What a cycle's page says once its meeting is over, to its staff and to its learners."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.queries.attendance import attendance_of, was_missed_by
from volteface.classroom.queries.debriefs import is_released
from volteface.classroom.queries.missed import ticket_is_open
from volteface.classroom.queries.retros import noted_by
from volteface.core.jinja import day
from volteface.timetable.queries import PLANNERS
from volteface.web.queries.stages import Action, Contribution, Next

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.timetable.queries import CycleView


def next_for_staff(view: CycleView) -> Next:
    """Two taps while it is fresh, then the debrief, then nothing until the delayed check."""
    if not noted_by(view.cycle):
        return Next(action=_retro(view), hint=_("while it is fresh"))
    if not is_released(view.cycle):
        return Next(action=_debrief(view), hint=_("for those who were missing"))
    check = _("the delayed check comes on %(day)s") % {"day": day(view.dates.delayed_check_at)}
    return Next(action=None, hint=check)


def verify_for_staff(view: CycleView, *, met: bool) -> Contribution:
    """Who was there, what is left to write, and the way to the next time."""
    attendance = attendance_of(view.cycle) if met else None
    again = (_again(view),) if view.role in PLANNERS else ()
    if attendance is None or not attendance.was_held:
        return Contribution(
            line=_("exit ticket, then a check on %(day)s")
            % {"day": day(view.dates.delayed_check_at)},
            actions=(_retro(view), _debrief(view), *again) if met else (_debrief(view),),
        )
    line = _("%(count)s of %(n)s were there") % {
        "count": attendance.present,
        "n": len(attendance.rows),
    }
    released = is_released(view.cycle)
    return Contribution(
        line=line,
        lead=_("The others were told what they missed.")
        if released
        else _("Those who were missing are told once the debrief is released."),
        facts=((_("Guests"), str(attendance.guests)),) if attendance.guests else (),
        actions=(_retro(view), _debrief(view), *again),
    )


def missed_by(view: CycleView, subject: Subject) -> bool:
    """Whether the meeting was held without this learner."""
    return was_missed_by(view.cycle, subject)


def catches_up(view: CycleView, subject: Subject, *, present: str) -> bool:
    """Whether what was missed is still a learner's next thing: until the ticket is answered.

    Where there is no ticket, until the delayed check.
    """
    waiting = ticket_is_open(view.cycle, subject)
    return present == "verify" if waiting is None else waiting


def see_missed(view: CycleView) -> Action:
    """To the page of those who were missing."""
    return Action.on(view, "classroom:missed", _("See what you missed"), icon="undo-2")


def read_debrief(view: CycleView) -> Action | None:
    """To the same page, for those who were there; nothing before its release."""
    if not is_released(view.cycle):
        return None
    return Action.on(view, "classroom:missed", _("Read the debrief"), icon="scroll-text")


def _retro(view: CycleView) -> Action:
    return Action.on(view, "classroom:retro", _("How did it go? Two taps"), icon="hand")


def _debrief(view: CycleView) -> Action:
    return Action.on(view, "classroom:debrief", _("Write the debrief"), icon="pen-line")


def _again(view: CycleView) -> Action:
    return Action.on(view, "classroom:teach_again", _("Teach this module again"), icon="repeat")
