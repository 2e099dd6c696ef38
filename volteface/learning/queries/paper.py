"""A published module as paper is set from it: the learner's copy, or the key for who teaches."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import segno
from django.utils.translation import gettext as _

from volteface.core import jinja, markup
from volteface.core.errors import Missing
from volteface.core.phrases import address
from volteface.core.prose import prose
from volteface.courses.models import EditionQuestion
from volteface.courses.queries import edition_steps
from volteface.courses.queries.files import images_of
from volteface.courses.queries.printing import (
    Desk,
    pictures_of,
    printed_answer,
    printed_question,
)
from volteface.learning.queries.variants import with_drawn
from volteface.questions.queries.shown import question_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from volteface.courses.models import Edition
    from volteface.courses.queries import BlockView, StepView
    from volteface.courses.queries.films import Film
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.queries import CycleView

# Everybody's paper asks the same: no order and no values of one's own.
_SEED = "paper"


@dataclass(slots=True, kw_only=True)
class _Desk(Desk):
    """What is at hand while a module is set: its files, and those used so far."""

    site: str
    versions: Mapping[int, QuestionVersion]
    number: int = 0
    # A film's question may also stand below it; paper asks once.
    asked: set[int] = field(default_factory=set)

    def code(self, target: str) -> str:
        """A code that leads to an address; the name of its drawing."""
        drawing = io.BytesIO()
        segno.make(target, error="m").save(drawing, kind="svg", border=1, scale=4)
        name = f"code-{len(self.files)}.svg"
        self.files[name] = drawing.getvalue()
        return name


def paper_of(
    view: CycleView, *, site: str, large: bool = False, key: bool = False
) -> tuple[dict[str, object], dict[str, bytes]]:
    """The data and files of ``module.typ``; ``site`` is where codes and links lead to."""
    edition = view.module.published
    if edition is None:
        raise Missing
    course = view.module.course
    desk = _Desk(site=site.rstrip("/"), versions=_versions(edition), pictures=pictures_of(course))
    steps = [_step(view, step, desk, key=key) for step in edition_steps(edition)]
    points = [] if key else list(view.module.key_points.values_list("text", flat=True))
    why = markup.html(view.module.why, images_of(course)) if not key else ""
    data: dict[str, object] = {
        "language": course.language.partition("-")[0],
        "title": view.module.title,
        "eyebrow": _("Key, for teachers only") if key else course.title,
        "lead": " · ".join((view.cohort.title, jinja.minutes(edition.minutes))),
        "foot": _("%(module)s, edition %(number)s")
        % {"module": view.module.title, "number": edition.number},
        "name": "" if key else _("Name"),
        "summary": "" if key else markup.plain(view.module.summary),
        "why": prose(why, pictures=desk.picture),
        "why_title": _("Why it is worth your time"),
        "points": [markup.plain(text) for text in points],
        "points_title": _("Key points"),
        "steps": steps,
        "large": large,
        "key": key,
        "pictures": True,
    }
    return data, desk.files


def _step(view: CycleView, step: StepView, desk: _Desk, *, key: bool) -> dict[str, object]:
    # Of a pool, everybody's paper asks the same.
    blocks = with_drawn(step.blocks, desk.versions, subject_id=0)
    return {
        "title": step.title,
        "facts": jinja.minutes(step.minutes),
        "blocks": [made for block in blocks for made in _set(view, step, block, desk, key=key)],
    }


def _set(
    view: CycleView, step: StepView, block: BlockView, desk: _Desk, *, key: bool
) -> Iterator[dict[str, object]]:
    version = desk.versions.get(block.version_id or 0)
    if version is not None:
        yield from _asked(version, desk, key=key)
    elif block.film is not None:
        if not key:
            yield from _film(
                desk.site + address("learning:step", view.cycle.code, step.key), block.film, desk
            )
        codes = {moment.question for moment in block.film.questions}
        for each in desk.versions.values():
            if each.code in codes:
                yield from _asked(each, desk, key=key)
    elif not key:
        yield {"k": "prose", "nodes": prose(block.html, pictures=desk.picture)}


def _film(target: str, film: Film, desk: _Desk) -> Iterator[dict[str, object]]:
    """A code that leads to the film, and its transcript."""
    minutes = jinja.minutes(film.minutes) if film.minutes else ""
    yield {
        "k": "film",
        "title": film.title or _("Film"),
        "words": " · ".join(filter(None, (_("Scan to watch it."), minutes))),
        "address": target,
        "code": desk.code(target),
    }
    if film.transcript_html:
        yield {"k": "prose", "nodes": prose(film.transcript_html, pictures=desk.picture)}
    elif film.cues:
        said = " ".join(cue.words for cue in film.cues)
        yield {"k": "prose", "nodes": [{"k": "p", "c": [" ".join(said.split())]}]}


def _asked(version: QuestionVersion, desk: _Desk, *, key: bool) -> Iterator[dict[str, object]]:
    if version.pk not in desk.asked:
        desk.asked.add(version.pk)
        desk.number += 1
        yield _answer(version, desk) if key else _question(version, desk)


def _question(version: QuestionVersion, desk: _Desk) -> dict[str, object]:
    made = printed_question(question_view(version, seed=_SEED), desk)
    return {
        "k": "question",
        "number": _("Question %(number)s") % {"number": desk.number},
        "nodes": made.nodes,
        "long": made.is_long,
    }


def _answer(version: QuestionVersion, desk: _Desk) -> dict[str, object]:
    made = printed_answer(version, question_view(version, seed=_SEED), desk)
    return {
        "k": "answer",
        "number": str(desk.number),
        "stem": made.stem,
        "right": made.right,
        "why": made.why,
    }


def _versions(edition: Edition) -> dict[int, QuestionVersion]:
    rows = EditionQuestion.objects.filter(edition=edition).select_related("version__question")
    return {row.version_id: row.version for row in rows}
