"""A learner's team before the meeting, and their certificate at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from volteface.classroom.queries.certificates import has_own_certificate, rule_of, terms_of
from volteface.classroom.queries.own_team import own_team
from volteface.web.queries.stages import Action

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.classroom.queries.own_team import OwnTeam
    from volteface.timetable.queries import CycleView


def team_to_come(view: CycleView, subject: Subject, at: dt.datetime) -> OwnTeam | None:
    """Their team from when the teams are locked until the meeting is over."""
    return own_team(view.cycle, subject) if at < view.dates.meeting_ends_at else None


def own_certificate(view: CycleView, subject: Subject, at: dt.datetime) -> Action | None:
    """The way to their certificate, once certificates are handed out and theirs is earned."""
    if not has_own_certificate(view.cohort, subject, at=at):
        return None
    return Action(
        text=_("Your certificate"),
        url=reverse("classroom:own_certificate", args=[view.cohort.code]),
        icon="award",
    )


def certificate_rule(view: CycleView) -> tuple[tuple[str, str], ...]:
    """What must be done for the cohort's certificate, once its teacher has said it."""
    terms = terms_of(view.cohort)
    return ((terms.title, rule_of(terms)),) if terms else ()
