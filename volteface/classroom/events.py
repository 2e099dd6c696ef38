"""What is asked of others when a meeting is over: what a draft of its debrief should say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle

    type Says = Callable[[Cycle], Sequence[Paragraph]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of a debrief's draft, in Markdown and in the course's language.

    Learners will read it: it names nobody and counts nobody under five. ``carried`` are the
    questions it leaves open, proposed to be asked again.
    """

    text: str
    carried: tuple[QuestionVersion, ...] = ()


_says: dict[str, tuple[int, Says]] = {}


def register_debrief(name: str, says: Says, *, position: int) -> None:
    """Let ``says(cycle)`` give paragraphs to every draft; the lowest ``position`` comes first.

    It is called with the course's language active, reads only, and returns nothing where the
    meeting had none of what it knows about. The same name again replaces it.
    """
    _says[name] = (position, says)


def debrief_paragraphs(cycle: Cycle) -> tuple[Paragraph, ...]:
    """Everything there is to say about the cycle's meeting, in order."""
    in_order = sorted(_says.items(), key=lambda item: (item[1][0], item[0]))
    return tuple(paragraph for _name, (_at, says) in in_order for paragraph in says(cycle))
