"""A module taught again: last time's blocks as they really ran, and what was left open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.classroom.rules.library import Wanted, offers
from volteface.classroom.rules.retro import NOT, corrected, told
from volteface.classroom.techniques import words
from volteface.rosters.queries import cohorts_of
from volteface.timetable.queries import PLANNERS, audience_of
from volteface.timetable.queries.date_words import caution_words, date_lines
from volteface.timetable.queries.planning import groups_of, in_the_way, planned_in
from volteface.timetable.queries.rerunning import propose_like

from .debriefs import debrief_of, draft
from .plans import PLAIN, plan_of
from .retros import quoted_lines, retros_of, verdict_word
from .techniques import entries_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.classroom.models import Retro
    from volteface.classroom.rules.plan import Block
    from volteface.classroom.techniques.sheet import Sheet
    from volteface.questions.models import QuestionVersion
    from volteface.rosters.models import Cohort, Group
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries.date_words import DateLine

KEEP, REPLACE, DROP = "keep", "replace", "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """A cohort or group that has no meeting on the module yet."""

    cohort: Cohort
    group: Group | None

    @property
    def code(self) -> str:
        return self.group.code if self.group else self.cohort.code

    @property
    def name(self) -> str:
        """``Spring cohort`` or ``Spring cohort, Group 2``."""
        if self.group is None:
            return self.cohort.title
        return _("%(cohort)s, %(group)s") % {"cohort": self.cohort.title, "group": self.group.name}


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainBlock:
    """A block for the next time: as it ran, and what could take its place when it did not work."""

    key: str
    # With its minutes corrected and the reason of both.
    block: Block
    planned_minutes: int
    verdict: str
    lines: tuple[str, ...]
    instead: Block | None

    @property
    def choice(self) -> str:
        """What is proposed."""
        return REPLACE if self.instead is not None else KEEP

    def chosen(self, choice: str) -> Block | None:
        """The block that comes into the plan; nothing when it is left out."""
        if choice == DROP:
            return None
        return self.instead if choice == REPLACE and self.instead is not None else self.block


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAgain:
    """Last time's plan for the next time."""

    blocks: tuple[AgainBlock, ...]
    check_in_minutes: int

    @property
    def minutes(self) -> int:
        """How long it takes when everything proposed is taken."""
        chosen = [each.chosen(each.choice) for each in self.blocks]
        return self.check_in_minutes + sum(block.minutes for block in chosen if block)


def audiences_for(cycle: Cycle, subject: Subject, at: dt.datetime) -> list[Audience]:
    """Where this person may teach the module again: their cohorts of the course, and their groups.

    An audience with a live meeting on the module is left out: that one is moved instead.
    """
    found: list[Audience] = []
    for card in cohorts_of(subject, at, roles=PLANNERS):
        if card.cohort.course_id != cycle.module.course_id:
            continue
        planned = planned_in(card.cohort)
        audiences: list[Group | None] = [None, *groups_of(card.cohort)]
        found += [
            Audience(cohort=card.cohort, group=group)
            for group in audiences
            if not in_the_way(cycle.module, [group] if group else None, planned)
        ]
    # Groups of the cohort that has just met come last.
    return sorted(found, key=lambda audience: audience.cohort.pk == cycle.cohort_id)


def plan_again(cycle: Cycle, *, people: int) -> PlanAgain:
    """The blocks of the cycle's meeting in order, each as it should be the next time."""
    plan = plan_of(cycle, people=audience_of(cycle).count())
    rows = retros_of([cycle]).get(cycle.pk, [])
    planned = {block.timed.block.technique for block in plan.blocks} - set(PLAIN)
    made: list[AgainBlock] = []
    for place, one in enumerate(plan.blocks):
        block = replace(one.timed.block, title=one.title)
        noted = [row for row in rows if _is_about(row, block, place)]
        used = planned | {each.instead.technique for each in made if each.instead}
        made.append(_again(cycle, block, noted, place=place, people=people, used=used))
    return PlanAgain(blocks=tuple(made), check_in_minutes=plan.check_in_minutes)


