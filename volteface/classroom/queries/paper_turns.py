"""Whose sheet is typed in next: somebody found by name or number, or the next without one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.rules.paper_forms import most_points
from volteface.core.errors import Missing
from volteface.core.folding import folded

from .appeals import credits_of
from .paper_entry import EntryRow, entry_rows
from .paper_results import people_in, results_of, right_in
from .paper_sheets import earlier_sheets, form_in, order_of, versions_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.classroom.models import PaperSheet, PaperTest

    from .paper_forms import FormOnPaper
    from .paper_results import PersonRow, TeamRow

_SHOWN = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedLine:
    """What was saved a moment ago; ``code`` undoes it."""

    code: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One sheet to type in; once all are in, and nobody is asked for, ``who`` is empty."""

    for_team: bool
    # A place's code, or a team's number.
    who: str
    name: str
    note: str
    # Nobody in particular for a team.
    subject: Subject | None
    form: FormOnPaper
    letters: tuple[str, ...]
    sheet: PaperSheet | None
    rows: tuple[EntryRow, ...]
    done: int
    count: int
    # What was looked for, and who matches it; nothing once one was found.
    find: str = ""
    matches: tuple[PersonRow, ...] = ()
    # (who, what is shown, whether they are done), to jump to.
    others: tuple[tuple[str, str, bool], ...] = ()
    saved: SavedLine | None = None
    # What this sheet replaces.
    earlier: tuple[PaperSheet, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page's address asks for."""

    who: str = ""
    find: str = ""
    form: str = ""
    # The sheet saved before this one.
    saved: str = ""


def person_turn(test: PaperTest, viewer: Subject, asked: Asked, *, at: dt.datetime) -> Turn:
    """The person named, found, or next; raises ``Missing`` for one the viewer may not see."""
    people = people_in(test, viewer, at=at)
    who = asked.who
    looks = bool(asked.find) and not who
    matches = _found(people, asked.find) if looks else ()
    if len(matches) == 1:
        who, looks = matches[0].place.code, False
    rows = [(one.place.code, one.sheet is not None, one) for one in people]
    row = None if looks else _one(rows, who)
    sheet = row.sheet if row else None
    on_paper = form_in(test, asked.form or (sheet.form if sheet else ""))
    saved = next((one for one in people if one.sheet and one.sheet.code == asked.saved), None)
    return Turn(
        for_team=False,
        who=row.place.code if row else "",
        name=(row.name or _("Somebody without a name")) if row else "",
        note=row.number if row else "",
        subject=row.place.subject if row else None,
        form=on_paper,
        letters=order_of(test).letters,
        sheet=sheet,
        rows=entry_rows(on_paper, sheet, for_team=False),
        done=sum(one.sheet is not None for one in people),
        count=len(people),
        find=asked.find if looks else "",
        matches=tuple(matches[:_SHOWN]),
        others=tuple((one.place.code, one.name, one.sheet is not None) for one in people),
        saved=_saved_person(test, saved) if saved else None,
        earlier=tuple(earlier_sheets(sheet)) if sheet else (),
    )


def team_turn(test: PaperTest, viewer: Subject, asked: Asked, *, at: dt.datetime) -> Turn:
    """The team with this number, or the next; raises ``Missing`` where there is none."""
    results = results_of(test, viewer, at=at)
    teams = results.teams
    if not teams:
        raise Missing
    row = _one([(str(one.number), one.sheet is not None, one) for one in teams], asked.who)
    sheet = row.sheet if row else None
    on_paper = form_in(test, asked.form or (sheet.form if sheet else row.form if row else ""))
    saved = next((one for one in teams if one.sheet and one.sheet.code == asked.saved), None)
    return Turn(
        for_team=True,
        who=str(row.number) if row else "",
        name=_team_word(row.number) if row else "",
        note=row.names if row else "",
        subject=None,
        form=on_paper,
        letters=order_of(test).letters,
        sheet=sheet,
        rows=entry_rows(on_paper, sheet, for_team=True),
        done=results.teams_typed,
        count=len(teams),
        others=tuple(
            (str(one.number), _team_word(one.number), one.sheet is not None) for one in teams
        ),
        saved=_saved_team(saved, most_points(results.folded)) if saved else None,
        earlier=tuple(earlier_sheets(sheet)) if sheet else (),
    )


def _saved_person(test: PaperTest, row: PersonRow) -> SavedLine | None:
    if row.sheet is None:
        return None
    versions = versions_of(test)
    credited = credits_of(test).of_person(row.place.subject_id)
    words = _("Saved: %(name)s, form %(form)s, %(right)s of %(count)s right.") % {
        "name": row.name,
        "form": row.form,
        "right": sum(right_in(row.sheet, versions, credited).values()),
        "count": len(versions),
    }
    return SavedLine(code=row.sheet.code, words=words)


def _saved_team(row: TeamRow, most: int) -> SavedLine:
    words = _("Saved: %(name)s, %(points)s of %(most)s points.") % {
        "name": _team_word(row.number),
        "points": row.points,
        "most": most,
    }
    return SavedLine(code=row.sheet.code if row.sheet else "", words=words)


def _team_word(number: int) -> str:
    return _("Team %(number)s") % {"number": number}


def _one[Row: (PersonRow, TeamRow)](rows: Sequence[tuple[str, bool, Row]], who: str) -> Row | None:
    """The named one; else the first whose sheet is not in; nobody once all are in."""
    if who:
        found = next((row for code, _done, row in rows if code == who), None)
        if found is None:
            raise Missing
        return found
    return next((row for _code, done, row in rows if not done), None)


def _found(people: Sequence[PersonRow], words: str) -> tuple[PersonRow, ...]:
    wanted = _plain(words).split()
    return tuple(
        row
        for row in people
        if all(
            any(part.startswith(word) for part in _plain(f"{row.name} {row.number}").split())
            for word in wanted
        )
    )


def _plain(text: str) -> str:
    """Without accents and case: whoever types does not look for é."""
    return folded(text).replace("-", " ")
