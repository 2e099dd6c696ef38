"""One new module proposed from what was brought: steps, key points, and places for questions.

Everything in it can be ticked or not before it comes in; unticked questions stay in the bank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from volteface.courses.queries.document import (
    Block,
    ModuleDocument,
    QuestionBlock,
    StepDocument,
    TextBlock,
    estimated_minutes,
)
from volteface.interop.rules.plain_text import escaped
from volteface.interop.rules.slugs import free_slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from volteface.questions.queries.content import Content

MOST_TITLE = 200
SILENT_PICTURE = re.compile(r"!\[\]\(<?(?P<name>[^\s()<>\"]+)>?\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedStep:
    """A page to be, and where its text comes from."""

    title: str
    where: str
    blocks: tuple[Block, ...]
    # Minutes of films that their blocks do not tell.
    minutes: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A key point or an objective, and whether it is proposed."""

    text: str
    proposed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The module to be; questions are known by their keys in the bank."""

    title: str
    summary: str = ""
    steps: tuple[ProposedStep, ...] = ()
    key_points: tuple[Line, ...] = ()
    objectives: tuple[Line, ...] = ()
    # The step in which a question of the bank is asked, by the question's key.
    places: Mapping[str, int]
    # Pictures that say nothing to whoever does not see them, and words to begin from.
    pictures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was ticked: numbers of steps, key points and objectives, and places of questions."""

    title: str
    steps: frozenset[int]
    key_points: frozenset[int]
    objectives: frozenset[int]
    places: Mapping[str, int]
    # What each picture shows; nothing for one that is decoration.
    pictures: Mapping[str, str]


def as_proposed(proposal: Proposal) -> Chosen:
    """The choice of somebody who changes nothing."""
    return Chosen(
        title=proposal.title,
        steps=frozenset(range(len(proposal.steps))),
        key_points=_proposed(proposal.key_points),
        objectives=_proposed(proposal.objectives),
        places=dict(proposal.places),
        pictures=dict(proposal.pictures),
    )


def module_of(
    proposal: Proposal,
    chosen: Chosen,
    questions: Mapping[str, Content],
    *,
    language: str,
    taken: set[str],
) -> tuple[ModuleDocument, dict[str, Content]]:
    """The module as it was chosen, and the questions that stay in the bank alone."""
    title = " ".join(chosen.title.split())[:MOST_TITLE] or proposal.title
    asked = {
        key: place
        for key, place in chosen.places.items()
        if key in questions and place in chosen.steps
    }
    objective_keys: set[str] = set()
    document = ModuleDocument(
        title=title,
        key=free_slug(title, "module", taken),
        language=language,
        summary=proposal.summary[:500],
        objectives=tuple(
            (free_slug(text, "objective", objective_keys), text)
            for text in _picked(proposal.objectives, chosen.objectives)
        ),
        key_points=tuple(_picked(proposal.key_points, chosen.key_points)),
        steps=tuple(_steps(proposal, chosen, asked, questions)),
    )
    return document, {key: content for key, content in questions.items() if key not in asked}


def _steps(
    proposal: Proposal,
    chosen: Chosen,
    asked: Mapping[str, int],
    questions: Mapping[str, Content],
) -> Iterator[StepDocument]:
    keys: set[str] = set()
    for number, step in enumerate(proposal.steps):
        if number not in chosen.steps:
            continue
        here = [key for key, place in asked.items() if place == number]
        own = (_described(block, chosen.pictures) for block in step.blocks)
        blocks = (*own, *(QuestionBlock(key=key, content=questions[key]) for key in here))
        yield StepDocument(
            title=step.title,
            key=free_slug(step.title, "step", keys),
            minutes=max(step.minutes + len(here), estimated_minutes(blocks)),
            blocks=blocks,
        )


def _described(block: Block, pictures: Mapping[str, str]) -> Block:
    """The text with words for its silent pictures; one without words is said to be decorative."""
    if not isinstance(block, TextBlock):
        return block

    def said(match: re.Match[str]) -> str:
        name = match["name"]
        words = escaped(" ".join(pictures.get(name, "").split()))
        return f"![{words}](<{name}>)" if words else f'![](<{name}> "decorative")'

    return TextBlock(markdown=SILENT_PICTURE.sub(said, block.markdown))


def _proposed(lines: tuple[Line, ...]) -> frozenset[int]:
    return frozenset(number for number, line in enumerate(lines) if line.proposed)


def _picked(lines: tuple[Line, ...], numbers: frozenset[int]) -> list[str]:
    return [line.text for number, line in enumerate(lines) if number in numbers]
