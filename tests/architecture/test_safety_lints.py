"""Rules that keep pages safe whoever writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.architecture.ladder import PACKAGE, ROOT

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = sorted(PACKAGE.rglob("jinja2/**/*.html"))
STYLES = sorted(PACKAGE.rglob("static/**/*.css"))


def _found(paths: list[Path], pattern: str) -> dict[str, list[str]]:
    compiled = re.compile(pattern)
    return {
        str(path.relative_to(ROOT)): compiled.findall(path.read_text("utf-8"))
        for path in paths
        if compiled.search(path.read_text("utf-8"))
    }


def test_t06_markup_is_made_only_with_its_reason_beside_it() -> None:
    modules = [path for path in PACKAGE.rglob("*.py") if "tests" not in path.parts]
    unexplained = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in modules
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"\bmark_safe\(|\bMarkup\((?!\))", line)
        and not re.search(r"# noqa: S\d+ - \w", line)
        and not re.search(r"\bMarkup\(\s*(?:\"[^\"]*\"|'[^']*')\s*\)", line)
    ]
    assert unexplained == []
    assert _found(TEMPLATES, r"\|\s*safe\b") == {}


def test_t08_templates_hold_no_inline_script_style_or_handler() -> None:
    assert _found(TEMPLATES, r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']") == {}
    assert _found(TEMPLATES, r"<script(?![^>]*\b(?:src=|type=\"application/json\"))") == {}
    assert _found(TEMPLATES, r"<style\b") == {}


def test_c24_colours_sizes_and_shadows_are_tokens() -> None:
    others = [path for path in STYLES if path.name != "tokens.css"]
    assert _found(others, r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)|\brgba?\(|\bhsla?\(") == {}


def test_c25_properties_are_logical() -> None:
    physical = r"(?m)^\s*(?:margin|padding|border)-(?:left|right)\b|^\s*(?:left|right)\s*:"
    assert _found(STYLES, physical) == {}


def test_t27_nothing_is_loaded_from_elsewhere() -> None:
    assert _found(TEMPLATES, r"src=[\"'](?:https?:)?//|<link[^>]*href=[\"'](?:https?:)?//") == {}
    assert _found(STYLES, r"url\([\"']?https?:") == {}
