"""What stands between the braces of a GIFT question: its kind shows in the signs used."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.interop.gift.items import (
    CHOICE,
    ESSAY,
    MATCHING,
    NUMERICAL,
    ORDERING,
    SHORT_ANSWER,
    TRUE_FALSE,
    Answer,
    Pair,
    Text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    type Reader = Callable[[str, str], Text]

_WEIGHT = re.compile(r"%(?P<share>-?\d{1,3}(?:\.\d{0,10})?)%")
_NUMBER = re.compile(r"[-+]?(?:\d{1,40}(?:[.,]\d{0,40})?|[.,]\d{1,40})(?:[eE][-+]?\d{1,3})?")
_CLOZE = re.compile(r"\s*\d*:[A-Z_]{2,40}:")
_ORDERING = re.compile(r">[ \t]*\d*[^\n]*(?:\n|$)")
_TRUE = frozenset({"T", "TRUE"})
_FALSE = frozenset({"F", "FALSE"})


class UnreadableAnswers(Exception):
    """The answers of a question make no sense; the message says which way, for a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the braces held."""

    kind: str
    answers: tuple[Answer, ...] = ()
    pairs: tuple[Pair, ...] = ()
    single: bool = True
    general_feedback: Text = field(default_factory=Text)


def read_answers(inner: str, default: str, text: Reader) -> Answers:
    """Understand the braces of one question; raises ``UnreadableAnswers``."""
    if _CLOZE.match(inner):
        raise UnreadableAnswers(N_("Embedded answers (“1:MULTICHOICE:…”) are not GIFT."))
    inner, mark, general = inner.rpartition("####") if "####" in inner else (inner, "", "")
    inner = inner.strip()
    kind = _kind(inner)
    read = _READERS[kind](inner, default, text)
    return Answers(
        kind=kind,
        answers=read.answers,
        pairs=read.pairs,
        single=read.single,
        general_feedback=text(general, default) if mark else Text(format=default),
    )


def _kind(inner: str) -> str:
    signs = (
        (ESSAY, not inner),
        (NUMERICAL, inner.startswith("#")),
        (ORDERING, inner.startswith(">")),
        (CHOICE, "~" in inner),
        (MATCHING, "=" in inner and "->" in inner),
        (TRUE_FALSE, inner.partition("#")[0].strip().upper() in _TRUE | _FALSE),
    )
    return next((kind for kind, is_so in signs if is_so), SHORT_ANSWER)


def _essay(_inner: str, _default: str, _text: Reader) -> Answers:
    return Answers(kind=ESSAY)


def _true_false(inner: str, default: str, text: Reader) -> Answers:
    word, *comments = inner.split("#")
    truth = word.strip().upper() in _TRUE
    # The first comment is for whoever is wrong, the second for whoever is right.
    wrong, right = (text(comment, default) for comment in ([*comments, "", ""])[:2])
    return Answers(
        kind=TRUE_FALSE,
        answers=(
            Answer(
                text=Text(words="true"),
                fraction=float(truth),
                feedback=right if truth else wrong,
            ),
            Answer(
                text=Text(words="false"),
                fraction=float(not truth),
                feedback=wrong if truth else right,
            ),
        ),
    )


def _choice(inner: str, default: str, text: Reader) -> Answers:
    pieces = [piece for piece in re.split(r"(?=[~=])", inner) if piece.strip()]
    if any(piece[0] not in "~=" for piece in pieces):
        raise UnreadableAnswers(N_("Every option begins with = (right) or ~ (wrong)."))
    answers = tuple(
        _weighed(piece[1:], default, text, usual=1.0 if piece[0] == "=" else 0.0)
        for piece in pieces
    )
    if len(answers) < 2:  # noqa: PLR2004 - a choice needs two
        raise UnreadableAnswers(N_("A choice needs at least two options."))
    return Answers(kind=CHOICE, answers=answers, single="=" in inner)


def _short_answer(inner: str, default: str, text: Reader) -> Answers:
    first, *rest = inner.split("=")
    pieces = [piece for piece in [first, *rest] if piece.strip()]
    if not pieces:
        raise UnreadableAnswers(N_("No answer is given after the sign =."))
    return Answers(
        kind=SHORT_ANSWER,
        answers=tuple(_weighed(piece, default, text, usual=1.0) for piece in pieces),
    )


def _numerical(inner: str, default: str, text: Reader) -> Answers:
    right, wrong_sign, wrong = inner[1:].partition("~")
    pieces = [piece for piece in right.split("=") if piece.strip()]
    if not pieces:
        raise UnreadableAnswers(N_("No number is given."))
    answers = [_number(_weighed(piece, default, text, usual=1.0)) for piece in pieces]
    if wrong_sign:
        feedback = text(wrong.partition("#")[2], default)
        answers.append(Answer(text=Text(words="*"), fraction=0.0, feedback=feedback))
    return Answers(kind=NUMERICAL, answers=tuple(answers))


def _matching(inner: str, default: str, text: Reader) -> Answers:
    pieces = [piece for piece in inner.split("=") if piece.strip()]
    pairs = []
    for piece in pieces:
        left, arrow, right = piece.partition("->")
        if not arrow:
            raise UnreadableAnswers(N_("Every pair is written “= one -> other”."))
        pairs.append(Pair(left=text(left, default), right=text(right, "plain").words))
    if len(pairs) < 2:  # noqa: PLR2004 - with one pair there is nothing to find
        raise UnreadableAnswers(N_("Matching needs at least two pairs."))
    return Answers(kind=MATCHING, pairs=tuple(pairs))


def _ordering(inner: str, default: str, text: Reader) -> Answers:
    rest = _ORDERING.sub("", inner, count=1)
    items = [line for line in rest.split("\n") if line.strip()]
    answers = tuple(Answer(text=text(line, default), fraction=1.0) for line in items)
    return Answers(kind=ORDERING, answers=answers)


def _weighed(piece: str, default: str, text: Reader, *, usual: float) -> Answer:
    """One answer: ``%50%words#feedback``."""
    piece = piece.strip()
    weight = _WEIGHT.match(piece)
    share = usual
    if weight:
        share = max(-1.0, min(1.0, float(weight["share"]) / 100))
        piece = piece[weight.end() :]
    words, _, comment = piece.partition("#")
    return Answer(text=text(words, default), fraction=share, feedback=text(comment, default))


