"""The stored form of a published step: HTML, questions and films, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMark:
    """What stands at a second of a film: a chapter's title, or a question of the same step."""

    at: int
    chapter: str = ""
    version_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredBlock:
    """One block; only one of ``html``, ``version_id``, ``source``, ``embed`` and ``pool`` does."""

    html: str = ""
    version_id: int = 0
    # A film: its file's name in the course, and what goes with it.
    source: str = ""
    title: str = ""
    captions: str = ""
    minutes: int = 0
    transcript_html: str = ""
    marks: tuple[StoredMark, ...] = ()
    # Instead of a source: the address of a film on somebody else's server.
    embed: str = ""
    # A pool by name: its versions, and how many of them a learner is asked.
    pool: str = ""
    variants: tuple[int, ...] = ()
    draw: int = 0

    @property
    def version_ids(self) -> tuple[int, ...]:
        """The question versions it holds."""
        return (self.version_id,) if self.version_id else self.variants


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
    if block.pool:
        return {"pool": block.pool, "draw": block.draw, "variants": list(block.variants)}
    if block.source or block.embed:
        return {
            **({"video": block.source} if block.source else {"embed": block.embed}),
            "title": block.title,
            "captions": block.captions,
            "minutes": block.minutes,
            "transcript": block.transcript_html,
            **({"marks": [_mark_json(mark) for mark in block.marks]} if block.marks else {}),
        }
    return {"html": block.html}


def _from_json(row: Mapping[str, object]) -> StoredBlock:
    question = row.get("question")
    if isinstance(question, int):
        return StoredBlock(version_id=question)
    if "pool" in row:
        return _pool(row)
    if "video" in row or "embed" in row:
        minutes, marks = row.get("minutes", 0), row.get("marks", ())
        return StoredBlock(
            source=str(row.get("video", "")),
            embed=str(row.get("embed", "")),
            title=str(row.get("title", "")),
            captions=str(row.get("captions", "")),
            minutes=minutes if isinstance(minutes, int) else 0,
            transcript_html=str(row.get("transcript", "")),
            marks=tuple(_mark(mark) for mark in marks if isinstance(mark, Mapping))
            if isinstance(marks, Sequence)
            else (),
        )
    return StoredBlock(html=str(row.get("html", "")))


def _pool(row: Mapping[str, object]) -> StoredBlock:
    variants, draw = row.get("variants"), row.get("draw")
    return StoredBlock(
        pool=str(row["pool"]),
        variants=tuple(each for each in variants if isinstance(each, int))
        if isinstance(variants, list)
        else (),
        draw=draw if isinstance(draw, int) else 1,
    )


def _mark_json(mark: StoredMark) -> dict[str, object]:
    if mark.version_id:
        return {"at": mark.at, "question": mark.version_id}
    return {"at": mark.at, "chapter": mark.chapter}


def _mark(row: Mapping[str, object]) -> StoredMark:
    at, question = row.get("at", 0), row.get("question", 0)
    return StoredMark(
        at=at if isinstance(at, int) else 0,
        chapter=str(row.get("chapter", "")),
        version_id=question if isinstance(question, int) else 0,
    )
