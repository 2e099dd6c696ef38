"""The words a module teaches, with their meanings: games, glossaries and cards are made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_TERM, LONGEST_WHEN = 120, 60
_OPTIONAL = ("when", "objective", "origin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word with what it means; ``when`` is a year, date or rank as written."""

    term: str
    meaning: str
    when: str = ""
    # The key of the objective it belongs to.
    objective: str = ""
    # Who gave it, where no author wrote it: then only an author's own hand takes it out again.
    origin: str = ""


def terms_to_json(terms: Iterable[Term]) -> list[dict[str, str]]:
    """The stored form; empty texts are left out."""
    return [
        {
            "term": term.term,
            "meaning": term.meaning,
            **{name: getattr(term, name) for name in _OPTIONAL if getattr(term, name)},
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
            origin=str(row.get("origin", "")),
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


def with_facts_of(terms: Iterable[Term], known: Iterable[Term]) -> tuple[Term, ...]:
    """The terms as typed, each with the objective it had before, and where it is from."""
    before = {term.term.casefold(): term for term in known}
    pairs = ((term, before.get(term.term.casefold(), term)) for term in terms)
    return tuple(
        replace(term, objective=term.objective or other.objective, origin=other.origin)
        for term, other in pairs
    )


def with_given(terms: Iterable[Term], known: Iterable[Term]) -> tuple[Term, ...]:
    """The terms of a module's file, and those that others gave: no file knows of them."""
    given = {term.term.casefold(): term for term in known if term.origin}
    written = [
        replace(term, origin=other.origin)
        if (other := given.pop(term.term.casefold(), None))
        else term
        for term in terms
    ]
    return (*written, *given.values())
