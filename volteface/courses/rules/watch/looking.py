"""Every rule in order, and the reasons each of them can give."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.courses.rules.watch import options, pace, reach, readability, ties, variety

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from volteface.courses.rules.watch.draft import Draft, Notice, Reason

_RULES: tuple[Callable[[Draft], Iterator[Notice]], ...] = (
    pace.total,
    ties.promises,
    ties.objectives,
    ties.questions,
    pace.silent,
    pace.segments,
    variety.notices,
    reach.films,
    reach.pictures,
    options.twins,
    options.lengths,
    options.everything,
    readability.notices,
)
REASONS: dict[str, Reason] = {
    "minutes": pace.TOTAL,
    "promise": ties.PROMISE,
    "unasked": ties.UNASKED,
    "untied": ties.UNTIED,
    "empty": pace.SEGMENT,
    "silent": pace.SEGMENT,
    "segment": pace.SEGMENT,
    "variety": variety.REASON,
    "film": reach.FILM,
    "picture": reach.PICTURE,
    "twins": options.TWINS,
    "length": options.LENGTH,
    "everything": options.EVERYTHING,
    "readability": readability.REASON,
}


def notices(draft: Draft) -> list[Notice]:
    """Everything worth saying of a draft; nothing of it blocks anything."""
    asked_in = {key: step.code for step in reversed(draft.steps) for key in step.asked}
    found = []
    for rule in _RULES:
        for notice in rule(draft):
            step = notice.step or asked_in.get(notice.question, "")
            found.append(replace(notice, step=step) if step != notice.step else notice)
    return found
