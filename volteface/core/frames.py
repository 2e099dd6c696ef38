"""Frames: a template rendered once with places in it, which are filled for each reader.

A frame is kept for each catalogue of words and each form of the piece. Only what decides about
the template's branches belongs to the form; everything that is one reader's own is a place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from django.template.loader import render_to_string
from markupsafe import Markup, escape

from volteface.core.phrases import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

# Characters for private use: no text of a template or a catalogue holds them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")
# Most values hold nothing to escape; seeing that takes a third of escaping them.
_is_plain = re.compile(r"[^&<>'\"]*").fullmatch
_MOST = 500


class Frames:
    """The frames of one template."""

    def __init__(self, template: str, *, places: tuple[str, ...]) -> None:
        self._template = template
        self._places = {name: f"{_OPEN}{name}{_CLOSE}" for name in places}
        self._kept: WeakKeyDictionary[object, dict[Hashable, str]] = WeakKeyDictionary()

    def fill[Form: Hashable](
        self,
        form: Form,
        values: Mapping[str, object],
        context: Callable[[Form, Mapping[str, str]], Mapping[str, object]],
    ) -> Markup:
        """The piece of this ``form`` with ``values`` escaped in its places.

        ``context(form, places)`` is what the template makes a new frame from.
        """
        frames = self._kept.setdefault(catalogue(), {})
        frame = frames.get(form)
        if frame is None:
            if len(frames) >= _MOST:
                frames.clear()
            text = render_to_string(
                self._template, dict(context(form, self._places)), using="jinja2"
            )
            frame = frames[form] = _PLACE.sub(r"%(\1)s", text.replace("%", "%%"))
        filled = frame % {name: _escaped(value) for name, value in values.items()}
        return Markup(filled)  # noqa: S704 - a template's output, its values escaped just above


def _escaped(value: object) -> str:
    if type(value) is Markup:
        return value
    text = value if type(value) is str else str(value)
    return text if _is_plain(text) else escape(text)
