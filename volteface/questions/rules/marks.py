"""The mark an answer earns, and the stored form of an answer."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from volteface.core.values import quick_value
from volteface.core.words import N_

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content, Option

type Form = Mapping[str, Sequence[str]]

# Rounding of thirds must not turn a full mark into a wrong answer.
FULL = 0.999
# Characters of an answer in its stored spelling.
LONGEST_STORED = 6_000
# What is said of a text that is too long, to translate.
TOO_LONG = N_("Shorten your answer: it is too long.")

# Made once: `json.dumps` makes a new one for every answer.
_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@quick_value
class Mark:
    """What grading says of one answer; the feedback is Markdown, for after the release only."""

    fraction: float
    correct: bool
    chosen: tuple[str, ...] = ()
    misconceptions: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()


class Part(NamedTuple):
    """What an answer says of one part of a question, in words of the kind's wording."""

    id: str
    words: str
    correct: bool


NOTHING = Mark(fraction=0.0, correct=False)


def mark_of(chosen: Sequence[Option], *, fraction: float, correct: bool) -> Mark:
    """A mark that carries what the chosen options say."""
    return Mark(
        fraction=fraction,
        correct=correct,
        chosen=tuple(option.id for option in chosen),
        misconceptions=tuple(
            dict.fromkeys(option.misconception for option in chosen if option.misconception)
        ),
        feedback=tuple(option.feedback for option in chosen if option.feedback),
    )


def full_answers(content: Content, answer: str) -> tuple[str, ...]:  # noqa: ARG001 - the face all kinds share
    """The words of every option worth the full mark."""
    return tuple(option.text for option in content.options if option.fraction >= FULL)


def no_parts(content: Content, answer: str) -> tuple[Part, ...]:  # noqa: ARG001 - the face all kinds share
    """Nothing: the answer is one whole."""
    return ()


def always_readable(answer: str, content: Content) -> str:  # noqa: ARG001 - the face all kinds share
    """Nothing: what is no option was never chosen."""
    return ""


def decode_parts(answer: str) -> dict[str, str]:
    """The value given for each part of a stored answer; empty when it is something else."""
    value = _decode(answer).get("parts")
    if not isinstance(value, dict):
        return {}
    return {name: text for name, text in value.items() if isinstance(text, str)}


def decode_list(answer: str, field: str) -> tuple[object, ...]:
    """The list a stored answer holds under ``field``; empty when it is something else."""
    value = _decode(answer).get(field)
    return tuple(value) if isinstance(value, list) else ()


def decode_seed(answer: str) -> str:
    """The small number a stored answer's values were drawn with; empty without one."""
    value = _decode(answer).get("seed")
    return str(value) if isinstance(value, int | str) else ""


def encode(field: str, value: object) -> str:
    """An answer in its one stored spelling."""
    return _encoder.encode({field: value})


def decode_text(answer: str, field: str) -> str:
    """The typed part of a stored answer; empty when it is something else."""
    value = _decode(answer).get(field)
    return value if isinstance(value, str) else ""


def decode_choices(answer: str) -> tuple[str, ...]:
    """The chosen option ids of a stored answer; empty when it is something else."""
    value = _decode(answer).get("choice")
    if not isinstance(value, list):
        return ()
    return tuple(item for item in value if isinstance(item, str))


def first_text(form: Form, field: str, *, longest: int) -> str:
    """The first value posted under ``field``, trimmed.

    What is longer than ``longest`` is cut just behind it, so that it still reads as too long.
    """
    values = form.get(field) or [""]
    # A browser that sends a form itself ends lines in its own way.
    plain = values[0].replace("\x00", "").replace("\r\n", "\n")
    return plain.strip()[: longest + 1].rstrip()


def is_too_long(answer: str, text: str, *, longest: int) -> bool:
    """Whether a typed ``text``, or its stored spelling ``answer``, has no room in the log."""
    return len(text) > longest or len(answer) > LONGEST_STORED


def _decode(answer: str) -> dict[str, object]:
    try:
        value = json.loads(answer)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
