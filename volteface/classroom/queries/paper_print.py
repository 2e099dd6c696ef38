"""A test as the typesetter takes it: question papers, answer sheets, keys, fold sheets, appeals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from volteface.classroom.errors import NothingToAsk
from volteface.classroom.rules.fold import fold_sheets
from volteface.classroom.rules.paper_forms import LETTERS, SHAPES, columns_of, form_of_team
from volteface.core import faces
from volteface.core.pdf import Unprintable
from volteface.courses.queries.printing import Desk, pictures_of, printed_answer, printed_question
from volteface.questions.queries.rubrics import has_criteria

from .paper_forms import can_fold, content_for, form_of, forms_on_paper, key_in_boxes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from volteface.classroom.rules.fold import FoldSheet
    from volteface.core.prose import Node
    from volteface.courses.models import Course
    from volteface.courses.queries.printing import PrintedAnswer
    from volteface.questions.models import QuestionVersion

    from .paper_forms import AskedOnPaper, FormOnPaper, PaperContent, PaperOrder

    type Json = dict[str, Any]

QUESTIONS, ANSWERS, KEY, TEAMS, APPEALS = "questions", "answers", "key", "teams", "appeals"
PARTS = (QUESTIONS, ANSWERS, KEY, TEAMS, APPEALS)
# The first team's sheet is enough to look at.
_APPEALS_ON_A_PAGE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperSet:
    """Everything a test's papers are made of; ``seed`` makes its forms."""

    course: Course
    title: str
    # Whose and when, below the title.
    lead: str
    versions: tuple[QuestionVersion, ...]
    order: PaperOrder
    seed: str


def content_of_set(course: Course, versions: Sequence[QuestionVersion]) -> PaperContent:
    """What of a selection can be printed, with the reasons for the rest."""
    return content_for(versions, pictures=pictures_of(course))


def papers(made: PaperSet, parts: Iterable[str]) -> tuple[Json, dict[str, bytes]]:
    """The data and files of ``papers.typ``, in the course's language, the parts in this order.

    Raises ``Unprintable`` naming characters no face has.
    """
    desk = Desk(pictures=pictures_of(made.course))
    with override(made.course.language):
        forms = forms_on_paper(made.versions, made.order, seed=made.seed)
        data = _frame(made) | {
            "words": _words(),
            "parts": [one for part in parts for one in _PARTS[part](made, forms, desk)],
        }
    _refuse_unknown(data)
    return data, desk.files


def team_sheets(
    made: PaperSet, *, count: int = 0, offset: tuple[float, float] = (0.0, 0.0)
) -> tuple[Json, dict[str, bytes]]:
    """The data of ``fold.typ``: sheets for the first teams, all of the order's if no ``count``.

    ``offset`` moves the marks on their page by so many millimetres, right and down.

    Raises ``NothingToAsk`` when no question suits, and ``Unprintable`` as ``papers`` does.
    """
    versions = [version for version in made.versions if can_fold(version)]
    if not versions:
        raise NothingToAsk(_("No question of this test fits on a fold sheet."))
    teams = range(1, 1 + (count or made.order.teams))
    with override(made.course.language):
        forms = {
            letter: _folded(form_of(made.versions, letter, seed=made.seed))
            for letter in made.order.letters
        }
        layouts = fold_sheets(
            len(versions),
            made.order.sheet,
            large=made.order.large,
            letters=max((len(one.options) for one in next(iter(forms.values()))), default=2),
        )
        data = _frame(made) | {
            "words": _fold_words(),
            "fold": layouts[0].fold_mm,
            "radius": layouts[0].radius_mm,
            "mark_radius": layouts[0].mark_radius_mm,
            "right": offset[0],
            "down": offset[1],
            "factor": layouts[0].factor,
            "sheets": [sheet for number in teams for sheet in _team(made, forms, layouts, number)],
        }
    _refuse_unknown(data)
    return data, {}


def _frame(made: PaperSet) -> Json:
    paper = made.order.sheet
    return {
        "title": made.title,
        "lead": made.lead,
        "language": made.course.language.partition("-")[0],
        "families": list(faces.FAMILIES),
        "paper": {"width": paper.width_mm, "height": paper.height_mm},
        "large": made.order.large,
        "pictures": True,
    }


def _questions(made: PaperSet, forms: list[FormOnPaper], desk: Desk) -> list[Json]:
    return [
        _part(QUESTIONS, form, made) | {"items": [_item(one, desk) for one in form.asked]}
        for form in forms
    ]


def _item(one: AskedOnPaper, desk: Desk) -> Json:
    printed = printed_question(one.view, desk, lettered=bool(one.options))
    return {"number": str(one.number), "nodes": printed.nodes, "long": printed.is_long}


def _answers(made: PaperSet, forms: list[FormOnPaper], desk: Desk) -> list[Json]:
    del desk
    return [_answer_sheet(made, form) for form in forms]


def _key(made: PaperSet, forms: list[FormOnPaper], desk: Desk) -> list[Json]:
    """Each form's answer sheet with its key filled in, then the reasons."""
    return [part for form in forms for part in _key_of(made, form, desk)]


def _key_of(made: PaperSet, form: FormOnPaper, desk: Desk) -> list[Json]:
    told = [(one, printed_answer(one.version, one.view, desk)) for one in form.asked]
    lines = [
        {
            "number": str(one.number),
            "letters": " ".join(one.right),
            "stem": answer.stem,
            "right": answer.right,
            "why": answer.why,
        }
        for one, answer in told
    ]
    said = [_said(one, answer) for one, answer in told]
    return [_answer_sheet(made, form, said=said), _part(KEY, form, made) | {"items": lines}]


