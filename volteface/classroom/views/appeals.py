"""Appeals that a teacher accepted: typed in from their slips, and undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.appeals import accept_appeal, undo_appeal
from volteface.classroom.paper_fields import AppealForm
from volteface.classroom.queries.appeals import appeal_in, appealed
from volteface.classroom.queries.paper_sheets import order_of, paper_in, versions_of
from volteface.core import clock
from volteface.core.errors import DomainError
from volteface.timetable.queries import PLANNERS, cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_POST
def accept(request: HttpRequest, cycle: str, test: str) -> HttpResponse:
    """Credit a team with what its slip claims."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=PLANNERS)
    row = paper_in(view.cycle, test)
    form = AppealForm(request.POST, teams=order_of(row).teams, questions=len(versions_of(row)))
    if not form.is_valid():
        messages.error(request, _("Choose a team, a question and a letter."))
        return _back(cycle, test)
    said = form.cleaned_data
    try:
        version, option = appealed(row, **said)
        accept_appeal(row, version, team=said["team"], option=option, by=subject, at=at)
    except DomainError as error:
        messages.error(request, str(error))
        return _back(cycle, test)
    words = _(
        "Team %(team)s is credited for question %(number)s, and so are its members who chose this "
        "letter on their own sheets."
    )
    messages.success(request, words % {"team": said["team"], "number": said["number"]})
    return _back(cycle, test)


@require_POST
def undo(request: HttpRequest, cycle: str, test: str, appeal: str) -> HttpResponse:
    """Take back what was accepted by mistake."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=PLANNERS)
    undo_appeal(appeal_in(paper_in(view.cycle, test), appeal), by=subject, at=at)
    messages.success(request, _("Undone: the key alone counts again."))
    return _back(cycle, test)


def _back(cycle: str, test: str) -> HttpResponse:
    return redirect(f"{reverse('classroom:paper', args=[cycle, test])}#appeals")
