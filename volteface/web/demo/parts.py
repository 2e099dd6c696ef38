"""What the demo's learners put where a question has parts: all right, or with one slip in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from volteface.questions.queries.content import Content

    type PartsForm = Callable[[Content, bool, random.Random], dict[str, list[str]]]


def parts_form(content: Content, *, right: bool, rng: random.Random) -> dict[str, list[str]] | None:
    """The fields of an answer; nothing for kinds without parts."""
    fill = _FORMS.get(content.kind)
    return fill(content, right, rng) if fill else None


def _pairs(content: Content, right: bool, rng: random.Random) -> dict[str, list[str]]:
    form = {f"part-{each.id}": [each.match] for each in content.options if each.text}
    if not right:
        slip = rng.choice(sorted(form))
        others = sorted({each.match for each in content.options} - set(form[slip]))
        form[slip] = [rng.choice(others)]
    return form


def _order(content: Content, right: bool, rng: random.Random) -> dict[str, list[str]]:
    ids = [each.id for each in content.options]
    if not right:
        at = rng.randrange(len(ids) - 1)
        ids[at], ids[at + 1] = ids[at + 1], ids[at]
    return {f"order-{name}": [str(place)] for place, name in enumerate(ids, 1)}


def _gaps(content: Content, right: bool, rng: random.Random) -> dict[str, list[str]]:
    names: dict[str, str] = {}
    form: dict[str, list[str]] = {}
    for option in content.options:
        name = names.setdefault(option.match, f"part-{option.id}")
        if option.fraction > 0:
            form.setdefault(name, [option.text])
    wrong = [each for each in content.options if each.fraction <= 0]
    if not right and wrong:
        slip = rng.choice(wrong)
        form[names[slip.match]] = [slip.text]
    return form


_FORMS: dict[str, PartsForm] = {
    "matching": _pairs,
    "categorise": _pairs,
    "ordering": _order,
    "cloze": _gaps,
}
