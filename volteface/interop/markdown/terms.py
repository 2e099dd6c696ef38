"""The head's ``terms``: a name for each meaning, or a meaning with its year and objective."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.courses.queries.document import LONGEST_TERM, LONGEST_WHEN, Problem, Term

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    type Line = Callable[[object, str, list[Problem]], str]

_FIELDS = frozenset({"term", "meaning", "when", "objective"})


def read_terms(
    value: object, place: str, problems: list[Problem], *, line: Line
) -> tuple[Term, ...]:
    """Every term that can be read; the others are named in ``problems``."""
    found: dict[str, Term] = {}
    for number, (given, says) in enumerate(_rows(value), 1):
        where = f"{place}, “{(given or str(number))[:40]}”"
        term = _term(given, says, where, problems, line)
        if term is None:
            problems.append(
                Problem(where=where, why=N_("A term needs a name without a colon and a meaning."))
            )
        elif term.term.casefold() in found:
            problems.append(Problem(where=where, why=N_("This term is there already.")))
        else:
            found[term.term.casefold()] = term
    return tuple(found.values())


def terms_for_head(terms: Iterable[Term]) -> dict[str, object]:
    """What ``read_terms`` reads back: the shorter form where a term has a meaning only."""
    return {
        term.term: term.meaning
        if not (term.when or term.objective)
        else {
            name: getattr(term, name)
            for name in ("meaning", "when", "objective")
            if getattr(term, name)
        }
        for term in terms
    }


def _rows(value: object) -> list[tuple[str, object]]:
    if isinstance(value, Mapping):
        return [(str(name), says) for name, says in value.items()]
    if isinstance(value, list):
        rows: list[tuple[str, object]] = []
        for row in value:
            if isinstance(row, Mapping) and "term" not in row and len(row) == 1:
                rows += [(str(name), says) for name, says in row.items()]
            else:
                rows.append(("", row))
        return rows
    return [("", value)] if value else []


def _term(given: str, says: object, where: str, problems: list[Problem], line: Line) -> Term | None:
    fields: dict[str, object]
    if isinstance(says, Mapping):
        fields = {"term": given, **{str(name).strip().lower(): text for name, text in says.items()}}
        problems += [
            Problem(where=where, why=N_("This name is not known here."))
            for _name in sorted(fields.keys() - _FIELDS)
        ]
    else:
        fields = {"term": given, "meaning": says}
    texts = {name: line(fields.get(name, ""), where, problems) for name in _FIELDS}
    name, when = texts["term"][:LONGEST_TERM].strip(), texts["when"][:LONGEST_WHEN].strip()
    if not name or not texts["meaning"] or ":" in name + when or " @ " in name:
        return None
    return Term(term=name, meaning=texts["meaning"], when=when, objective=texts["objective"])
