"""PDFs of tests: one part of a test, one of everything to look at, a paper from a bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import override

from volteface.classroom.queries.paper_print import (
    ANSWERS,
    APPEALS,
    KEY,
    QUESTIONS,
    TEAMS,
    papers,
    team_sheets,
)
from volteface.core import jinja, pdf, worker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.queries.paper_print import PaperSet
    from volteface.timetable.queries import CycleView


def part_pdf(made: PaperSet, part: str, *, offset: tuple[float, float] = (0.0, 0.0)) -> bytes:
    """One part of a test, every form or team in one file; refuses as ``papers`` does.

    ``offset`` moves the marks of fold sheets, for printers whose backs do not meet their fronts.
    """
    return _teams(made, offset=offset) if part == TEAMS else _papers(made, [part])


def parts_pdf(made: PaperSet, parts: Sequence[str]) -> bytes:
    """Several parts in one file, in this order."""
    pieces = [part_pdf(made, part) for part in parts]
    return _joined(pieces) if len(pieces) > 1 else pieces[0]


def look_pdf(made: PaperSet) -> bytes:
    """One of everything: papers, sheets and key of each form, the first team's sheet, appeals."""
    pieces = [_papers(made, [QUESTIONS, ANSWERS, KEY])]
    if made.order.teams:
        pieces += [_teams(made, count=1), _papers(made, [APPEALS])]
    return _joined(pieces)


def lead_of(view: CycleView) -> str:
    """Whose and when, for the foot of every page, in the course's language."""
    with override(view.module.course.language):
        who = view.group.name if view.group else view.cohort.title
        return f"{view.module.course.title} · {who} · {jinja.day(view.meeting.starts_at)}"


def _papers(made: PaperSet, parts: Sequence[str]) -> bytes:
    data, files = papers(made, parts)
    return worker.compute(pdf.render_illustrated, "classroom/papers.typ", data, files=files)


def _teams(made: PaperSet, *, count: int = 0, offset: tuple[float, float] = (0.0, 0.0)) -> bytes:
    data, files = team_sheets(made, count=count, offset=offset)
    return worker.compute(pdf.render_illustrated, "classroom/fold.typ", data, files=files)


def _joined(pieces: Sequence[bytes]) -> bytes:
    joined: bytes = worker.call("volteface.classroom.press:joined", list(pieces))
    return joined
