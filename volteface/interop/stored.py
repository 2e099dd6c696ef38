"""A parsed file as JSON: kept from the preview until it is confirmed."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from volteface.courses.queries.document import (
    Block,
    EmbedBlock,
    FilmMark,
    ModuleDocument,
    PlanItem,
    PoolBlock,
    QuestionBlock,
    Sheet,
    StepDocument,
    Term,
    TextBlock,
    VideoBlock,
)
from volteface.interop.parsed import Parsed, keyed
from volteface.interop.proposal import Line, Proposal, ProposedStep
from volteface.questions.queries.content import Content, from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = 1

type Json = dict[str, Any]


def stored(parsed: Parsed) -> Json:
    """Questions by key and modules; files are kept apart."""
    return {
        "version": VERSION,
        "questions": {key: to_json(content) for key, content in keyed(parsed.questions).items()},
        "modules": [_module(document) for document in parsed.modules],
        "proposal": _proposal(parsed.proposal) if parsed.proposal else None,
    }


def with_module(kept: Json, document: ModuleDocument, questions: Mapping[str, Content]) -> Json:
    """The stored file once its proposal is decided: one module more, the other questions."""
    return {
        **_checked(kept),
        "questions": {key: to_json(content) for key, content in questions.items()},
        "modules": [*kept["modules"], _module(document)],
        "proposal": None,
    }


def questions_in(kept: Json) -> dict[str, Content]:
    """The bank's questions of a stored file, by key."""
    return {key: from_json(content) for key, content in _checked(kept)["questions"].items()}


def modules_in(kept: Json) -> list[ModuleDocument]:
    """The modules of a stored file."""
    return [_document(row) for row in _checked(kept)["modules"]]


def proposal_in(kept: Json) -> Proposal | None:
    """The module that a stored file proposes, if it does."""
    row = _checked(kept).get("proposal")
    if not row:
        return None
    return Proposal(
        title=row["title"],
        summary=row["summary"],
        steps=tuple(
            ProposedStep(
                title=step["title"],
                where=step["where"],
                minutes=step["minutes"],
                blocks=tuple(_read_block(block) for block in step["blocks"]),
            )
            for step in row["steps"]
        ),
        key_points=tuple(Line(**line) for line in row["key_points"]),
        objectives=tuple(Line(**line) for line in row["objectives"]),
        places=row["places"],
        pictures=row["pictures"],
    )


def _proposal(proposal: Proposal) -> Json:
    return {
        "title": proposal.title,
        "summary": proposal.summary,
        "steps": [
            {
                "title": step.title,
                "where": step.where,
                "minutes": step.minutes,
                "blocks": [_block(block) for block in step.blocks],
            }
            for step in proposal.steps
        ],
        "key_points": [asdict(line) for line in proposal.key_points],
        "objectives": [asdict(line) for line in proposal.objectives],
        "places": dict(proposal.places),
        "pictures": dict(proposal.pictures),
    }


def _checked(kept: Json) -> Json:
    if kept.get("version") != VERSION:
        message = f"a parsed file of version {kept.get('version')!r}"
        raise ValueError(message)
    return kept


def _module(document: ModuleDocument) -> Json:
    return {
        "title": document.title,
        "key": document.key,
        "language": document.language,
        "summary": document.summary,
        "why": document.why,
        "objectives": document.objectives,
        "key_points": document.key_points,
        "terms": [asdict(term) for term in document.terms],
        "misconceptions": document.misconceptions,
        "sheet": asdict(document.sheet),
        "session_plan": [asdict(item) for item in document.session_plan],
        "steps": [
            {
                "title": step.title,
                "key": step.key,
                "level": step.level,
                "minutes": step.minutes,
                "blocks": [_block(block) for block in step.blocks],
            }
            for step in document.steps
        ],
    }


def _block(block: Block) -> Json:
    if isinstance(block, TextBlock):
        return {"text": block.markdown}
    if isinstance(block, VideoBlock):
        marks = [_mark(mark) for mark in block.marks]
        return {"video": asdict(replace(block, marks=())) | {"marks": marks}}
    if isinstance(block, EmbedBlock):
        return {"embed": asdict(block)}
    if isinstance(block, PoolBlock):
        questions = [_question(each) for each in block.questions]
        return {"pool": block.name, "draw": block.draw, "questions": questions}
    return _question(block)


def _question(block: QuestionBlock) -> Json:
    return {
        "question": to_json(block.content),
        "key": block.key,
        "objectives": block.objectives,
    }


def _mark(mark: FilmMark) -> Json:
    asked = {"block": _question(mark.block)} if mark.block is not None else {}
    return {"at": mark.at, "chapter": mark.chapter, "key": mark.key, **asked}


def _document(row: Json) -> ModuleDocument:
    return ModuleDocument(
        title=row["title"],
        key=row["key"],
        language=row["language"],
        summary=row["summary"],
        why=row["why"],
        objectives=_pairs(row["objectives"]),
        key_points=tuple(row["key_points"]),
        terms=tuple(Term(**term) for term in row.get("terms", ())),
        misconceptions=_pairs(row["misconceptions"]),
        sheet=Sheet(**row["sheet"]),
        session_plan=tuple(PlanItem(**item) for item in row["session_plan"]),
        steps=tuple(
            StepDocument(
                title=step["title"],
                key=step["key"],
                level=step["level"],
                minutes=step["minutes"],
                blocks=tuple(_read_block(block) for block in step["blocks"]),
            )
            for step in row["steps"]
        ),
    )


def _read_block(row: Json) -> Block:
    if "text" in row:
        return TextBlock(markdown=row["text"])
    if "video" in row:
        marks = tuple(_read_mark(mark) for mark in row["video"].get("marks", ()))
        return VideoBlock(**{**row["video"], "marks": marks})
    if "embed" in row:
        return EmbedBlock(**row["embed"])
    if "pool" in row:
        questions = tuple(_read_question(each) for each in row["questions"])
        return PoolBlock(name=row["pool"], draw=row["draw"], questions=questions)
    return _read_question(row)


def _read_mark(row: Json) -> FilmMark:
    asked = row.get("block")
    block = _read_question(asked) if asked is not None else None
    return FilmMark(at=row["at"], chapter=row["chapter"], key=row["key"], block=block)


def _read_question(row: Json) -> QuestionBlock:
    return QuestionBlock(
        key=row["key"], content=from_json(row["question"]), objectives=tuple(row["objectives"])
    )


def _pairs(rows: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((key, text) for key, text in rows)
