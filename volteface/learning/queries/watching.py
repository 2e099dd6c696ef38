"""What was watched: where a person goes on, and a film as its viewers saw it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.courses.queries import edition_steps
from volteface.learning.models import Watched
from volteface.learning.rules import watching
from volteface.rosters.models import Membership
from volteface.timetable.models import Cycle

type SpotView = watching.Spot
BUCKET = watching.BUCKET
FEWEST = watching.FEWEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.courses.models import Module
    from volteface.courses.queries.films import Film
    from volteface.learning.rules.watching import Spot, Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class FilmCurve:
    """A film of a module and what its learners, of all cycles, watched of it."""

    film: Film
    step_key: str
    step_title: str
    viewers: int
    stretches: tuple[Stretch, ...]
    spots: tuple[Spot, ...]

    @property
    def is_hidden(self) -> bool:
        """Whether too few have watched it for anything to be said."""
        return self.viewers < FEWEST


def positions_of(cycle_id: int, subject_id: int) -> dict[str, float]:
    """Where each film stands, by the newest word of any device; one query."""
    rows = Watched.objects.filter(cycle_id=cycle_id, subject_id=subject_id).order_by("told_at")
    return dict(rows.values_list("film", "position"))


def film_curves(module: Module) -> list[FilmCurve]:
    """The films of what learners read now, each with what was watched of it; three queries."""
    if module.published is None:
        return []
    played = _played_by_film(module)
    curves = []
    for step in edition_steps(module.published):
        for block in step.blocks:
            if block.film is None or not block.film.address:
                continue
            viewers = played.get(block.film.source, [])
            enough = len(viewers) >= FEWEST
            seen = watching.stretches(viewers, seconds=block.film.seconds) if enough else ()
            curves.append(
                FilmCurve(
                    film=block.film,
                    step_key=step.key,
                    step_title=step.title,
                    viewers=len(viewers),
                    stretches=seen,
                    spots=watching.look_here(seen),
                )
            )
    return curves


def _played_by_film(module: Module) -> dict[str, list[Mapping[int, int]]]:
    """For each film, what each learner has played of it on all devices and in all cycles."""
    cycles = dict(Cycle.objects.filter(module=module).values_list("pk", "cohort_id"))
    learners = set(
        Membership.objects.filter(
            cohort_id__in=set(cycles.values()), role=Membership.Role.LEARNER
        ).values_list("cohort_id", "subject_id")
    )
    rows = Watched.objects.filter(cycle_id__in=cycles)
    by_person: dict[tuple[str, int], list[Mapping[int, int]]] = defaultdict(list)
    for cycle_id, subject_id, film, counts in rows.values_list(
        "cycle_id", "subject_id", "film", "counts"
    ):
        # Teachers look through their own films, too.
        if (cycles[cycle_id], subject_id) in learners:
            by_person[film, subject_id].append(watching.read_counts(counts))
    films: dict[str, list[Mapping[int, int]]] = defaultdict(list)
    for (film, _subject), devices in sorted(by_person.items()):
        films[film].append(watching.added(devices))
    return films
