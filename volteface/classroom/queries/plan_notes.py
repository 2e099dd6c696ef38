"""What the plan page remarks on each block, and the sums of the whole; nothing is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom.rules.plan import known_already, too_long_fixes
from volteface.classroom.rules.run_sheets import usual_room
from volteface.classroom.techniques.words import ROOMS

from .material import mastery_in, objectives_of
from .provisions import (
    Placed,
    ProvisionView,
    need_of,
    provisions,
    sitting_in_words,
    things_in_words,
)
from .retros import last_time
from .teams import team_sizes

if TYPE_CHECKING:
    from volteface.classroom.rules.plan import Mastery

    from .plans import PlannedBlock, PlanView


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockNote:
    """What stands below a block."""

    # Said when the block becomes talk: its objective is mastered by most.
    repeats: str
    # Mini-fixes on one misconception are longer than five minutes together.
    too_long: bool
    # The technique does not go with the room.
    unfit: str
    things: str
    sitting: str
    # How it went when the module was last taught here; empty when nobody noted anything.
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanNotes:
    """The notes in the order of the blocks, and the sums."""

    blocks: tuple[BlockNote, ...]
    provisions: ProvisionView
    too_few_seats: bool


def plan_notes(plan: PlanView) -> PlanNotes:
    """Notes and sums of a plan as it stands; where no room is known the usual one is thought of."""
    room = plan.room or usual_room(plan.people)
    texts = objectives_of(plan.cycle)
    knows = mastery_in(plan.cycle)
    before = last_time(plan.cycle)
    teams = team_sizes(plan.cycle)
    fixes = too_long_fixes([block.timed.block for block in plan.blocks])
    placed = [
        Placed(code=str(place), title=block.title, sheet=block.sheet)
        for place, block in enumerate(plan.blocks)
    ]
    notes = []
    for block, place in zip(plan.blocks, placed, strict=True):
        it, need = block.timed.block, need_of(place)
        known = known_already(it, knows)
        last = before.get(block.title) or before.get(it.technique)
        notes.append(
            BlockNote(
                repeats=_repeats(known, texts.get(it.objective, it.objective)) if known else "",
                too_long=it.technique == "mini_fix" and (it.misconception or it.code) in fixes,
                unfit=_unfit(block, plan.room),
                things=things_in_words(need, people=plan.people, teams=teams),
                sitting=sitting_in_words(need, people=plan.people, teams=teams, room=room),
                last=last.words if last else "",
            )
        )
    return PlanNotes(
        blocks=tuple(notes),
        provisions=provisions(
            placed, people=plan.people, teams=teams, room=room, cycle=plan.cycle.code
        ),
        too_few_seats=plan.seats is not None and plan.people > plan.seats,
    )


def _repeats(known: Mastery, objective: str) -> str:
    values = {"objective": objective, "n": known.answered, "right": known.right}
    if known.low is not None and known.high is not None:
        said = _("“%(objective)s”: %(low)s to %(high)s %% of %(n)s master it already.") % {
            **values,
            "low": round(100 * known.low),
            "high": round(100 * known.high),
        }
    else:
        said = _("“%(objective)s”: %(right)s of %(n)s answers are right already.") % values
    return _("%(data)s Explaining it again costs them time; a vote shows who needs it.") % {
        "data": said
    }


def _unfit(block: PlannedBlock, room: str) -> str:
    """Said only where somebody told how the room is."""
    sheet = block.sheet
    if not room or sheet is None or room in sheet.rooms:
        return ""
    return _("Meant for: %(rooms)s. Here: %(room)s.") % {
        "rooms": ", ".join(str(ROOMS[name]).lower() for name in sheet.rooms),
        "room": str(ROOMS[room]).lower(),
    }
