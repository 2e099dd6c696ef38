"""What a module gives to play with: its questions, terms, sequences and pairs as plain data."""

from __future__ import annotations

from dataclasses import dataclass

# Every text is Markdown as its author wrote it: the kit sets formulas and pictures from it.


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the module with what it means; ``when`` is a date, year or rank as written."""

    term: str
    meaning: str
    when: str = ""
    objective: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option of a question; ``worth`` is 1 when right, 0 or less when wrong.

    ``feedback`` is what its author says to whoever chose it.
    """

    id: str
    text: str
    worth: float
    misconception: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A question: ``key`` is the question's, ``version`` the code of its wording.

    ``picture`` is the file its stem shows; ``answer`` the accepted answer of a number or a short
    text, in words.
    """

    key: str
    kind: str
    stem: str
    version: str = ""
    options: tuple[Choice, ...] = ()
    objective: str = ""
    explanation: str = ""
    keep_order: bool = False
    picture: str = ""
    answer: str = ""

    @property
    def right(self) -> Choice | None:
        """The one right option, when there is exactly one."""
        right = [choice for choice in self.options if choice.worth >= 1]
        return right[0] if len(right) == 1 else None

    @property
    def wrong(self) -> tuple[Choice, ...]:
        """The options worth nothing."""
        return tuple(choice for choice in self.options if choice.worth <= 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """The parts of an ordering question in the right order."""

    key: str
    stem: str
    parts: tuple[str, ...]
    version: str = ""
    objective: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """What belongs together, from matching and categorising questions: (thing, its partner)."""

    key: str
    stem: str
    pairs: tuple[tuple[str, str], ...]
    version: str = ""
    objective: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All of it; ``objectives`` are (key, text), and everything's ``objective`` is such a key."""

    module: str
    title: str
    language: str = "en"
    objectives: tuple[tuple[str, str], ...] = ()
    key_points: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    terms: tuple[Term, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    # Learners who want to be named: (the term or the question's key that is theirs, name).
    thanks: tuple[tuple[str, str], ...] = ()

    def objective(self, key: str) -> str:
        """The words of an objective, or its key where it has none."""
        return dict(self.objectives).get(key, key)