def _said(one: AskedOnPaper, answer: PrintedAnswer) -> list[Node]:
    """What is right where no circle is filled: as it is typed in, or all that counts."""
    if one.boxes:
        return [key_in_boxes(one)]
    if one.options or has_criteria(one.version):
        return []
    return [node for words in answer.right for node in (" · ", *words)][1:]


def _answer_sheet(
    made: PaperSet, form: FormOnPaper, *, said: list[list[Node]] | None = None
) -> Json:
    """The sheet to fill in; with what is right ``said``, it is the key to lay beside."""
    return _part(ANSWERS, form, made) | {
        "key": said is not None,
        "rows": [
            {
                "number": str(one.number),
                "letters": list(one.letters),
                "right": list(one.right) if said is not None else [],
                "several": one.several,
                "line": bool(one.field),
                "unit": one.view.unit,
                "said": said[place] if said is not None else [],
            }
            for place, one in enumerate(form.asked)
        ],
    }


def _appeals(made: PaperSet, forms: list[FormOnPaper], desk: Desk) -> list[Json]:
    del forms, desk
    return [{"k": APPEALS, "form": "", "shape": "", "title": made.title}] * _APPEALS_ON_A_PAGE


_PARTS = {QUESTIONS: _questions, ANSWERS: _answers, KEY: _key, APPEALS: _appeals}


def _part(kind: str, form: FormOnPaper, made: PaperSet) -> Json:
    # One form needs no name.
    named = len(made.order.letters) > 1
    return {
        "k": kind,
        "form": form.letter if named else "",
        "shape": SHAPES[form.letter] if named else "",
        "title": made.title,
    }


def _folded(form: FormOnPaper) -> list[AskedOnPaper]:
    return [one for one in form.asked if can_fold(one.version)]


def _team(
    made: PaperSet,
    forms: dict[str, list[AskedOnPaper]],
    layouts: list[FoldSheet],
    number: int,
) -> list[Json]:
    letter = form_of_team(number, made.order.letters)
    left = list(forms[letter])
    sheets = []
    for place, layout in enumerate(layouts, 1):
        asked, left = left[: layout.questions], left[layout.questions :]
        sheets.append(
            {
                "team": str(number),
                "form": letter if len(forms) > 1 else "",
                "shape": SHAPES[letter] if len(forms) > 1 else "",
                "part": f"{place} / {len(layouts)}" if len(layouts) > 1 else "",
            }
            | _cells(layout, asked, team=number, seed=made.seed)
        )
    return sheets


def _cells(layout: FoldSheet, asked: list[AskedOnPaper], *, team: int, seed: str) -> Json:
    cells, marks, numbers, scores = [], [], [], []
    for place, one in enumerate(asked):
        spot = layout.number(place)
        numbers.append({"x": spot.x_mm, "y": spot.y_mm, "number": str(one.number)})
        end = layout.score(place)
        scores.append({"x": end.x_mm, "y": end.y_mm})
        order = columns_of(len(one.options), team=team, seed=f"{seed}:{one.version.code}")
        for column, letter in enumerate(order):
            front, behind = layout.cell(place, column), layout.mark(place, column)
            cells.append({"x": front.x_mm, "y": front.y_mm, "letter": LETTERS[letter]})
            marks.append(
                {"x": behind.x_mm, "y": behind.y_mm, "right": LETTERS[letter] in one.right}
            )
    return {"numbers": numbers, "cells": cells, "marks": marks, "scores": scores}


def _refuse_unknown(data: Json) -> None:
    unknown = faces.missing("".join(_texts(data)))
    if unknown:
        message = _(
            "No installed face has these characters: %(characters)s. Install the optional extra "
            "“fonts”, or write them otherwise."
        )
        raise Unprintable(message % {"characters": " ".join(unknown[:40])})


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    return [text for one in value for text in _texts(one)] if isinstance(value, list) else []


def _words() -> dict[str, str]:
    return {
        "name": _("Name"),
        "number": _("Number"),
        "date": _("Date"),
        "form": _("Form"),
        "key": _("Key, for teachers only"),
        "answers": _("Answer sheet"),
        "fill": _(
            "Fill the circle of your answer. To change your mind, cross it out and fill another."
        ),
        "several": _("several"),
        "on_paper": _("on the question paper"),
        "page": _("Page"),
        "appeal": _("Appeal"),
        "appeal_lead": _(
            "An appeal is an argument, not a request: it needs a reason and the place where it "
            "stands."
        ),
        "team": _("Team"),
        "question": _("Question"),
        "our_answer": _("Our answer"),
        "claim": _("What we think is right"),
        "reason": _("Our reasoning"),
        "source": _("Where it stands: step, page, book or line"),
        "verdict": _("For the teacher"),
        "accepted": pgettext("appeal", "accepted"),
        "declined": _("not accepted, because"),
    }


def _fold_words() -> Json:
    return {
        "team": _("Team"),
        "form": _("Form"),
        "title": _("Team answer sheet"),
        "fold": _("Fold backwards along this line"),
        "staple": _("staple"),
        "how": _("How it works"),
        "steps": [
            _("Everybody says their letter before anybody argues."),
            _("Agree on one letter. Push a pencil through its circle and look into the hole."),
            _("A filled disc: right. A cross: talk again and open another letter."),
            _("Another person holds the pencil each time."),
        ],
        "points": _("Points for each question"),
        "tries": [
            [_("first try"), "4"],
            [_("second try"), "2"],
            [_("third try"), "1"],
            [_("later"), "0"],
        ],
        "no_speed": _("Taking your time costs nothing."),
        "names": _("Who we are"),
        "score": _("points"),
        "total": _("Our points"),
        "right": _("right"),
        "wrong": _("not yet"),
    }
