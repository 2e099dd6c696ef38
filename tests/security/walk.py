"""Every address of the product, and the tables in which the apps say who may use it."""

from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.access import Row


def url_names() -> list[str]:
    """The full name of every address the resolver knows; an unnamed one is told by its route."""
    return list(_names(get_resolver().url_patterns, ""))


def table() -> dict[str, Row]:
    """The rows of all apps, each from ``volteface/<app>/tests/access.py``."""
    rows: dict[str, Row] = {}
    for app in apps.get_app_configs():
        name = f"{app.name}.tests.access"
        if app.name.startswith("volteface.") and importlib.util.find_spec(name):
            rows.update(importlib.import_module(name).ACCESS)
    return rows


def _names(patterns: Sequence[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _names(pattern.url_patterns, inner)
        else:
            yield f"{prefix}{pattern.name or pattern.pattern}"
