"""What a GIFT file says, as plain data, before it is translated into our own questions."""

from __future__ import annotations

from dataclasses import dataclass

CHOICE = "choice"
TRUE_FALSE = "true_false"
SHORT_ANSWER = "short_answer"
NUMERICAL = "numerical"
MATCHING = "matching"
ORDERING = "ordering"
ESSAY = "essay"
DESCRIPTION = "description"

FORMATS = ("moodle", "html", "markdown", "plain")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words and how they are to be read; ``moodle`` is text in which some HTML may stand."""

    words: str = ""
    format: str = "moodle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer with its share of the mark; a number also has a tolerance.

    The text ``*`` of a number or a short answer stands for every other answer.
    """

    text: Text
    fraction: float
    feedback: Text = Text()
    tolerance: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two things that belong together; an empty first one makes a wrong partner."""

    left: Text
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftQuestion:
    """One item of the file, with the line it begins on."""

    kind: str
    line: int
    title: str
    text: Text
    answers: tuple[Answer, ...] = ()
    pairs: tuple[Pair, ...] = ()
    # Which blank of the words stands for the answers, counted from 1; 0 if they end with them.
    blank: int = 0
    # Choice: whether one option is chosen or several.
    single: bool = True
    general_feedback: Text = Text()
    category: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that could not be read, the line it begins on, and a sentence to translate."""

    line: int
    why: str
    # The beginning of the text, so that a person finds it.
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftFile:
    """Everything a file holds, in its order."""

    questions: tuple[GiftQuestion, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    categories: tuple[str, ...] = ()
