"""How each kind of question is written in a module file: a few lines, typed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from volteface.interop.markdown.drawn_kinds import DRAWN_KINDS, LISTED
from volteface.interop.markdown.kinds import (
    choice,
    cloze,
    drawn,
    drawn_listed,
    open_answer,
    ordering,
    pairs,
    truth,
    typed,
)

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from volteface.interop.markdown.question_parts import Answer, Read
    from volteface.questions.queries.content import Content, Option


class KindFile(Protocol):
    """What a module of this package offers."""

    # How a line that begins an option looks; None for kinds without options.
    PATTERN: re.Pattern[str] | None

    def start(self, inner: Sequence[str], code: Sequence[bool], /) -> int:
        """How many lines at the beginning are the stem's, whatever they look like."""

    def read(
        self, kind: str, stem: str, answers: list[Answer], read: Read, /
    ) -> tuple[str, tuple[Option, ...]]:
        """The stem to store and the options."""

    def write(self, content: Content, /) -> tuple[str, list[str]]:
        """The stem as it is typed, and the lines of each option."""


def kind_file(kind: str) -> KindFile:
    """How questions of this kind are written."""
    return _FILES[kind]


_FILES: dict[str, KindFile] = {
    "single": cast("KindFile", choice),
    "multiple": cast("KindFile", choice),
    "true_false": cast("KindFile", truth),
    "numeric": cast("KindFile", typed),
    "short_text": cast("KindFile", typed),
    "open": cast("KindFile", open_answer),
    "matching": cast("KindFile", pairs),
    "categorise": cast("KindFile", pairs),
    "ordering": cast("KindFile", ordering),
    "cloze": cast("KindFile", cloze),
    **dict.fromkeys(DRAWN_KINDS - LISTED, cast("KindFile", drawn)),
    **dict.fromkeys(LISTED, cast("KindFile", drawn_listed)),
}
