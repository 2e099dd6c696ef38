"""Which techniques a run sheet would rather use, and where those written by teachers come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from volteface.classroom.rules.talk import Talk

DISCUSS, TEAMS, REPAIR = "discuss", "teams", "repair"
NAMES = (DISCUSS, TEAMS, REPAIR)
# Who wrote a technique that is not shipped.
HERE, ELSEWHERE = "here", "elsewhere"

# What each sheet would rather do, the first that fits first.
_DISCUSS = ("peer_instruction", "think_pair_share", "snowball", "debate", "concept_map",
            "error_hunt", "ranking_sorting", "muddiest_point")  # fmt: skip
_TEAMS_WEAK = ("board_game", "jigsaw", "ranking_sorting", "concept_map", "case_in_teams",
               "gallery_walk", "snowball", "think_pair_share")  # fmt: skip
_TEAMS_STRONG = ("case_in_teams", "board_game", "role_play", "gallery_walk", "ranking_sorting",
                 "jigsaw", "concept_map", "snowball", "think_pair_share")  # fmt: skip
_REPAIR = ("readiness_team", "error_hunt", "ranking_sorting", "question_design", "concept_map",
           "case_in_teams", "think_pair_share", "peer_instruction")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What a technique's sheet asks of a meeting."""

    name: str
    talk: Talk
    rooms: tuple[str, ...]
    least_people: int
    most_people: int | None
    least_minutes: int
    minutes: int
    most_minutes: int
    # What it comes after, by its kind.
    after: str = ""
    # Of one that teachers wrote: in the course or elsewhere, and its title.
    written: str = ""
    title: str = ""
    # The shipped technique it was made from, while it serves a goal of that one; else those that
    # serve its own main goal.
    stands_for: str = ""
    beside: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        """The shipped technique it is, or was made from; its own name where it is neither."""
        return self.stands_for or self.name


def in_order(name: str, usable: Mapping[str, Fit], *, strong: bool) -> Iterator[Fit]:
    """What this sheet would rather do, the best first; of one kind only one is to be taken.

    A course's own version of a technique comes before it, a colleague's after it. What was written
    from nothing comes before the first technique that serves its main goal (a colleague's after
    it), but never before the one that gives the run sheet its name.
    """
    teams = _TEAMS_STRONG if strong else _TEAMS_WEAK
    order = {DISCUSS: _DISCUSS, TEAMS: teams, REPAIR: _REPAIR}[name]
    anew: dict[str, list[Fit]] = {}
    for fit in usable.values():
        beside = next((key for key in order if key in fit.beside), "")
        anew.setdefault(beside, []).append(fit)
    for key in order:
        new = sorted(anew.get(key, ()), key=lambda fit: (fit.title, fit.name))
        first = [fit for fit in new if fit.written == HERE and key != order[0]]
        yield from first
        yield from _versions(key, usable)
        yield from (fit for fit in new if fit not in first)


def standing_for(key: str, usable: Mapping[str, Fit]) -> Fit | None:
    """The course's own version of a technique, else the shipped one, else a colleague's."""
    return next(_versions(key, usable), None)


def _versions(key: str, usable: Mapping[str, Fit]) -> Iterator[Fit]:
    rank = {HERE: 0, "": 1, ELSEWHERE: 2}
    same = [fit for fit in usable.values() if fit.kind == key]
    yield from sorted(same, key=lambda fit: (rank[fit.written], fit.title, fit.name))
