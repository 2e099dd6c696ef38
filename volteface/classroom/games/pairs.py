"""What belongs together in a module: a term and its meaning, a question and its one answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from .game import LeftOut
from .texts import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .material import Item, Material, Pairing


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts; ``ask`` calls for ``answer``. ``kind`` is term, question or partner."""

    key: str
    kind: str
    ask: str
    answer: str
    why: str = ""
    objective: str = ""
    question: str = ""
    version: str = ""
    term: str = ""


def pairs_of(
    material: Material, *, fits: Callable[[Pair], bool]
) -> tuple[list[Pair], list[LeftOut]]:
    """Every pair whose two texts stand for each other alone, and the rest with the reason.

    Terms come first: they are made for this. No two answers say the same, nor two questions.
    """
    found: list[Pair] = []
    left_out: list[LeftOut] = [
        LeftOut(key=one.key, text=one.stem, reason="kind") for one in material.sequences
    ]
    asked: set[str] = set()
    answered: set[str] = set()
    for pair in _candidates(material, left_out):
        ask, answer = _folded(pair.ask), _folded(pair.answer)
        reason = ""
        if ask in asked or answer in answered:
            reason = "alike"
        elif not fits(pair):
            reason = "one_card"
        if reason:
            left_out.append(LeftOut(key=pair.key, text=pair.ask, reason=reason))
            continue
        asked.add(ask)
        answered.add(answer)
        found.append(pair)
    return found, left_out


def spread(pairs: list[Pair], most: int) -> list[Pair]:
    """At most so many, in turn from every objective and every kind, so that none is forgotten."""
    groups: dict[tuple[str, str], list[Pair]] = {}
    for pair in pairs:
        groups.setdefault((pair.objective, pair.kind), []).append(pair)
    rounds = zip_longest(*groups.values())
    dealt = [pair for row in rounds for pair in row if pair is not None]
    kept = {pair.key + pair.ask for pair in dealt[:most]}
    return [pair for pair in pairs if pair.key + pair.ask in kept]


def spare(pairs: list[Pair]) -> list[LeftOut]:
    """Pairs the game has enough without."""
    return [LeftOut(key=pair.key, text=pair.ask, reason="spare") for pair in pairs]


def _candidates(material: Material, left_out: list[LeftOut]) -> Iterator[Pair]:
    for term in material.terms:
        yield Pair(
            key=term.term,
            kind="term",
            ask=term.meaning,
            answer=term.term,
            objective=term.objective,
            term=term.term,
        )
    for pairing in material.pairings:
        yield from _partners(pairing, left_out)
    for item in material.items:
        answer = _answer(item)
        if answer:
            yield _asked(item, answer)
        else:
            reason = "several" if item.options else "answer"
            left_out.append(LeftOut(key=item.key, text=item.stem, reason=reason))


def _partners(pairing: Pairing, left_out: list[LeftOut]) -> Iterator[Pair]:
    # A category is no partner: several things belong to it.
    partners = Counter(_folded(partner) for _thing, partner in pairing.pairs)
    for thing, partner in pairing.pairs:
        if partners[_folded(partner)] > 1:
            left_out.append(LeftOut(key=pairing.key, text=thing, reason="alike"))
            continue
        yield Pair(
            key=pairing.key,
            kind="partner",
            ask=thing,
            answer=partner,
            objective=pairing.objective,
            question=pairing.key,
            version=pairing.version,
        )


def _asked(item: Item, answer: str) -> Pair:
    return Pair(
        key=item.key,
        kind="question",
        ask=item.stem,
        answer=answer,
        why=item.explanation,
        objective=item.objective,
        question=item.key,
        version=item.version,
    )


def _answer(item: Item) -> str:
    """The one answer in words; true or false says nothing alone."""
    if item.answer:
        return item.answer
    right = item.right if item.kind == "single" else None
    return right.text if right is not None else ""


def _folded(text: str) -> str:
    return plain(text).casefold().strip(" .")
