"""What a Moodle XML file says, as plain data, before it is translated into our own questions."""

from __future__ import annotations

from dataclasses import dataclass, field

CHOICE = "multichoice"
TRUE_FALSE = "truefalse"
SHORT_ANSWER = "shortanswer"
NUMERICAL = "numerical"
MATCHING = "matching"
CLOZE = "cloze"
ORDERING = "ordering"
ESSAY = "essay"
DESCRIPTION = "description"
CATEGORY = "category"
CALCULATED = ("calculated", "calculatedsimple")
# Other names for the same kinds, as plug-ins and older versions write them.
SAME = {"match": MATCHING, "multianswer": CLOZE, "random_short_answer": "randomsamatch"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words, how they are to be read, and the files that came with them."""

    words: str = ""
    # html, moodle (text in which some HTML may stand), markdown or plain.
    format: str = "html"
    files: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer with its share of the mark; the text ``*`` stands for every other answer."""

    text: Text
    fraction: float
    feedback: Text = Text()
    tolerance: float = 0.0
    # The tolerance is a share of the right value.
    is_relative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two things that belong together; an empty first one makes a wrong partner."""

    left: Text
    right: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One gap of a text with gaps: a choice, words or a number."""

    kind: str
    answers: tuple[Answer, ...]
    # Several options of a choice may be right.
    many: bool = False
    weight: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The values from which a calculated question draws one of its variables."""

    name: str
    low: float
    high: float
    decimals: int
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class XmlQuestion:
    """One item of the file, with its place in it."""

    kind: str
    number: int
    title: str
    text: Text
    answers: tuple[Answer, ...] = ()
    pairs: tuple[Pair, ...] = ()
    gaps: tuple[Gap, ...] = ()
    datasets: tuple[Dataset, ...] = ()
    single: bool = True
    shuffle: bool = True
    general_feedback: Text = Text()
    # What a grader of an essay looks for, and the text its writer begins from.
    grading: Text = Text()
    template: Text = Text()
    # Feedback for the whole answer and hints between attempts: their words.
    overall: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    category: str = ""
    id: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """An item that could not be read, its place, and a sentence to translate."""

    number: int
    title: str
    why: str


@dataclass(kw_only=True)
class XmlFile:
    """Everything a file holds, in its order."""

    questions: list[XmlQuestion] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
