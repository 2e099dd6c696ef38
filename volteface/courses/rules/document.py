"""A whole module as plain data: what importers read, exporters write and actions store."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from volteface.courses.rules.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from volteface.courses.rules.terms import Term
    from volteface.questions.queries.content import Content

LEVELS = ("core", "support", "stretch")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """Markdown between two questions."""

    markdown: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBlock:
    """A question in its place; without a key, an import matches it by its words."""

    content: Content
    key: str = ""
    # Keys of the module's objectives.
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoBlock:
    """A film among the course's files, with its transcript as Markdown."""

    source: str
    title: str = ""
    captions: str = ""
    minutes: int = 0
    transcript: str = ""
    # Chapters and questions by their time, in the order they were written.
    marks: tuple[FilmMark, ...] = ()

    @property
    def questions(self) -> tuple[QuestionBlock, ...]:
        """The questions written inside the film."""
        return tuple(mark.block for mark in self.marks if mark.block is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmMark:
    """What stands at a second of a film: a chapter's title, or a question by key or in full."""

    at: int
    chapter: str = ""
    key: str = ""
    block: QuestionBlock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedBlock:
    """A film on somebody else's server, shown when the reader asks for it."""

    url: str
    title: str = ""
    minutes: int = 0
    transcript: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolBlock:
    """A pool of variants, of which each learner is asked a few, with its questions."""

    name: str
    draw: int = 1
    questions: tuple[QuestionBlock, ...] = ()


type Block = TextBlock | QuestionBlock | VideoBlock | EmbedBlock | PoolBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDocument:
    """A page of the module."""

    title: str
    key: str
    level: str = "core"
    minutes: int = 3
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """One activity of the meeting a module proposes."""

    technique: str
    minutes: int
    title: str = ""
    reason: str = ""
    game: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleDocument:
    """A module with everything in it; texts are keyed pairs, in order."""

    title: str
    key: str
    language: str = "en"
    summary: str = ""
    why: str = ""
    objectives: tuple[tuple[str, str], ...] = ()
    key_points: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    misconceptions: tuple[tuple[str, str], ...] = ()
    sheet: Sheet = field(default_factory=Sheet)
    session_plan: tuple[PlanItem, ...] = ()
    steps: tuple[StepDocument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something in a file that could not be read: where (a line, an item) and why, in words."""

    where: str
    why: str


def plan_to_json(items: tuple[PlanItem, ...]) -> list[dict[str, object]]:
    """The stored form of a session plan; empty texts are left out."""
    return [
        {
            "technique": item.technique,
            "minutes": item.minutes,
            **{
                name: getattr(item, name)
                for name in ("title", "reason", "game")
                if getattr(item, name)
            },
        }
        for item in items
    ]


def plan_from_json(stored: object) -> tuple[PlanItem, ...]:
    """Read the stored form; what is no activity is left out."""
    rows = stored if isinstance(stored, list) else []
    return tuple(
        PlanItem(
            technique=str(row.get("technique", "")),
            minutes=int(row.get("minutes", 0)),
            title=str(row.get("title", "")),
            reason=str(row.get("reason", "")),
            game=str(row.get("game", "")),
        )
        for row in rows
        if isinstance(row, dict)
    )


def estimated_minutes(blocks: tuple[Block, ...]) -> int:
    """How long a page takes: 180 words or one question a minute, films as long as they are."""
    words = sum(len(block.markdown.split()) for block in blocks if isinstance(block, TextBlock))
    films = sum(block.minutes for block in blocks if isinstance(block, VideoBlock | EmbedBlock))
    pools = [block for block in blocks if isinstance(block, PoolBlock)]
    variants = sum(len(pool.questions) for pool in pools)
    questions = len(questions_in(blocks)) - variants + sum(pool.draw for pool in pools)
    return max(1, round(words / 180 + questions + films))


def questions_in(blocks: Iterable[Block]) -> list[QuestionBlock]:
    """Every question of a page in order, those inside films too."""
    found: list[QuestionBlock] = []
    for block in blocks:
        if isinstance(block, QuestionBlock):
            found.append(block)
        elif isinstance(block, VideoBlock | PoolBlock):
            found += block.questions
    return found


def with_questions(
    blocks: Iterable[Block], change: Callable[[QuestionBlock], QuestionBlock]
) -> tuple[Block, ...]:
    """The blocks with ``change`` done to every question, those inside films too."""
    changed: list[Block] = []
    for block in blocks:
        if isinstance(block, QuestionBlock):
            changed.append(change(block))
        elif isinstance(block, VideoBlock) and block.questions:
            marks = (_changed_mark(mark, change) for mark in block.marks)
            changed.append(replace(block, marks=tuple(marks)))
        elif isinstance(block, PoolBlock):
            changed.append(replace(block, questions=tuple(map(change, block.questions))))
        else:
            changed.append(block)
    return tuple(changed)


def _changed_mark(mark: FilmMark, change: Callable[[QuestionBlock], QuestionBlock]) -> FilmMark:
    if mark.block is None:
        return mark
    block = change(mark.block)
    return replace(mark, block=block, key=block.key)
