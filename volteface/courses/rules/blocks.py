"""The stored form of a published step: HTML, questions and films, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBlock:
    """One block; exactly one of ``html``, ``version_id`` and ``source`` says something."""

    html: str = ""
    version_id: int = 0
    # A film: its file's name in the course, and what goes with it.
    source: str = ""
    title: str = ""
    captions: str = ""
    minutes: int = 0
    transcript_html: str = ""


def to_json(blocks: Sequence[StoredBlock]) -> list[dict[str, object]]:
    """The stored form."""
    return [_to_json(block) for block in blocks]


def from_json(stored: object) -> tuple[StoredBlock, ...]:
    """Read the stored form; what is no block is left out."""
    rows = stored if isinstance(stored, list) else []
    return tuple(_from_json(row) for row in rows if isinstance(row, Mapping))


def _to_json(block: StoredBlock) -> dict[str, object]:
    if block.version_id:
        return {"question": block.version_id}
    if block.source:
        return {
            "video": block.source,
            "title": block.title,
            "captions": block.captions,
            "minutes": block.minutes,
            "transcript": block.transcript_html,
        }
    return {"html": block.html}


def _from_json(row: Mapping[str, object]) -> StoredBlock:
    question = row.get("question")
    if isinstance(question, int):
        return StoredBlock(version_id=question)
    if "video" in row:
        minutes = row.get("minutes", 0)
        return StoredBlock(
            source=str(row["video"]),
            title=str(row.get("title", "")),
            captions=str(row.get("captions", "")),
            minutes=minutes if isinstance(minutes, int) else 0,
            transcript_html=str(row.get("transcript", "")),
        )
    return StoredBlock(html=str(row.get("html", "")))
