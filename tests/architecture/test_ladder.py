"""Hidden imports count too: templates, addresses and migrations go down the ladder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db.migrations.loader import MigrationLoader

from tests.architecture.ladder import PACKAGE, RUNG_OF, app_of, may_know

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATES = sorted(PACKAGE.rglob("jinja2/**/*.html"))
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if not {"tests", "migrations"} & set(path.parts)
)

_TEMPLATE_NAME = re.compile(r"""{%-?\s*(?:extends|include|import|from)\s+["']([a-z_]+)/""")
_URL_IN_TEMPLATE = re.compile(r"""\burl\(\s*["']([a-z_]+):""")
_URL_IN_PYTHON = re.compile(r"""\b(?:reverse|reverse_lazy|redirect)\(\s*["']([a-z_]+):""")
_TEMPLATE_IN_PYTHON = re.compile(r"""["']([a-z_]+)/[a-z_/]+\.html["']""")


def _strangers(path: Path, pattern: re.Pattern[str]) -> list[str]:
    app = app_of(path)
    named = set(pattern.findall(path.read_text("utf-8")))
    return sorted(other for other in named if other in RUNG_OF and not may_know(app, other))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_template_names_only_templates_and_addresses_below(path: Path) -> None:
    assert _strangers(path, _TEMPLATE_NAME) == []
    assert _strangers(path, _URL_IN_TEMPLATE) == []


def test_python_names_only_addresses_and_templates_below() -> None:
    found = {
        str(path.relative_to(PACKAGE)): names
        for path in MODULES
        if (names := _strangers(path, _URL_IN_PYTHON) + _strangers(path, _TEMPLATE_IN_PYTHON))
    }
    assert found == {}


def test_migrations_depend_only_on_apps_below() -> None:
    loader = MigrationLoader(None)
    found = [
        (key, dependency)
        for key, migration in loader.disk_migrations.items()
        if key[0] in RUNG_OF
        for dependency in migration.dependencies
        if dependency[0] in RUNG_OF and not may_know(key[0], dependency[0])
    ]
    assert found == []


def test_a_view_never_reaches_for_a_bare_table() -> None:
    """Style rule 37: objects come through authorised getters only (T01)."""
    views = [
        path
        for path in MODULES
        if path.name == "views.py" or "views" in path.relative_to(PACKAGE).parts
    ]
    pattern = re.compile(r"\b[A-Z]\w+\.objects\b|get_object_or_404")
    found = {
        str(path.relative_to(PACKAGE)): pattern.findall(path.read_text("utf-8"))
        for path in views
        if pattern.search(path.read_text("utf-8"))
    }
    assert found == {}
