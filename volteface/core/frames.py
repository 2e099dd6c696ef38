"""Frames: a template rendered once with places in it, which are filled for each reader.

A frame is kept for each catalogue of words and each form of the piece. Only what decides about
the template's branches belongs to the form; everything that is one reader's own is a place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol
from weakref import WeakKeyDictionary

from django.template.loader import render_to_string
from markupsafe import Markup, escape

from volteface.core.phrases import catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping

    type Context[Form] = Callable[[Form, Mapping[str, str]], Mapping[str, object]]
    type Kept = WeakKeyDictionary[object, dict[Hashable, str]]

# Characters for private use: no text of a template or a catalogue holds them.
_OPEN, _CLOSE = "\ue000", "\ue001"
_PLACE = re.compile(f"{_OPEN}([a-z_]+){_CLOSE}")
# Most values hold nothing to escape; seeing that takes a third of escaping them.
_is_plain = re.compile(r"[^&<>'\"]*").fullmatch
_MOST = 500


class Common(Protocol):
    """A named tuple of places that many readers fill alike."""

    def __hash__(self) -> int: ...
    def _asdict(self) -> dict[str, object]: ...


class Frames:
    """The frames of one template; at most ``most`` are kept."""

    def __init__(self, template: str, *, places: tuple[str, ...], most: int = _MOST) -> None:
        self._template = template
        self._places = {name: f"{_OPEN}{name}{_CLOSE}" for name in places}
        self._most = most
        # As rendered, by form; and what a reader's own values go into, by form and common values.
        self._rendered: Kept = WeakKeyDictionary()
        self._frames: Kept = WeakKeyDictionary()

    def fill[Form: Hashable](
        self,
        form: Form,
        values: Mapping[str, object],
        context: Context[Form],
        common: Common | None = None,
        words: object = None,
    ) -> Markup:
        """The piece of this ``form`` with ``values`` escaped in its places.

        ``context(form, places)`` is what the template makes a new frame from. With ``common``
        filled in, a frame is kept too: so it is only for what really is common. ``words`` is the
        catalogue, for who fills many.
        """
        frames = self._frames.setdefault(words or catalogue(), {})
        frame = frames.get((form, common))
        if frame is None:
            frame = _PLACE.sub(r"%(\1)s", self._text(form, context, common).replace("%", "%%"))
            self._keep(frames, (form, common), frame)
        filled = frame % {name: _escaped(value) for name, value in values.items()}
        return Markup(filled)  # noqa: S704 - a template's output, its values escaped just above

    def _text[Form: Hashable](
        self, form: Form, context: Context[Form], common: Common | None
    ) -> str:
        rendered = self._rendered.setdefault(catalogue(), {})
        text = rendered.get(form)
        if text is None:
            made = dict(context(form, self._places))
            text = render_to_string(self._template, made, using="jinja2")
            self._keep(rendered, form, text)
        for name, value in common._asdict().items() if common is not None else ():
            text = text.replace(self._places[name], _escaped(value).replace(_OPEN, ""))
        return text

    def _keep(self, kept: dict[Hashable, str], key: Hashable, text: str) -> None:
        if len(kept) >= self._most:
            kept.clear()
        kept[key] = text


def _escaped(value: object) -> str:
    if type(value) is Markup:
        return value
    text = value if type(value) is str else str(value)
    return text if _is_plain(text) else escape(text)
