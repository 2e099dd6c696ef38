"""Typing a sheet in: the letters of its form as they stand on it, and what was tapped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.rules.paper_forms import LETTERS, read_boxes
from volteface.questions.queries import parse_answer, typed_answer, unreadable
from volteface.questions.queries.shown import given_answer, right_answers

from .paper_forms import can_fold, in_boxes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from volteface.classroom.models import PaperSheet

    from .paper_forms import AskedOnPaper, FormOnPaper

# What is tapped for a question marked on the paper, and what it says.
VERDICTS = {"+": True, "-": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """A question of the sheet with what it says."""

    asked: AskedOnPaper
    # The letters tapped, or the text typed.
    letters: tuple[str, ...] = ()
    text: str = ""
    # How it was marked on the paper, and what counts as right.
    verdict: str = ""
    key: str = ""
    error: str = ""

    @property
    def name(self) -> str:
        """Of its fields."""
        return f"q-{self.asked.version.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a posted sheet says; with a problem in a row nothing is saved."""

    rows: tuple[EntryRow, ...]
    filled: Mapping[str, object]

    @property
    def problems(self) -> int:
        """How many rows cannot be read."""
        return sum(bool(row.error) for row in self.rows)


def entry_rows(
    form: FormOnPaper, sheet: PaperSheet | None, *, for_team: bool
) -> tuple[EntryRow, ...]:
    """The rows to tap, as the sheet was typed before."""
    return tuple(_row(one, sheet, for_team=for_team) for one in _asked(form, for_team=for_team))


def read_posted(form: FormOnPaper, posted: Mapping[str, Sequence[str]], *, for_team: bool) -> Typed:
    """The posted rows, in the questions' own spelling; a team's are the options it uncovered."""
    rows, filled = [], {}
    for one in _asked(form, for_team=for_team):
        values = [value for value in posted.get(f"q-{one.version.code}", ()) if value.strip()]
        if one.options:
            letters = tuple(letter for letter in one.letters if letter in values)
            chosen = [one.options[LETTERS.index(letter)] for letter in letters]
            rows.append(EntryRow(asked=one, letters=letters))
            answer: object = chosen if for_team else parse_answer(one.version, {"choice": chosen})
        elif one.is_marked:
            verdict = values[0] if values and values[0] in VERDICTS else ""
            rows.append(EntryRow(asked=one, verdict=verdict, key=_key(one)))
            answer = VERDICTS.get(verdict)
        else:
            row, answer = _typed(one, values)
            rows.append(row)
        if answer or answer is False:
            filled[one.version.code] = answer
    return Typed(rows=tuple(rows), filled=filled)


def _asked(form: FormOnPaper, *, for_team: bool) -> list[AskedOnPaper]:
    return [one for one in form.asked if can_fold(one.version) or not for_team]


def _key(one: AskedOnPaper) -> str:
    return " · ".join(words.striptags() for words in right_answers(one.version))


def _typed(one: AskedOnPaper, values: Sequence[str]) -> tuple[EntryRow, str]:
    text = values[0] if values else ""
    given = {one.field: [text], "seed": [one.view.more.get("seed", "")]}
    if one.boxes:
        found = _in_boxes(one, text) if text else {}
        if found is None:
            message = _("Type what stands in each of the %(count)s boxes, - for an empty one.")
            return EntryRow(asked=one, text=text, error=message % {"count": len(one.boxes)}), ""
        given = found
    answer = typed_answer(one.version, given)
    error = unreadable(one.version, answer) if answer else ""
    return EntryRow(asked=one, text=text, error=error), "" if error else answer


def _row(one: AskedOnPaper, sheet: PaperSheet | None, *, for_team: bool) -> EntryRow:
    said = sheet.filled.get(one.version.code) if sheet is not None else None
    if one.is_marked:
        verdict = next((sign for sign, right in VERDICTS.items() if right is said), "")
        return EntryRow(asked=one, verdict=verdict, key=_key(one))
    if not said:
        return EntryRow(asked=one)
    if for_team:
        chosen = tuple(said) if isinstance(said, list) else ()
        return EntryRow(asked=one, letters=_letters(one, chosen))
    given = given_answer(str(said))
    if one.boxes:
        text = in_boxes(one, order=given.order, parts=given.parts)
        return EntryRow(asked=one, text=text)
    return EntryRow(asked=one, letters=_letters(one, given.choice), text=given.value or given.text)


def _letters(one: AskedOnPaper, chosen: Sequence[str]) -> tuple[str, ...]:
    return tuple(
        letter for letter, option in zip(one.letters, one.options, strict=True) if option in chosen
    )


def _in_boxes(one: AskedOnPaper, text: str) -> dict[str, list[str]] | None:
    """The question's own fields; nothing when a box cannot be read."""
    signs = read_boxes(text, len(one.boxes))
    if signs is None:
        return None
    values = dict(zip(LETTERS, (value for value, *_shown in one.view.choices), strict=False))
    values = values or {str(place): str(place) for place in range(1, len(one.boxes) + 1)}
    if any(sign and sign not in values for sign in signs):
        return None
    return {box: [values[sign]] for box, sign in zip(one.boxes, signs, strict=True) if sign}
