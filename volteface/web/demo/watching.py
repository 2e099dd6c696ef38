"""What the demo's learners watched of its film: most all of it, some a part twice, a few not on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.courses.queries import edition_steps
from volteface.learning.actions.watching import Told, record_watched
from volteface.learning.models import Progress
from volteface.learning.queries.watching import BUCKET

if TYPE_CHECKING:
    import datetime as dt
    import random

    from volteface.timetable.models import Cycle

# The share of a film at which it is hard, and at which some have seen enough.
_HARD = (0.55, 0.66)
_ENOUGH = 0.78


def watch(cycle: Cycle, *, at: dt.datetime, rng: random.Random) -> None:
    """Whoever finished a step with a film has played it, each in their way."""
    if cycle.module.published is None:
        return
    told: list[Told] = []
    for step in edition_steps(cycle.module.published):
        films = [block.film for block in step.blocks if block.film and block.film.seconds]
        rows = Progress.objects.filter(cycle=cycle, step_key=step.key, finished_at__isnull=False)
        for film in films:
            for subject_id in rows.order_by("pk").values_list("subject_id", flat=True):
                counts, stops = _played(film.seconds, rng)
                told.append(
                    Told(
                        cycle_id=cycle.pk,
                        subject_id=subject_id,
                        film=film.source,
                        device="demo",
                        counts=counts,
                        position=stops,
                        counter=1,
                        at=at,
                    )
                )
    record_watched(told)


def _played(seconds: float, rng: random.Random) -> tuple[dict[int, int], float]:
    until = seconds * (_ENOUGH if rng.random() < 0.3 else 1)
    again = rng.random() < 0.4
    last = -(-int(until + 0.99) // BUCKET)
    counts = dict.fromkeys(range(last), BUCKET)
    if again:
        for place in range(int(_HARD[0] * seconds / BUCKET), int(_HARD[1] * seconds / BUCKET) + 1):
            counts[place] = 2 * BUCKET + (BUCKET if rng.random() < 0.2 else 0)
    return {place: played for place, played in counts.items() if place < last}, float(until)
