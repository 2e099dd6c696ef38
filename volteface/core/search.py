"""Search over everything the apps hold: each names a source that knows who may find what.

There is no index to keep: sources give folded texts that never change under their key (an
edition, a version, a revision) from memory, and ask for rights anew each time. Measured and
weighed in docs/decisions/0030-search-without-an-index.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from volteface.core.folding import folded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise

    type Matches = Callable[[str], bool]
    type Source = Callable[[HttpRequest, Matches, dt.datetime], Iterable[Found]]

MOST = 40
LONGEST = 200
_MOST_WORDS = 8
_AROUND = 70
_KEPT = 60_000
# A word that is everywhere says little: a source is left after so many finds.
_MOST_OF_ONE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that has all the words: what it is, where it is, and its text."""

    kind: StrOrPromise
    icon: str
    title: str
    url: str
    # Where it belongs: a course, a cohort.
    context: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A find as it is shown, the words marked."""

    kind: StrOrPromise
    icon: str
    url: str
    context: str
    title_html: Markup
    excerpt_html: Markup


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its folded form, made once."""

    words: str
    folded: str


_sources: dict[str, Source] = {}
_texts: dict[Hashable, Text] = {}


def register_source(name: str, source: Source) -> None:
    """Search in ``source`` too; the same name again replaces it."""
    _sources[name] = source


def remembered[**P](
    key: Hashable, words: Callable[P, str], *args: P.args, **kwargs: P.kwargs
) -> Text:
    """The text under a key whose text never changes; ``words(*args)`` is asked once."""
    text = _texts.get(key)
    if text is None:
        if len(_texts) >= _KEPT:
            _texts.clear()
        said = words(*args, **kwargs)
        text = _texts[key] = Text(said, folded(said))
    return text


def is_remembered(key: Hashable) -> bool:
    """Whether the text under this key is in memory."""
    return key in _texts


def find(request: HttpRequest, asked: str, *, at: dt.datetime) -> list[Hit]:
    """What the asker may see that has every word, hits in titles first; no words find nothing."""
    words = folded(asked[:LONGEST]).split()[:_MOST_WORDS]
    if not words:
        return []

    def matches(text: str) -> bool:
        return all(word in text for word in words)

    found = [
        each
        for source in _sources.values()
        for each in islice(source(request, matches, at), _MOST_OF_ONE)
    ]
    found.sort(key=lambda each: _rank(each, words))
    return [_hit(each, words) for each in found[:MOST]]


def _rank(found: Found, words: list[str]) -> tuple[int, int]:
    title = folded(found.title)
    missing = sum(word not in title for word in words)
    return missing, 0 if title.startswith(words[0]) else 1


def _hit(found: Found, words: list[str]) -> Hit:
    return Hit(
        kind=found.kind,
        icon=found.icon,
        url=found.url,
        context=found.context,
        title_html=_marked(found.title, words),
        excerpt_html=_marked(_excerpt(found.text, words), words),
    )


def _excerpt(text: str, words: list[str]) -> str:
    """The text around the first word found; letters that fold to two shift it a little."""
    places = [place for word in words if (place := folded(text).find(word)) >= 0]
    start = max(0, min(places, default=0) - _AROUND)
    piece = text[start : start + 2 * _AROUND + 20]
    if start:
        piece = "…" + piece.partition(" ")[2]
    return piece + "…" if start + len(piece) < len(text) else piece


def _marked(text: str, words: list[str]) -> Markup:
    return Markup(" ").join(_pieces(text, words))


def _pieces(text: str, words: list[str]) -> Iterator[Markup]:
    for piece in text.split():
        has_word = any(word in folded(piece) for word in words)
        yield Markup("<mark>%s</mark>") % piece if has_word else escape(piece)
