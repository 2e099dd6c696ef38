"""What a module taken away from the network consists of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.errors import Missing
from volteface.core.phrases import address
from volteface.courses.queries import edition_steps
from volteface.courses.queries.files import asset_address, assets_of

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.timetable.queries import CycleView


def taken_list(view: CycleView, subject: Subject) -> dict[str, object]:
    """The pages to keep, what their scripts ask for, and the films with their sizes.

    The pages are the learner's own as they are served: no key before its question is answered.
    """
    edition = view.module.published
    if edition is None:
        raise Missing
    code = view.cycle.code
    steps = edition_steps(edition)
    names = {block.film.source for step in steps for block in step.blocks if block.film}
    films = assets_of(view.module.course).filter(name__in=names) if names else ()
    return {
        "owner": str(subject.code),
        "name": code,
        "title": view.module.title,
        "pages": [
            address("learning:module", code),
            *(address("learning:step", code, step.key) for step in steps),
        ],
        "data": [address("learning:spots", code, step.key) for step in steps],
        "films": [{"address": asset_address(asset), "size": asset.size} for asset in films],
    }