def _number(answer: Answer) -> Answer:
    """The number an answer means: ``3.14``, ``3.14:0.01`` or ``3.13..3.15``."""
    words = answer.text.words.strip()
    if words == "*":
        return answer
    if ".." in words:
        low, _, high = words.partition("..")
        bottom, top = _value(low), _value(high)
        if bottom is None or top is None or top < bottom:
            raise UnreadableAnswers(N_("A range is written with two numbers, as in 3.1..3.2."))
        value = _plain((bottom + top) / 2)
        tolerance: float | None = _rounded((top - bottom) / 2)
    else:
        value, colon, margin = (part.strip() for part in words.partition(":"))
        tolerance = _value(margin) if colon else 0.0
    if _value(value) is None or tolerance is None or tolerance < 0:
        raise UnreadableAnswers(N_("A number is expected here, as in 3.14:0.01."))
    return Answer(
        text=Text(words=value, format="plain"),
        fraction=answer.fraction,
        feedback=answer.feedback,
        tolerance=tolerance,
    )


def _value(words: str) -> float | None:
    words = words.strip()
    if not _NUMBER.fullmatch(words):
        return None
    value = float(words.replace(",", "."))
    return value if math.isfinite(value) else None


def _rounded(value: float) -> float:
    # The middle of 3.141 and 3.142 is 3.1415, whatever binary fractions make of it.
    return float(f"{value:.12g}")


def _plain(value: float) -> str:
    rounded = _rounded(value)
    return str(int(rounded)) if rounded.is_integer() and abs(rounded) < 1e15 else repr(rounded)  # noqa: PLR2004 - whole beyond doubt


_READERS: dict[str, Callable[[str, str, Reader], Answers]] = {
    ESSAY: _essay,
    TRUE_FALSE: _true_false,
    CHOICE: _choice,
    SHORT_ANSWER: _short_answer,
    NUMERICAL: _numerical,
    MATCHING: _matching,
    ORDERING: _ordering,
}
