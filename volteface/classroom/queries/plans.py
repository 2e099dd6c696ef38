"""A cycle's plan as pages and other apps read it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.classroom import techniques
from volteface.classroom.models import Activity, Plan
from volteface.classroom.rules.plan import (
    Block,
    Mastery,
    TimedBlock,
    Timeline,
    default_blocks,
    mostly_talk,
    repeats_what_is_known,
    talk_of,
    timeline,
)
from volteface.core.errors import Missing

from .material import VOTE_KINDS, mastery_in, objectives_of, questions_of
from .run_sheet_words import SHEETS
from .techniques import usable_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from volteface.classroom.techniques.sheet import Sheet
    from volteface.courses.models import Course
    from volteface.timetable.models import Cycle

# Blocks a plan may hold beside the techniques of the library.
PLAIN = ("debrief", "talk", "mini_fix", "practice", "break")
MAIN = frozenset({"peer_instruction", "board_game"})
# A start that was tapped so long before or after the planned one is of another day.
_SAME_MEETING = dt.timedelta(hours=6)
# What was replaced so long ago need not be offered back.
_NEWS = dt.timedelta(days=1)
# Fewer cards than a table plays in ten minutes are no deck.
FEWEST_CARDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedBlock:
    """A timed block with what the page says about it."""

    timed: TimedBlock
    title: str
    technique_title: str
    # Nothing for a plain block, or for a sheet that is no longer there.
    sheet: Sheet | None
    is_talk: bool
    # Set when a talk block explains what most have right already.
    known: Mastery | None
    # 1 to 6: how high it stands on the line.
    tall: int

    @property
    def has_sheet(self) -> bool:
        """Whether its technique can be read about."""
        return self.sheet is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """The whole plan of a meeting."""

    cycle: Cycle
    code: str
    saved: bool
    timeline: Timeline
    blocks: tuple[PlannedBlock, ...]
    check_in_minutes: int
    people: int
    # How people sit and on how many seats, as far as somebody said.
    room: str
    seats: int | None
    began_at: dt.datetime | None
    # What can be undone, in words, and since when; empty for nothing.
    undo: str
    changed_at: dt.datetime | None

    def offers_undo(self, at: dt.datetime) -> bool:
        """Whether what can be undone is still news."""
        return bool(self.undo and self.changed_at and at - self.changed_at < _NEWS)

    @property
    def shift(self) -> dt.timedelta:
        """How much later than planned it began; nothing while nobody said that it did."""
        late = (self.began_at or self.cycle.meeting.starts_at) - self.cycle.meeting.starts_at
        return late if abs(late) < _SAME_MEETING else dt.timedelta()


def plan_of(
    cycle: Cycle, *, people: int, mastery: Callable[[str], Mastery | None] | None = None
) -> PlanView:
    """The saved plan, or the proposed one while nobody has touched it.

    ``mastery`` tells how an objective stands; the preparation's answers when it is not given.
    """
    plan = Plan.objects.filter(cycle=cycle).first()
    blocks = [block_of(row) for row in plan.activities.all()] if plan else []
    if plan is None:
        blocks = list(proposed_blocks(cycle, people=people))
    check_in = plan.check_in_minutes if plan else Plan._meta.get_field("check_in_minutes").default  # noqa: SLF001 - Django's public way to a field
    line = timeline(
        blocks,
        starts_at=cycle.meeting.starts_at,
        ends_at=cycle.meeting.ends_at,
        check_in=check_in,
    )
    knows = mastery or mastery_in(cycle)
    sheets = sheets_in(cycle.module.course, [block.technique for block in blocks])
    return PlanView(
        cycle=cycle,
        code=plan.code if plan else "",
        saved=plan is not None,
        timeline=line,
        blocks=tuple(_planned(timed, knows, sheets) for timed in line.blocks),
        check_in_minutes=check_in,
        people=people,
        room=plan.room if plan else "",
        seats=plan.seats if plan else None,
        began_at=plan.began_at if plan else None,
        undo=_undo_in_words(plan) if plan else "",
        changed_at=plan.changed_at if plan else None,
    )


def proposed_blocks(cycle: Cycle, *, people: int) -> tuple[Block, ...]:
    """The module's own session plan where it has one, else the meeting-hour defaults."""
    written = _session_plan(cycle)
    if written:
        return written
    minutes = meeting_minutes(cycle)
    missed = questions_of(cycle, kinds=VOTE_KINDS)
    blocks = default_blocks(
        minutes, people=people, has_deck=len(missed) >= FEWEST_CARDS, talks=techniques.talks()
    )
    return tuple(_explained(block, people=people) for block in blocks)


def meeting_minutes(cycle: Cycle) -> int:
    """How long the meeting is."""
    return round((cycle.meeting.ends_at - cycle.meeting.starts_at).total_seconds() / 60)


def block_of(row: Activity) -> Block:
    """A stored activity as the rules read it."""
    return Block(
        technique=row.technique,
        minutes=row.minutes,
        talk_minutes=row.talk_minutes,
        title=row.title,
        reason=row.reason,
        objective=row.objective,
        code=row.code,
        notes=row.notes,
        misconception=row.misconception,
    )


