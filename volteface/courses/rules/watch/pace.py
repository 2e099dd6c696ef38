"""Minutes: of the whole module, and of the longest stretch without a question."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.courses.rules.body import PoolPlace, QuestionPlace
from volteface.courses.rules.checks import MINUTES_WARNED, SEGMENT_MINUTES
from volteface.courses.rules.document import EmbedBlock, TextBlock, VideoBlock
from volteface.courses.rules.watch.draft import Draft, DraftStep, Notice, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS_PER_MINUTE = 180
TOTAL = Reason(
    why=N_("Long preparation is put off to the last day, and what seems less valuable is skipped."),
    source=N_("Nielsen 2020: 118 students, 104 videos, twelve weeks"),
    mend=N_("Split the module, or move what is not needed for the meeting to a stretch step."),
    how=N_("The sum of the steps' minutes as their author gave them."),
)
SEGMENT = Reason(
    why=N_("Attention drops sharply after six minutes; a question in between halves the wandering "
    "of thoughts, though a replication found less."),
    source=N_("Guo, Kim and Rubin 2014: 6.9 million sessions; Szpunar 2013; Welhaf 2022"),
    mend=N_("Put a question into the stretch; in a film a chapter helps too."),
    how=N_("Text at 180 words a minute; a film by its minutes, cut at its chapters and questions."),
)  # fmt: skip


def total(draft: Draft) -> Iterator[Notice]:
    """A module that takes longer than half an hour."""
    minutes = sum(step.minutes for step in draft.steps)
    if minutes > MINUTES_WARNED:
        text = N_(
            "It takes %(minutes)s minutes. Above %(limit)s, fewer learners prepare; split it."
        )
        values = {"minutes": minutes, "limit": MINUTES_WARNED}
        yield Notice(rule="minutes", text=text, values=values)


def segments(draft: Draft) -> Iterator[Notice]:
    """Steps with a stretch of more than six minutes in which nothing is asked."""
    for step in draft.steps:
        longest = longest_stretch(step)
        if longest > SEGMENT_MINUTES:
            text = N_("%(minutes)s minutes pass here without a question.")
            yield Notice(
                rule="segment", text=text, values={"minutes": round(longest)}, step=step.code
            )


def silent(draft: Draft) -> Iterator[Notice]:
    """Steps that are empty or ask nothing."""
    for step in draft.steps:
        if not step.pieces:
            yield Notice(rule="empty", text=N_("This step is empty."), step=step.code)
        elif not step.asked:
            text = N_("This step asks nothing. One question keeps readers active.")
            yield Notice(rule="silent", text=text, step=step.code)


def longest_stretch(step: DraftStep) -> float:
    """Minutes of the longest stretch of reading and watching between two questions."""
    longest = running = 0.0
    for piece in step.pieces:
        if isinstance(piece, QuestionPlace | PoolPlace):
            running = 0.0
        elif isinstance(piece, TextBlock):
            running += len(piece.markdown.split()) / WORDS_PER_MINUTE
        elif isinstance(piece, VideoBlock) and piece.marks:
            parts = _parts(piece)
            longest = max(longest, running + parts[0], *parts[1:-1])
            running = parts[-1]
        elif isinstance(piece, VideoBlock | EmbedBlock):
            running += piece.minutes
        longest = max(longest, running)
    return longest


def _parts(film: VideoBlock) -> list[float]:
    """The film's minutes between its chapters and questions."""
    end = max([60 * film.minutes, *(mark.at for mark in film.marks)])
    cuts = [0, *sorted(mark.at for mark in film.marks), end]
    return [(after - before) / 60 for before, after in pairwise(cuts)]
