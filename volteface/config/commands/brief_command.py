"""``volteface brief COHORT… MODULE --out brief.pdf``: meetings on a module on one page."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import translation

from volteface.config.failure import Failure
from volteface.config.given import require_place
from volteface.core import clock
from volteface.core.errors import DomainError
from volteface.core.pdf import render
from volteface.readiness.queries import briefing_together, sentences
from volteface.readiness.queries.paper import paper_of
from volteface.readiness.queries.which import cycles_to_brief

if TYPE_CHECKING:
    import argparse

    from volteface.readiness.queries.sheet import Briefing


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "cohort", metavar="COHORT", nargs="+", help="a cohort's code or title; several as one"
    )
    parser.add_argument("module", metavar="MODULE", help="the module's key or code")
    parser.add_argument(
        "--group",
        action="append",
        default=[],
        metavar="NAME",
        help="where each group has its own; may be repeated",
    )
    parser.add_argument("--out", type=Path, metavar="FILE.pdf", help="where to write; else nothing")
    parser.add_argument("--json", action="store_true", help="say what it holds as JSON")


def run(options: argparse.Namespace) -> int:
    """Count and print, without a name: a file lies about. Reads only, so a server may run."""
    try:
        cycles = cycles_to_brief(options.cohort, options.module, options.group)
    except DomainError as error:
        raise Failure(str(error)) from error
    with translation.override(cycles[0].module.course.language):
        found = briefing_together(cycles, at=clock.now())
        if options.out:
            require_place(options.out)
            options.out.write_bytes(render("readiness/briefing.typ", paper_of(found)))
        sys.stdout.write(_as_json(found, options.out) if options.json else _as_text(found))
    return 0


def _as_json(found: Briefing, path: Path | None) -> str:
    said = {
        "module": found.occasion.title,
        "audience": found.occasion.audience_name,
        "meeting_at": found.occasion.meeting_at.isoformat(),
        "learners": found.audience,
        **{count.sight: count.count for count in found.counts},
        "misconceptions": [
            {
                "key": one.key,
                "text": one.text,
                "count": one.count,
                "answered": one.answered,
                "certain": one.certain,
            }
            for one in found.beliefs
        ],
        "objectives": [
            {"key": one.key, "band": one.band, "learners": one.learners} for one in found.objectives
        ],
        "written": _written(found),
        "questions": [{"votes": one.votes, "text": one.text} for one in found.questions],
        "kits": found.kits,
        "print": [line.text for line in sentences.to_print(found)],
        "meetings": _meetings(found),
        "out": str(path) if path else None,
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _written(found: Briefing) -> list[dict[str, object]]:
    return [
        {
            "question": one.stem,
            "answered": one.answered,
            "groups": [{"count": each.count, "text": each.quotation} for each in one.groups],
        }
        for one in found.written
    ]


def _meetings(found: Briefing) -> list[dict[str, object]]:
    """Each by itself, where there are several."""
    return [
        {
            "audience": part.occasion.audience_name,
            "meeting_at": part.occasion.meeting_at.isoformat(),
            "learners": part.audience,
            **{count.sight: count.count for count in part.counts},
        }
        for part in found.parts
    ]


def _as_text(found: Briefing) -> str:
    counts = ", ".join(f"{count.count} {count.word}" for count in found.counts)
    lines = [f"{found.occasion.title}: {found.occasion.audience_name}", counts]
    lines += [f"{one.count}/{one.answered}: {one.text}" for one in found.beliefs]
    return "\n".join(lines) + "\n"