def technique_title(name: str) -> str:
    """The technique's name in the reader's language; a plain block's likewise."""
    if name in PLAIN:
        return {
            "talk": _("Teacher's block"),
            "debrief": _("Debrief in teams"),
            "mini_fix": _("Mini-fix"),
            "practice": _("Work alone, help at hand"),
            "break": _("Break"),
        }[name]
    try:
        return str(techniques.get(name).title)
    except KeyError:
        return name


def technique_choices(course: Course) -> list[tuple[object, object]]:
    """What may be added to a plan: the library, what was written here, plain blocks."""
    shipped = sorted((str(sheet.title), sheet.name) for sheet in techniques.all_sheets())
    own = sorted((str(sheet.title), sheet.name) for sheet in usable_in(course).values())
    groups = [(_("Library"), shipped), (_("Written here"), own)]
    chosen: list[tuple[object, object]] = [
        (label, [(name, title) for title, name in rows]) for label, rows in groups if rows
    ]
    return [*chosen, *((name, technique_title(name)) for name in PLAIN)]


def technique_in(course: Course, name: str) -> Sheet | None:
    """The sheet a plan of the course may use by this name; nothing for plain blocks."""
    return sheets_in(course, [name]).get(name)


def sheets_in(course: Course, names: Iterable[str]) -> dict[str, Sheet]:
    """Those of these techniques that have a sheet; asks the database only for ones not shipped."""
    wanted = set(names)
    shipped = {name: techniques.get(name) for name in wanted.intersection(techniques.names())}
    rest = wanted - shipped.keys() - {*PLAIN}
    return shipped | (usable_in(course, among=rest) if rest else {})


def activity_in(cycle: Cycle, code: str) -> Activity:
    """A block of this cycle's plan; raises `Missing`."""
    row = Activity.objects.filter(plan__cycle=cycle, code=code).first()
    if row is None:
        raise Missing
    return row


def plan_objectives(cycle: Cycle) -> dict[str, str]:
    """What a talk block may be about."""
    return objectives_of(cycle)


def _undo_in_words(plan: Plan) -> str:
    """What replaced the plan last, or what was taken out of it."""
    if not plan.undo:
        return ""
    if plan.undo["without"]:
        return _("“%(title)s” is out of the plan.") % {"title": plan.undo["without"]}
    if plan.sheet:
        return _("“%(title)s” is the plan now.") % {"title": SHEETS[plan.sheet][0]}
    return _("The plan is the proposed one again.")


def _planned(
    timed: TimedBlock, knows: Callable[[str], Mastery | None], sheets: Mapping[str, Sheet]
) -> PlannedBlock:
    block = timed.block
    sheet = sheets.get(block.technique)
    title = str(sheet.title) if sheet else technique_title(block.technique)
    return PlannedBlock(
        timed=timed,
        title=block.title or title,
        technique_title=title,
        sheet=sheet,
        is_talk=mostly_talk(block),
        known=repeats_what_is_known(block, knows),
        tall=max(1, min(6, round(block.minutes / 6))),
    )


def _session_plan(cycle: Cycle) -> tuple[Block, ...]:
    """The module's session plan; entries this program does not know become teacher's blocks."""
    written = cycle.module.session_plan
    entries = [
        one for one in (written if isinstance(written, list) else []) if isinstance(one, dict)
    ]
    named = [str(entry.get("technique", "talk")) for entry in entries]
    sheets = sheets_in(cycle.module.course, named)
    known = {*PLAIN, *sheets}
    talks = {name: sheet.talk for name, sheet in sheets.items()}
    blocks = []
    for entry in entries:
        name = str(entry.get("technique", "talk"))
        name = name if name in known else "talk"
        minutes = max(1, min(240, _number(entry.get("minutes"), 10)))
        talk = _number(entry.get("talk"), talk_of(name, minutes, talks))
        blocks.append(
            Block(
                technique=name,
                minutes=minutes,
                talk_minutes=max(0, min(talk, minutes)),
                title=str(entry.get("title", ""))[:120],
                reason=str(entry.get("reason", "") or _("From the module's session plan."))[:300],
                objective=str(entry.get("objective", ""))[:40],
            )
        )
    return tuple(blocks)


def _explained(block: Block, *, people: int) -> Block:
    reasons = {
        "opening_check": _(
            "Recalling before explaining raises the effect; it also takes attendance."
        ),
        "peer_instruction": _("On what was most missed; it works with %(people)s people in rows.")
        % {"people": people},
        "board_game": _("With %(people)s people the boards fit, and everybody answers every card.")
        % {"people": people},
        "debrief": _("On the cards and votes most missed. Without it a game stays a game."),
        "exit_ticket": _("Says what the refreshers should bring back."),
    }
    return Block(
        technique=block.technique,
        minutes=block.minutes,
        talk_minutes=block.talk_minutes,
        title=technique_title(block.technique),
        reason=reasons.get(block.technique, ""),
    )


def _number(value: object, default: int) -> int:
    return int(value) if isinstance(value, (int, float)) else default
