"""Translated phrases and addresses as templates ask for them: looked up once, then remembered."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, trans_real
from jinja2 import pass_eval_context
from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2.nodes import EvalContext

_KEPT = 10_000
# By catalogue, not by language: whoever reads other files anew gets a new catalogue.
_phrases: WeakKeyDictionary[object, dict[str, Markup]] = WeakKeyDictionary()


def catalogue() -> object:
    """What the reader's words are taken from; the same object as long as they stay the same."""
    return trans_real.catalog()


@pass_eval_context
def phrase(context: EvalContext, message: str, /, **values: object) -> str:
    """``_()`` of the templates: translated, safe where the page escapes, values filled in."""
    if not context.autoescape:
        return gettext(message) % values
    words = catalogue()
    known = _phrases.get(words)
    if known is None:
        known = _phrases.setdefault(words, {})
    found = known.get(message)
    if found is None:
        if len(known) >= _KEPT:
            known.clear()
        found = known[message] = Markup(gettext(message))  # noqa: S704 - a translator's text
    if values or "%" in found:
        return found % values
    return found


@lru_cache(maxsize=4_096, typed=True)
def address(name: str, *args: object) -> str:
    """The address of a named page."""
    return reverse(name, args=args or None)


@lru_cache(maxsize=1_024)
def file_address(path: str) -> str:
    """Where a static file is fetched; its name changes with its content, so only at a start."""
    return static(path)
