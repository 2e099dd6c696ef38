"""A proposed module as its page shows it, and what was ticked there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.core.markup import html, plain
from volteface.courses.queries.document import EmbedBlock, QuestionBlock, TextBlock, VideoBlock
from volteface.interop.proposal import Chosen
from volteface.interop.stored import proposal_in, questions_in

if TYPE_CHECKING:
    from django.http import QueryDict
    from markupsafe import Markup

    from volteface.interop.models import ImportBatch
    from volteface.interop.proposal import Line, Proposal, ProposedStep

MINUTES_WARNED = 30
_BEGINNING = 220
_SHORT = 140
_LONGEST_WORDS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question, by the beginning of its words."""

    key: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A proposed step: its beginning, all of it, and the questions proposed for it."""

    number: int
    title: str
    where: str
    minutes: int
    beginning: str
    text: Markup
    # Questions that the text itself asks.
    asks: tuple[str, ...]
    films: int
    questions: tuple[QuestionRow, ...]

    @property
    def has_question(self) -> bool:
        """Whether a question is asked in it."""
        return bool(self.asks or self.questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """A key point or an objective to tick."""

    number: int
    text: str
    proposed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPage:
    """Everything to decide about a proposed module."""

    title: str
    summary: str
    steps: tuple[StepRow, ...]
    key_points: tuple[LineRow, ...]
    objectives: tuple[LineRow, ...]
    # Questions without a step: they stay in the bank.
    bank: tuple[QuestionRow, ...]
    # Pictures without words for those who do not see them, and a proposal for each.
    pictures: tuple[tuple[str, str], ...]
    minutes: int
    places: int
    without_question: int

    @property
    def is_long(self) -> bool:
        """Longer than people prepare for one meeting."""
        return self.minutes > MINUTES_WARNED


def proposal_page(batch: ImportBatch) -> ProposalPage | None:
    """The page of a proposal; nothing for an import without one."""
    kept = batch.parsed or {}
    proposal = proposal_in(kept) if kept else None
    if proposal is None:
        return None
    rows = {
        key: QuestionRow(key=key, kind=content.kind, words=_cut(plain(content.stem), _SHORT))
        for key, content in questions_in(kept).items()
    }
    steps = tuple(_step(number, step, proposal, rows) for number, step in enumerate(proposal.steps))
    return ProposalPage(
        title=proposal.title,
        summary=proposal.summary,
        steps=steps,
        key_points=_lines(proposal.key_points),
        objectives=_lines(proposal.objectives),
        bank=tuple(row for key, row in rows.items() if key not in proposal.places),
        pictures=tuple(proposal.pictures.items()),
        minutes=sum(step.minutes for step in steps),
        places=len(proposal.places) + sum(len(step.asks) for step in steps),
        without_question=sum(not step.has_question for step in steps),
    )


def chosen_of(batch: ImportBatch, post: QueryDict) -> Chosen | None:
    """What was ticked on the page; nothing for an import without a proposal."""
    proposal = proposal_in(batch.parsed) if batch.parsed else None
    if proposal is None:
        return None
    return Chosen(
        title=post.get("title", "").strip() or proposal.title,
        steps=_numbers(post.getlist("step"), len(proposal.steps)),
        key_points=_numbers(post.getlist("point"), len(proposal.key_points)),
        objectives=_numbers(post.getlist("objective"), len(proposal.objectives)),
        places={
            name.removeprefix("place-"): number
            for name in post
            if name.startswith("place-")
            for number in _numbers([post.get(name, "")], len(proposal.steps))
        },
        pictures={
            name: post.get(f"picture-{number}", words)[:_LONGEST_WORDS]
            for number, (name, words) in enumerate(proposal.pictures.items())
        },
    )


def _step(
    number: int, step: ProposedStep, proposal: Proposal, rows: dict[str, QuestionRow]
) -> StepRow:
    texts = [block.markdown for block in step.blocks if isinstance(block, TextBlock)]
    here = [key for key, place in proposal.places.items() if place == number and key in rows]
    films = [block for block in step.blocks if isinstance(block, VideoBlock | EmbedBlock)]
    return StepRow(
        number=number,
        title=step.title if step.where else _(step.title),
        where=step.where,
        minutes=step.minutes + len(here),
        beginning=_cut(plain("\n\n".join(texts)), _BEGINNING),
        text=html("\n\n".join(texts)),
        asks=tuple(
            _cut(plain(block.content.stem), _SHORT)
            for block in step.blocks
            if isinstance(block, QuestionBlock)
        ),
        films=len(films) + sum(text.count("::: video") + text.count("::: embed") for text in texts),
        questions=tuple(rows[key] for key in here),
    )


def _lines(lines: tuple[Line, ...]) -> tuple[LineRow, ...]:
    return tuple(
        LineRow(number=number, text=line.text, proposed=line.proposed)
        for number, line in enumerate(lines)
    )


def _numbers(given: list[str], size: int) -> frozenset[int]:
    return frozenset(int(each) for each in given if each.isdecimal() and int(each) < size)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"
