"""The words a module teaches, with their meanings: games, glossaries and cards are made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_TERM, LONGEST_WHEN = 120, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word with what it means; ``when`` is a year, date or rank as written."""

    term: str
    meaning: str
    when: str = ""
    # The key of the objective it belongs to.
    objective: str = ""


def terms_to_json(terms: Iterable[Term]) -> list[dict[str, str]]:
    """The stored form; empty texts are left out."""
    return [
        {
            "term": term.term,
            "meaning": term.meaning,
            **{name: getattr(term, name) for name in ("when", "objective") if getattr(term, name)},
        }
        for term in terms
    ]


def terms_from_json(stored: object) -> tuple[Term, ...]:
    """Read the stored form; what is no term is left out."""
    rows = stored if isinstance(stored, list) else []
    return tuple(
        Term(
            term=str(row.get("term", "")),
            meaning=str(row.get("meaning", "")),
            when=str(row.get("when", "")),
            objective=str(row.get("objective", "")),
        )
        for row in rows
        if isinstance(row, dict) and row.get("term") and row.get("meaning")
    )


def term_line(term: Term) -> str:
    """A term as authors type it: ``term: meaning``, or ``term @ 1885: meaning``."""
    when = f" @ {term.when}" if term.when else ""
    return f"{term.term}{when}: {term.meaning}"


def term_of(line: str) -> Term | None:
    """Read what ``term_line`` writes; nothing for a line without a colon."""
    head, colon, meaning = line.partition(": ")
    if not colon:
        head, colon, meaning = line.partition(":")
    name, _sign, when = head.partition(" @ ")
    if not colon or not name.strip() or not meaning.strip():
        return None
    return Term(term=name.strip(), meaning=meaning.strip(), when=when.strip())


def with_objectives_of(terms: Iterable[Term], known: Iterable[Term]) -> tuple[Term, ...]:
    """The terms as typed, each with the objective it had before."""
    before = {term.term.casefold(): term.objective for term in known}
    return tuple(
        replace(term, objective=term.objective or before.get(term.term.casefold(), ""))
        for term in terms
    )
