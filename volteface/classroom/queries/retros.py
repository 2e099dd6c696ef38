"""What was noted after meetings: for the one who notes it, at a block, on a technique's sheet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.classroom.models import Activity, Plan, Retro, Round
from volteface.classroom.rules.retro import (
    VERDICTS,
    WORKED,
    Planned,
    Stretch,
    minutes_needed,
    told,
)
from volteface.core.errors import Missing
from volteface.core.jinja import day
from volteface.courses.queries.sheets import is_vigilant
from volteface.learning.models import Draw

from .techniques import courses_met

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from volteface.accounts.models import Subject
    from volteface.courses.models import Module
    from volteface.timetable.models import Cycle

MOST_LINES = 6
# Beyond so many notes nobody remembers them anyway.
MOST_ROWS = 200
# What a plan's blocks are called where a room's rounds are about them.
_ASKS: dict[str, str] = {
    Draw.Purpose.OPENING_CHECK: "opening_check",
    Draw.Purpose.VOTE: "peer_instruction",
    Draw.Purpose.EXIT_TICKET: "exit_ticket",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedBlock:
    """A block of the meeting with what its reader noted of it."""

    activity: Activity
    mine: Retro | None
    # What the room measured.
    measured: int | None
    # Whether its line stands on the module's own sheet; nothing for who may not write there.
    on_sheet: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RetroPage:
    """The meeting's blocks, to tap on."""

    blocks: tuple[NotedBlock, ...]
    is_shared: bool

    @property
    def left(self) -> int:
        """How many blocks wait for a tap."""
        return sum(block.mine is None for block in self.blocks)

    @property
    def begun(self) -> bool:
        """Whether anything was tapped."""
        return self.left < len(self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastTime:
    """How a block of a plan went when the module was last taught here."""

    verdict: str
    # Minutes it took more (or, negative, less) than planned; nothing while nobody knows.
    over: int | None
    lines: tuple[str, ...]
    at: dt.datetime
    # The title of another module where it was; empty for this one.
    elsewhere: str

    @property
    def says_more(self) -> bool:
        """Whether there is more to it than that it worked."""
        return self.verdict != WORKED or bool(self.lines)

    @property
    def words(self) -> str:
        """One line: “Last time here: so-so, took 4 min longer – “rows too tight””."""
        said = [verdict_word(self.verdict)]
        if self.over:
            longer = ngettext("took %(n)s min longer", "took %(n)s min longer", abs(self.over))
            shorter = ngettext("took %(n)s min less", "took %(n)s min less", abs(self.over))
            said.append((longer if self.over > 0 else shorter) % {"n": abs(self.over)})
        begins = _("Last time here: %(said)s")
        if self.elsewhere:
            begins = _("Last time here, in “%(module)s”: %(said)s")
        words = begins % {"said": ", ".join(said), "module": self.elsewhere}
        quoted = quoted_lines(self.lines)
        return f"{words} – {quoted}" if quoted else words


@dataclass(frozen=True, slots=True, kw_only=True)
class TechniqueNotes:
    """What teachers here noted of a technique: counts, then the newest lines with their dates."""

    counts: tuple[tuple[str, int], ...]
    n: int
    meetings: int
    lines: tuple[Retro, ...]

    @property
    def counted(self) -> str:
        """How often it worked, in how many meetings."""
        words = {
            "worked": _("worked: %(n)s"),
            "so_so": _("so-so: %(n)s"),
            "not": _("did not work: %(n)s"),
        }
        said = [words[verdict] % {"n": count} for verdict, count in self.counts]
        meetings = ngettext("from %(num)s meeting", "from %(num)s meetings", self.meetings)
        return " · ".join([*said, meetings % {"num": self.meetings}])

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """Each line with how it went, where and when."""
        return tuple(
            (
                row.line,
                ", ".join(
                    (
                        row.get_verdict_display(),
                        row.cycle.module.title,
                        day(row.cycle.meeting.starts_at),
                    )
                ),
            )
            for row in self.lines
        )


def quoted_lines(lines: Iterable[str]) -> str:
    """What was noted, in the reader's quotation marks."""
    return " · ".join(_("“%(line)s”") % {"line": line} for line in lines)


def verdict_word(verdict: str) -> str:
    """``worked``, ``so-so`` or ``did not work`` in the reader's language."""
    return str(Retro.Verdict(verdict).label)


def retro_page_of(cycle: Cycle, subject: Subject, *, module: Module | None) -> RetroPage:
    """The blocks of the meeting's plan, in order, with one person's taps.

    ``module`` is the cycle's for who may write its sheet.
    """
    activities = list(Activity.objects.filter(plan__cycle=cycle))
    mine = {row.activity_id: row for row in Retro.objects.filter(cycle=cycle, by=subject)}
    measured = measured_minutes(cycle, activities)
    return RetroPage(
        blocks=tuple(
            _noted(activity, mine.get(activity.pk), minutes, module)
            for activity, minutes in zip(activities, measured, strict=True)
        ),
        is_shared=any(row.shared_at for row in mine.values()),
    )


def noted_by(cycle: Cycle) -> set[int]:
    """Who has noted anything of the meeting, by subject id."""
    return {pk for pk in Retro.objects.filter(cycle=cycle).values_list("by_id", flat=True) if pk}


def note_in(cycle: Cycle, code: str, *, by: Subject) -> Retro:
    """One's own note of this meeting; raises `Missing`."""
    row = Retro.objects.filter(cycle=cycle, code=code, by=by).select_related("cycle").first()
    if row is None:
        raise Missing
    return row


def note_on(module: Module, code: str) -> Retro:
    """Anybody's note of a meeting on the module; raises `Missing`."""
    rows = Retro.objects.filter(cycle__module=module, code=code).exclude(line="")
    row = rows.select_related("cycle", "activity").first()
    if row is None:
        raise Missing
    return row


def lines_for_sheet(module: Module) -> list[Retro]:
    """The newest noted lines that do not stand on the module's own sheet."""
    rows = (
        Retro.objects.filter(cycle__module=module)
        .exclude(line="")
        .select_related("cycle__meeting")
        .order_by("-cycle__meeting__starts_at", "-pk")
    )
    fresh = {
        row.line: row for row in reversed(rows[:MOST_ROWS]) if not is_vigilant(module, row.line)
    }
    return list(reversed(fresh.values()))[:MOST_LINES]


def measured_minutes(cycle: Cycle, activities: Sequence[Activity]) -> tuple[int | None, ...]:
    """How long each block took, as far as the meeting's rooms know."""
    blocks = [Planned(technique=row.technique, minutes=row.minutes) for row in activities]
    return minutes_needed(blocks, _stretches(cycle))


def last_time(cycle: Cycle) -> dict[str, LastTime]:
    """How the blocks of the cycle's plan went the last time, by title and by technique.

    The last time is the newest earlier meeting on the same module of which anything was noted,
    whichever cohort it was; for a technique that was not used there, the course's newest one.
    """
    before = (
        Retro.objects.filter(
            cycle__module__course=cycle.module.course_id,
            cycle__meeting__starts_at__lt=cycle.meeting.starts_at,
        )
        .exclude(cycle=cycle)
        .select_related("cycle__meeting", "cycle__module")
        .order_by("-cycle__meeting__starts_at", "-cycle_id", "position")
    )
    rows = list(before[:MOST_ROWS])
    own = [row for row in rows if row.cycle.module_id == cycle.module_id]
    newest = [row for row in own if row.cycle_id == own[0].cycle_id]
    found: dict[str, LastTime] = {}
    for row in rows:
        last = _last(rows, row, elsewhere=row.cycle.module_id != cycle.module_id)
        # That something worked with other matter is no news.
        if last.says_more:
            found.setdefault(row.technique, last)
    for key in ("title", "technique"):
        for row in reversed(newest):
            found[getattr(row, key)] = _last(newest, row, elsewhere=False)
    return found


def notes_on(technique: str, subject: Subject, *, at: dt.datetime) -> TechniqueNotes | None:
    """What was noted of a technique: by one's own courses, and by whoever shared it; or nothing."""
    courses = courses_met(subject, at)
    if courses is None:
        return None
    rows = list(
        Retro.objects.filter(technique=technique)
        .filter(Q(cycle__module__course__in=courses) | Q(shared_at__isnull=False))
        .select_related("cycle__module", "cycle__meeting")
        .order_by("-cycle__meeting__starts_at", "-pk")[:MOST_ROWS]
    )
    if not rows:
        return None
    counts = Counter(row.verdict for row in rows)
    return TechniqueNotes(
        counts=tuple((verdict, counts[verdict]) for verdict in VERDICTS if counts[verdict]),
        n=len(rows),
        meetings=len({row.cycle_id for row in rows}),
        lines=tuple([row for row in rows if row.line][:MOST_LINES]),
    )


def retro_in_words(rows: Iterable[Retro]) -> str:
    """A meeting's notes in one line: how many blocks worked, and which did not."""
    by_block: dict[tuple[int, str], list[Retro]] = {}
    for row in rows:
        by_block.setdefault((row.position, row.title), []).append(row)
    said = {key: told(row.verdict for row in of_block) for key, of_block in by_block.items()}
    parts = []
    for verdict in VERDICTS:
        titles = [title for (_at, title), one in sorted(said.items()) if one == verdict]
        if not titles:
            continue
        if verdict == VERDICTS[0]:
            worked = ngettext("%(n)s block worked", "%(n)s blocks worked", len(titles))
            parts.append(worked % {"n": len(titles)})
        else:
            parts.append(f"{verdict_word(verdict)}: {', '.join(titles)}")
    return " · ".join(parts)


def retros_of(cycles: Iterable[Cycle]) -> dict[int, list[Retro]]:
    """Everything noted of these meetings, by cycle id; one query."""
    found: dict[int, list[Retro]] = {}
    for row in Retro.objects.filter(cycle__in=list(cycles)).select_related("activity"):
        found.setdefault(row.cycle_id, []).append(row)
    return found


def has_plan(cycle: Cycle) -> bool:
    """Whether somebody kept a plan of the meeting."""
    return Plan.objects.filter(cycle=cycle).exists()


def _noted(
    activity: Activity, mine: Retro | None, measured: int | None, module: Module | None
) -> NotedBlock:
    has_line = module is not None and mine is not None and bool(mine.line)
    return NotedBlock(
        activity=activity,
        mine=mine,
        measured=measured,
        on_sheet=is_vigilant(module, mine.line) if module and mine and has_line else None,
    )


def _last(rows: Sequence[Retro], one: Retro, *, elsewhere: bool) -> LastTime:
    """What everybody who tapped on that block noted."""
    same = [row for row in rows if (row.cycle_id, row.position) == (one.cycle_id, one.position)]
    known = [row.minutes - row.planned_minutes for row in same if row.minutes is not None]
    return LastTime(
        verdict=told(row.verdict for row in same),
        over=known[0] if known else None,
        lines=tuple(dict.fromkeys(row.line for row in same if row.line)),
        at=one.cycle.meeting.starts_at,
        elsewhere=one.cycle.module.title if elsewhere else "",
    )


def _stretches(cycle: Cycle) -> list[Stretch]:
    rounds = Round.objects.filter(room__cycle=cycle).exclude(phase=Round.Phase.WAITING)
    found = []
    for each in rounds.select_related("first", "room"):
        # A vote begins when its draw opens; a ticket stays open until the room closes.
        ended_at = each.phase_at if each.phase == Round.Phase.RESULT else each.room.closed_at
        technique = _ASKS.get(each.first.purpose)
        if technique and each.first.opens_at is not None and ended_at is not None:
            found.append(
                Stretch(
                    technique=technique,
                    began_at=each.first.opens_at,
                    ended_at=ended_at,
                )
            )
    return found
