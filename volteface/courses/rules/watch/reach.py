"""Captions, transcripts and alternative texts: who cannot see or hear must be able to learn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.courses.rules.document import EmbedBlock, TextBlock, VideoBlock
from volteface.courses.rules.film import kept_captions
from volteface.courses.rules.watch.draft import Draft, Notice, Reason
from volteface.courses.rules.watch.plain import without_code

if TYPE_CHECKING:
    from collections.abc import Iterator

# A picture with no words that is not said to be decoration.
_WORDLESS = re.compile(r"!\[\s*\]\(\s*(?P<name>[^)\s]+)\s*(?!\s*[\"'](?:decorative)[\"'])[^)]*\)")
_DECORATIVE = re.compile(r"!\[\s*\]\([^)]*[\"']decorative[\"']\s*\)")
FILM = Reason(
    why=N_("Without them a film says nothing to who cannot hear it, sits in a noisy train, or "
    "searches for a word."),
    source=N_("WCAG 2.2, 1.2.2 and 1.2.3"),
    mend=N_("Add captions (VTT, SRT or SBV), and write or paste the transcript into the block."),
)  # fmt: skip
PICTURE = Reason(
    why=N_("A picture without words says nothing to who cannot see it."),
    source=N_("WCAG 2.2, 1.1.1"),
    mend=N_("Say in a few words what the picture shows; if it shows nothing, mark it decorative."),
)


def films(draft: Draft) -> Iterator[Notice]:
    """Films without their file, captions or transcript."""
    for step in draft.steps:
        for piece in step.pieces:
            if isinstance(piece, VideoBlock):
                yield from _film(piece, step.code, draft.files)
            elif isinstance(piece, EmbedBlock) and not piece.transcript:
                yield Notice(
                    rule="film",
                    text=N_("The embedded film has no transcript."),
                    step=step.code,
                    detail=f"transcript {piece.url}",
                )


def pictures(draft: Draft) -> Iterator[Notice]:
    """Pictures without alternative text, in steps and in questions."""
    for step in draft.steps:
        texts = [piece.markdown for piece in step.pieces if isinstance(piece, TextBlock)]
        for name in wordless("\n".join(texts)):
            yield _picture(name, step=step.code)
        for key in step.asked:
            question = draft.questions.get(key)
            if question is not None:
                texts = [question.stem, *(text for text, _ in question.options)]
                for name in wordless("\n".join(texts)):
                    yield _picture(name, step=step.code, question=key)


def wordless(markdown: str) -> list[str]:
    """The names of the pictures without words."""
    if "![" not in markdown:
        return []
    text = _DECORATIVE.sub(" ", without_code(markdown))
    return [found["name"] for found in _WORDLESS.finditer(text)]


def _film(film: VideoBlock, step: str, files: frozenset[str]) -> Iterator[Notice]:
    lacking = (
        (N_("The video's file is not among the course's files."), film.source not in files, "file"),
        (N_("The video has no captions."), kept_captions(film.captions) not in files, "captions"),
        (N_("The video has no transcript."), not film.transcript, "transcript"),
    )
    for text, is_missing, detail in lacking:
        if is_missing:
            yield Notice(rule="film", text=text, step=step, detail=f"{detail} {film.source}")


def _picture(name: str, *, step: str, question: str = "") -> Notice:
    return Notice(
        rule="picture",
        text=N_("The picture “%(name)s” has no alternative text."),
        values={"name": name},
        step=step,
        question=question,
        detail=name,
    )
