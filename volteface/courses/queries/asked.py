"""The questions that drafts ask, known by their versions' codes and without their content.

A bank of thousands is looked up in two queries; whoever needs a content reads it once per version.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.courses.queries.pools import pools_in, questions_of_pools
from volteface.courses.rules.body import PoolPlace, keys_of, pieces_of, question_keys
from volteface.questions.models import Question
from volteface.questions.queries import content_of, is_kept_aside, live_questions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from volteface.courses.models import Module, Step
    from volteface.questions.models import Bank


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of the bank that a draft asks; ``version`` names a content that never changes."""

    pk: int
    key: str
    code: str
    version: str
    objectives: frozenset[str] = frozenset()
    # The pool it is drawn from; empty for what its author keeps aside.
    pool: str = ""


def asked_by_key(module: Module, steps: Iterable[Step]) -> dict[str, Asked]:
    """The bank's questions that the steps ask, by key; two queries, one more with pools."""
    bodies = [step.body for step in steps]
    bank = module.course.bank
    pooled = questions_of_pools(bank, bodies)
    keys = {key for body in bodies for key in question_keys(body)} - pooled.keys()
    return _by_themselves(bank, keys) | from_questions(pooled)


def from_questions(questions: Mapping[str, Question]) -> dict[str, Asked]:
    """The same of questions that are in memory with their versions and objectives."""
    return {key: _of(question) for key, question in questions.items()}


def variants_among(name: str, asked: Mapping[str, Asked]) -> list[Asked]:
    """The questions of one pool, in the order they were made."""
    members = [each for each in asked.values() if each.pool == name]
    return sorted(members, key=lambda each: each.pk)


def keys_asked(body: str, asked: Mapping[str, Asked]) -> tuple[str, ...]:
    """The keys a body asks in order, its pools' variants among them, each once."""
    keys: list[str] = []
    for piece in pieces_of(body):
        if isinstance(piece, PoolPlace):
            keys += [each.key for each in variants_among(piece.name, asked)]
        else:
            keys += keys_of(piece)
    return tuple(dict.fromkeys(keys))


def known_keys(body: str, asked: Mapping[str, Asked]) -> tuple[str, ...]:
    """Those of them that the bank has."""
    return tuple(key for key in keys_asked(body, asked) if key in asked)


def short_pools(body: str, asked: Mapping[str, Asked]) -> tuple[str, ...]:
    """The pools that hold fewer questions than the body draws."""
    return tuple(
        place.name
        for place in pools_in(body)
        if len(variants_among(place.name, asked)) < place.draw
    )


def _by_themselves(bank: Bank, keys: set[str]) -> dict[str, Asked]:
    if not keys:
        return {}
    found = live_questions(bank).filter(key__in=keys, current__isnull=False).prefetch_related(None)
    columns = ("pk", "key", "code", "current__code", "current__keyed_by__code")
    rows: Sequence[tuple[int, str, str, str, str | None]] = list(found.values_list(*columns))
    ties = _objectives(bank) if rows else {}
    return {
        key: Asked(
            pk=pk,
            key=key,
            code=code,
            version=f"{version}:{mended or ''}",
            objectives=ties.get(pk, frozenset()),
        )
        for pk, key, code, version, mended in rows
    }


def _objectives(bank: Bank) -> dict[int, frozenset[str]]:
    ties = Question.objectives.through.objects.filter(question__bank=bank)
    found: dict[int, set[str]] = defaultdict(set)
    for pk, key in ties.values_list("question_id", "objective__key"):
        found[pk].add(key)
    return {pk: frozenset(keys) for pk, keys in found.items()}


def _of(question: Question) -> Asked:
    version = question.current
    if version is None:
        raise LookupError(question.key)
    mended = version.keyed_by.code if version.keyed_by is not None else ""
    return Asked(
        pk=question.pk,
        key=question.key,
        code=question.code,
        version=f"{version.code}:{mended}",
        objectives=frozenset(each.key for each in question.objectives.all()),
        pool="" if is_kept_aside(version) else content_of(version).settings.pool,
    )
