"""Whether an edit starts a new series of statistics, and which option is which after it."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from volteface.questions.rules.texts import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from volteface.questions.rules.content import Content, Option


class Edit(StrEnum):
    """What a change of content means for the answers given before it."""

    NONE = "none"
    COSMETIC = "cosmetic"
    MEANINGFUL = "meaningful"


def proposal(before: Content, after: Content, *, same_key: bool) -> Edit:
    """What the editor proposes: another key, option or kind is meaningful; words are not."""
    if before == after:
        return Edit.NONE
    if before.kind != after.kind or not same_key:
        return Edit.MEANINGFUL
    return Edit.COSMETIC


def key_of_shares(content: Content) -> object:
    """The key where options are chosen: their shares, not their wording."""
    return {option.id: (option.fraction, option.tolerance or 0.0) for option in content.options}


def key_of_words(content: Content) -> object:
    """The key where answers are typed: the words too."""
    return {
        option.id: (option.fraction, option.tolerance or 0.0, folded(option.text))
        for option in content.options
    }


def key_of_partners(content: Content) -> object:
    """The key where options belong to something: what each belongs to."""
    return {option.id: (option.fraction, folded(option.match)) for option in content.options}


def key_of_places(content: Content) -> object:
    """The key where options have an order."""
    return tuple(option.id for option in content.options)


def with_stable_ids(
    content: Content, *, before: Content | None, used: Iterable[str], scattered: bool = False
) -> Content:
    """``content`` whose options keep the ids they had, by id, else by words, else by place.

    ``used`` are all ids of all earlier versions: a new option never gets one of them. Scattered
    ids are handed out by the options' words, so that they say nothing of the options' places.
    """
    old = list(before.options) if before and before.kind == content.kind else []
    ids: list[str] = [""] * len(content.options)
    # A file numbers its options by their places, which scattered ids know nothing of.
    ways = (_match_by_words, _match_by_id) if scattered else (_match_by_id, _match_by_words)
    for match in ways:
        match(content, old, ids)
    _match_by_place(content, old, ids)
    taken = set(used) | set(ids) | {option.id for option in old}
    new = [index for index, given in enumerate(ids) if not given]
    if scattered:
        new.sort(key=lambda index: sha256(content.options[index].text.encode()).digest())
    for index in new:
        ids[index] = _fresh(taken)
        taken.add(ids[index])
    options = tuple(
        replace(option, id=given) for option, given in zip(content.options, ids, strict=True)
    )
    return replace(content, options=options)


def _match_by_id(content: Content, old: list[Option], ids: list[str]) -> None:
    known = {option.id for option in old}
    for index, option in enumerate(content.options):
        if not ids[index] and option.id in known and option.id not in ids:
            ids[index] = option.id


def _match_by_words(content: Content, old: list[Option], ids: list[str]) -> None:
    for index, option in enumerate(content.options):
        if ids[index]:
            continue
        for candidate in old:
            if candidate.id not in ids and _words(candidate) == _words(option):
                ids[index] = candidate.id
                break


def _words(option: Option) -> tuple[str, str]:
    return folded(option.text), "" if option.text else folded(option.match)


def _match_by_place(content: Content, old: list[Option], ids: list[str]) -> None:
    if len(old) != len(content.options):
        return
    for index, (candidate, option) in enumerate(zip(old, content.options, strict=True)):
        if not ids[index] and candidate.id not in ids and candidate.fraction == option.fraction:
            ids[index] = candidate.id


def _fresh(taken: set[str]) -> str:
    number = 1
    while f"o{number}" in taken:
        number += 1
    return f"o{number}"
