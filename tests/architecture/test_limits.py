"""Files and functions stay small; a longer one says why in a comment ``# Longer because …``."""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import TYPE_CHECKING

from tests.architecture.ladder import PACKAGE, ROOT

if TYPE_CHECKING:
    from pathlib import Path

MODULE, FUNCTION, VIEW, TEMPLATE, STYLESHEET, SCRIPT, TEST = 400, 40, 25, 150, 250, 150, 300
_EXCUSE = re.compile(r"Longer because ")
_FORBIDDEN_NAMES = {"utils", "helpers", "misc", "common", "services"}


def _sources(pattern: str, *, tests: bool = False) -> list[Path]:
    return [
        path
        for path in sorted([*PACKAGE.rglob(pattern), *(ROOT / "tests").rglob(pattern)])
        if "migrations" not in path.parts and (path.name.startswith("test_") is tests)
    ]


@cache
def _tree(text: str) -> ast.Module:
    return ast.parse(text)


def _too_long(paths: list[Path], limit: int) -> dict[str, int]:
    found = {}
    for path in paths:
        text = path.read_text("utf-8")
        lines = text.count("\n")
        if lines > limit and not _EXCUSE.search(text[:2_000]):
            found[str(path.relative_to(ROOT))] = lines
    return found


def test_modules_are_at_most_400_lines() -> None:
    assert _too_long(_sources("*.py"), MODULE) == {}


def test_test_files_are_at_most_300_lines() -> None:
    assert _too_long(_sources("*.py", tests=True), TEST) == {}


def test_templates_stylesheets_and_scripts_are_short() -> None:
    assert _too_long(_sources("*.html"), TEMPLATE) == {}
    assert _too_long(_sources("*.css"), STYLESHEET) == {}
    assert _too_long(_sources("*.js"), SCRIPT) == {}


def test_functions_are_at_most_40_lines_and_views_25() -> None:
    found = {}
    for path in _sources("*.py"):
        limit = VIEW if path.name == "views.py" or path.parent.name == "views" else FUNCTION
        text = path.read_text("utf-8")
        for node in ast.walk(_tree(text)):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit and not _EXCUSE.search(ast.get_source_segment(text, node) or ""):
                found[f"{path.relative_to(ROOT)}:{node.name}"] = length
    assert found == {}


def test_modules_are_named_after_an_idea() -> None:
    assert [str(path) for path in _sources("*.py") if path.stem in _FORBIDDEN_NAMES] == []


def test_every_module_says_why_it_would_be_opened() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in _sources("*.py")
        if path.read_text("utf-8").strip() and not ast.get_docstring(_tree(path.read_text("utf-8")))
    ]
    assert silent == []
