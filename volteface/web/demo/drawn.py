"""What the demo's learners answer where a question is drawn, pointed at or marked in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.questions.queries import content_of
from volteface.questions.queries.shown import question_view, right_answers

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from volteface.questions.models import QuestionVersion

    type DrawnForm = Callable[[QuestionVersion, str, bool, random.Random], dict[str, list[str]]]


def drawn_form(
    version: QuestionVersion, seed: str, *, right: bool, rng: random.Random
) -> dict[str, list[str]] | None:
    """The fields of an answer; nothing for other kinds. ``seed`` is the learner's own."""
    fill = _FORMS.get(version.kind)
    return fill(version, seed, right, rng) if fill else None


def _point(
    version: QuestionVersion, _seed: str, right: bool, rng: random.Random
) -> dict[str, list[str]]:
    areas = [each.id for each in content_of(version).options if (each.fraction > 0) == right]
    return {"point": areas if right else [rng.choice(areas)]}


def _words(
    version: QuestionVersion, _seed: str, right: bool, rng: random.Random
) -> dict[str, list[str]]:
    spans = [each.area for each in content_of(version).options if each.fraction > 0]
    kept = spans if right else rng.sample(spans, max(1, len(spans) - 1))
    words = []
    for area in kept:
        first, _dash, last = area.partition("-")
        words += [str(at) for at in range(int(first), int(last or first) + 1)]
    return {"word": words}


def _number(
    version: QuestionVersion, seed: str, right: bool, rng: random.Random
) -> dict[str, list[str]]:
    own = question_view(version, seed=seed).more["seed"]
    known = right_answers(version, f'{{"value":"","seed":{own}}}')[0].split(" ")[0]
    return {"value": [known if right else str(rng.choice((5, 9, 18)))], "seed": [own]}


_FORMS: dict[str, DrawnForm] = {"hotspot": _point, "mark_words": _words, "calculated": _number}
