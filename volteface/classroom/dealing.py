"""Teams made in the worker process: a plain function of plain data and a seed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from volteface.classroom.rules.teams import make_teams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.rules.teams import Assignment, Candidate, Wishes


def deal(people: Sequence[Candidate], wishes: Wishes, seed: int) -> Assignment:
    """The teams these people get with this seed."""
    return make_teams(people, wishes, random.Random(seed))  # noqa: S311 - nothing secret
