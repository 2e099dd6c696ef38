"""Typing in what the sheets of a test say: one person or one team after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.papers import count_sheets, save_sheet, undo_sheet
from volteface.classroom.queries.paper_entry import read_posted
from volteface.classroom.queries.paper_sheets import paper_in, sheet_in
from volteface.classroom.queries.paper_turns import Asked, person_turn, team_turn
from volteface.core import clock
from volteface.core.errors import DomainError, Missing
from volteface.timetable.queries import STAFF, audience_visible_to, cycle_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse, QueryDict

    from volteface.classroom.models import PaperTest
    from volteface.classroom.queries.paper_turns import Turn
    from volteface.timetable.queries import CycleView


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, cycle: str, test: str) -> HttpResponse:
    """Type in people's own sheets; saved, the next one's turn comes by itself."""
    return _typing(request, cycle, test, for_team=False)


@require_http_methods(["GET", "POST"])
def teams(request: HttpRequest, cycle: str, test: str) -> HttpResponse:
    """Type in which letters each team uncovered."""
    return _typing(request, cycle, test, for_team=True)


@require_POST
def undo(request: HttpRequest, cycle: str, test: str, sheet: str) -> HttpResponse:
    """Take a sheet back that was typed by mistake."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    row = sheet_in(paper_in(view.cycle, test), sheet)
    who = str(row.team or "")
    if row.subject_id is not None:
        place = audience_visible_to(subject, view.cycle, at).filter(subject=row.subject_id).first()
        if place is None:
            raise Missing
        who = place.code
    try:
        undo_sheet(row, by=subject, at=at)
        messages.success(request, _("Undone. What was typed before counts again, if anything."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(f"{_page(view, row.test, for_team=row.team is not None)}?who={who}")


@require_POST
def count(request: HttpRequest, cycle: str, test: str) -> HttpResponse:
    """Count what was typed at once, without the ten minutes in which it can be undone."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    counted = count_sheets(paper_in(view.cycle, test), at=at)
    words = ngettext(
        "%(count)s sheet is counted now.", "%(count)s sheets are counted now.", counted
    )
    messages.success(request, words % {"count": counted})
    return redirect("classroom:paper", cycle, test)


def _typing(request: HttpRequest, cycle: str, test: str, *, for_team: bool) -> HttpResponse:
    view = cycle_for(subject_of(request), cycle, at=clock.now(), roles=STAFF)
    row = paper_in(view.cycle, test)
    if request.method == "GET":
        turn = _turn(request, row, request.GET, for_team=for_team)
        return render(request, "classroom/paper_typing.html", _context(view, row, turn))
    turn = _turn(request, row, request.POST, for_team=for_team)
    posted = read_posted(turn.form, dict(request.POST.lists()), for_team=for_team)
    if posted.problems or not request.POST.get("who"):
        context = _context(view, row, replace(turn, rows=posted.rows))
        return render(request, "classroom/paper_typing.html", context, status=422)
    return _saved(request, view, row, turn, posted.filled)


def _saved(
    request: HttpRequest, view: CycleView, test: PaperTest, turn: Turn, filled: Mapping[str, object]
) -> HttpResponse:
    """Keep it, and go on to the next; what is said comes after the commit."""
    sheet = save_sheet(
        test,
        form=turn.form.letter,
        filled=filled,
        subject=turn.subject,
        team=int(turn.who) if turn.for_team else None,
        by=subject_of(request),
        at=clock.now(),
    )
    # A team has its own form; people's sheets lie on a pile form by form.
    kept = {} if turn.for_team else {"form": turn.form.letter}
    query = urlencode(kept | {"saved": sheet.code})
    return redirect(f"{_page(view, test, for_team=turn.for_team)}?{query}")


def _turn(request: HttpRequest, test: PaperTest, asked: QueryDict, *, for_team: bool) -> Turn:
    viewer, at = subject_of(request), clock.now()
    wanted = Asked(
        who=asked.get("who", "")[:12],
        find=asked.get("find", "")[:60].strip(),
        form=asked.get("form", "")[:1],
        saved=asked.get("saved", "")[:12],
    )
    turn = team_turn if for_team else person_turn
    return turn(test, viewer, wanted, at=at)


def _context(view: CycleView, test: PaperTest, turn: Turn) -> dict[str, object]:
    return {
        "view": view,
        "test": test,
        "turn": turn,
        "page": _page(view, test, for_team=turn.for_team),
    }


def _page(view: CycleView, test: PaperTest, *, for_team: bool) -> str:
    name = "classroom:paper_teams" if for_team else "classroom:paper_people"
    return reverse(name, args=[view.cycle.code, test.code])