def dates_again(
    cycle: Cycle, audience: Audience, *, starts_at: dt.datetime, minutes: int, at: dt.datetime
) -> tuple[list[DateLine], list[str]]:
    """Every date of the meeting as it would be, and what to know before it is published."""
    proposal = propose_like(
        cycle,
        cohort=audience.cohort,
        group=audience.group,
        starts_at=starts_at,
        minutes=minutes,
        at=at,
    )
    return date_lines(proposal.dates, at=at), caution_words(proposal.cautions, proposal.dates)


def open_questions(cycle: Cycle) -> list[QuestionVersion]:
    """What the debrief carries over; while there is none, what its draft would."""
    debrief = debrief_of(cycle)
    if debrief is None:
        return list(draft(cycle).carried)
    versions = []
    for question in debrief.carried.select_related("current").order_by("pk"):
        if question.current is not None:
            question.current.question = question
            versions.append(question.current)
    return versions


def _is_about(row: Retro, block: Block, place: int) -> bool:
    """Whether a note is about this block; of a plan made anew, the same technique in its place."""
    if row.activity is not None:
        return row.activity.code == block.code
    return (row.position, row.technique) == (place, block.technique)


def _again(
    cycle: Cycle,
    block: Block,
    rows: Sequence[Retro],
    *,
    place: int,
    people: int,
    used: set[str],
) -> AgainBlock:
    verdict = told(row.verdict for row in rows)
    needed = next((row.minutes for row in rows if row.minutes is not None), None)
    minutes = corrected(block.minutes, needed)
    lines = tuple(dict.fromkeys(row.line for row in rows if row.line))
    return AgainBlock(
        key=block.code or str(place),
        block=replace(
            block,
            code="",
            minutes=minutes,
            talk_minutes=min(block.talk_minutes, minutes),
            reason=_reason(verdict, minutes - block.minutes, lines) or block.reason,
        ),
        planned_minutes=block.minutes,
        verdict=verdict,
        lines=lines,
        instead=_instead(cycle, block, people=people, used=used) if verdict == NOT else None,
    )


def _reason(verdict: str, over: int, lines: Sequence[str]) -> str:
    """``As last time: so-so, took 4 min longer – “rows too tight”``, at the length of a reason."""
    if not verdict:
        return ""
    said = [verdict_word(verdict)]
    if over > 0:
        said.append(ngettext("took %(n)s min longer", "took %(n)s min longer", over) % {"n": over})
    elif over < 0:
        said.append(ngettext("took %(n)s min less", "took %(n)s min less", -over) % {"n": -over})
    words = _("As last time: %(said)s") % {"said": ", ".join(said)}
    quoted = quoted_lines(lines)
    return (f"{words} – {quoted}" if quoted else words)[:300]


def _instead(cycle: Cycle, block: Block, *, people: int, used: set[str]) -> Block | None:
    """The technique that fits these people and minutes and serves the same goal, if any does."""
    sheets = entries_in(cycle.module.course)
    mine = sheets.get(block.technique)
    goals = mine[0].goals if mine else ()
    entries = [entry for _sheet, entry in sheets.values()]
    for goal in goals:
        wanted = Wanted(people=people or None, minutes=block.minutes, goal=goal)
        for entry in offers(entries, wanted, planned=used | {block.technique}):
            return _replacing(block, sheets[entry.name][0], goal=goal, people=people)
    return None


def _replacing(block: Block, sheet: Sheet, *, goal: str, people: int) -> Block:
    minutes = min(block.minutes, sheet.most_minutes)
    reason = _(
        "Instead of “%(title)s”, which did not work: the same goal (%(goal)s), fits %(people)s"
        " people and %(minutes)s min."
    ) % {
        "title": block.title,
        "goal": str(words.GOALS[goal]),
        "people": people,
        "minutes": minutes,
    }
    return replace(
        block,
        technique=sheet.name,
        title=str(sheet.title),
        code="",
        notes="",
        minutes=minutes,
        talk_minutes=sheet.talk.of(minutes),
        reason=reason[:300],
    )
