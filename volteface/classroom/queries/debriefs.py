"""A meeting's debrief, and a draft of it made from what the meeting left behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import override

from volteface.classroom.events import debrief_paragraphs
from volteface.classroom.models import Debrief

if TYPE_CHECKING:
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A proposal to write the debrief from; nothing of it is kept until its writer does."""

    text: str
    # What stayed unclear, each question once: proposed to be asked again.
    carried: tuple[QuestionVersion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DebriefPage:
    """What its writer finds: their own words, or a draft while there are none."""

    text: str
    # The text was not written by anybody yet.
    is_draft: bool
    # There is a draft that does not stand in the text yet.
    may_add: bool
    released: bool
    # The questions that may be asked again, and the codes of those that will.
    open: tuple[QuestionVersion, ...]
    carried: tuple[str, ...]


def debrief_page_of(cycle: Cycle, *, again: bool = False) -> DebriefPage:
    """The debrief in hand; with ``again`` the draft stands below what was written."""
    written = debrief_of(cycle)
    drafted = draft(cycle)
    kept = list(written.carried.select_related("current")) if written else []
    found = {version.question.code: version for version in drafted.carried}
    for one in kept:
        if one.current is not None and one.code not in found:
            one.current.question = one
            found[one.code] = one.current
    text = written.text if written else ""
    parts = [text] if text and not again else [text, drafted.text]
    return DebriefPage(
        text="\n\n".join(part.strip() for part in parts if part.strip()),
        is_draft=written is None and bool(drafted.text),
        may_add=bool(text and drafted.text) and not again,
        released=written is not None and written.released_at is not None,
        open=tuple(found.values()),
        carried=tuple(found) if written is None else tuple(one.code for one in kept),
    )


def debrief_of(cycle: Cycle) -> Debrief | None:
    """What was written so far, released or not."""
    return Debrief.objects.filter(cycle=cycle).first()


def is_released(cycle: Cycle) -> bool:
    """Whether learners may read it."""
    return Debrief.objects.filter(cycle=cycle, released_at__isnull=False).exists()


def draft(cycle: Cycle) -> Draft:
    """The paragraphs of everybody who knows something of the meeting, in the course's language.

    Who adds to it: `classroom.events.register_debrief`.
    """
    with override(cycle.module.course.language):
        paragraphs = debrief_paragraphs(cycle)
    carried = {
        version.question_id: version for paragraph in paragraphs for version in paragraph.carried
    }
    return Draft(
        text="\n\n".join(filter(None, (paragraph.text.strip() for paragraph in paragraphs))),
        carried=tuple(carried.values()),
    )
