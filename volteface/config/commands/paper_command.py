"""``volteface paper COURSE MODULE --forms 4 --out test.pdf``: print questions as a test."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from volteface.classroom.games.paper import PAPERS
from volteface.classroom.paper_files import parts_pdf
from volteface.classroom.queries.kits import module_with_key
from volteface.classroom.queries.paper_forms import PaperOrder, forms_on_paper
from volteface.classroom.queries.paper_page import module_versions
from volteface.classroom.queries.paper_print import (
    ANSWERS,
    APPEALS,
    KEY,
    QUESTIONS,
    TEAMS,
    PaperSet,
    content_of_set,
)
from volteface.config.failure import Failure
from volteface.config.given import require_place, whole
from volteface.core.errors import DomainError
from volteface.interop.queries import course_by_code

if TYPE_CHECKING:
    import argparse

    from volteface.classroom.queries.paper_forms import AskedOnPaper, PaperContent
    from volteface.courses.models import Module
    from volteface.questions.models import QuestionVersion


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("course", metavar="COURSE", help="the course's code")
    parser.add_argument("module", metavar="MODULE", help="the module's key or code")
    parser.add_argument(
        "--questions", metavar="KEY,KEY", default="", help="only these, in this order (all)"
    )
    parser.add_argument("--title", default="", help="above every page (the module's title)")
    parser.add_argument(
        "--forms", type=int, choices=(1, 2, 3, 4), default=1, help="forms, A to D (1)"
    )
    parser.add_argument(
        "--teams", type=whole(1, 1_000), default=0, help="fold sheets for so many teams"
    )
    parser.add_argument("--paper", choices=sorted(PAPERS), default="a4", help="(a4)")
    parser.add_argument("--large", action="store_true", help="large print")
    parser.add_argument("--key", action="store_true", help="the key instead of the papers")
    parser.add_argument("--out", type=Path, metavar="FILE.pdf", help="where to write; else nothing")
    parser.add_argument("--json", action="store_true", help="say what is on each form as JSON")


def run(options: argparse.Namespace) -> int:
    """Say what is asked, and print where a file is named. Reads only, so a server may run."""
    try:
        module = module_with_key(course_by_code(options.course), options.module)
        content = content_of_set(module.course, _versions(module, options.questions))
        if not content.versions:
            raise Failure("there is no question to print")
        made = _made(module, content, options)
        if options.out:
            _print(options.out, made, key=options.key)
    except DomainError as error:
        raise Failure(str(error) or "there is no such module") from error
    told = _as_json if options.json else _as_text
    sys.stdout.write(told(made, content, options.out))
    return 0


def _versions(module: Module, keys: str) -> list[QuestionVersion]:
    found = {version.question.key: version for version in module_versions(module)}
    if not keys:
        return list(found.values())
    wanted = [key.strip().removeprefix("#") for key in keys.split(",") if key.strip()]
    unknown = [key for key in wanted if key not in found]
    if unknown:
        raise Failure(f"the module has no question {unknown[0]!r}")
    return [found[key] for key in wanted]


def _made(module: Module, content: PaperContent, options: argparse.Namespace) -> PaperSet:
    return PaperSet(
        course=module.course,
        title=options.title or module.title,
        lead=module.course.title,
        versions=content.versions,
        order=PaperOrder(
            forms=options.forms, teams=options.teams, paper=options.paper, large=options.large
        ),
        seed=module.code,
    )


def _print(path: Path, made: PaperSet, *, key: bool) -> None:
    require_place(path)
    in_teams = [TEAMS, APPEALS] if made.order.teams else []
    path.write_bytes(parts_pdf(made, [KEY] if key else [QUESTIONS, ANSWERS, *in_teams]))


def _as_json(made: PaperSet, content: PaperContent, path: Path | None) -> str:
    said = {
        "title": made.title,
        "language": made.course.language,
        "paper": made.order.paper,
        "teams": made.order.teams,
        "forms": {
            form.letter: [_question(one) for one in form.asked]
            for form in forms_on_paper(made.versions, made.order, seed=made.seed)
        },
        "left_out": [{"text": one.words, "why": one.why} for one in content.left_out],
        "not_in_teams": [{"text": one.words, "why": one.why} for one in content.not_in_teams],
        "by_hand": [one.version.question.key for one in content.by_hand],
        "out": str(path) if path else None,
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _question(one: AskedOnPaper) -> dict[str, object]:
    return {
        "number": one.number,
        "key": one.version.question.key,
        "version": one.version.code,
        "kind": one.version.kind,
        "letters": "".join(one.letters),
        "options": list(one.options),
        "right": "".join(one.right),
    }


def _as_text(made: PaperSet, content: PaperContent, path: Path | None) -> str:
    forms = ", ".join(made.order.letters)
    lines = [
        f"{made.title}: {len(made.versions)} questions, form {forms}",
        *(f"left out: {one.words} ({one.why})" for one in content.left_out),
    ]
    if made.order.teams:
        lines += [f"not in teams: {one.words} ({one.why})" for one in content.not_in_teams]
    if path:
        lines.append(f"Wrote {path} ({path.stat().st_size:,} bytes)")
    return "\n".join(lines) + "\n"
