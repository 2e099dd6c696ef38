"""The one-page briefing before a meeting, or before several on the same module."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from volteface.questions.queries import misconception_texts
from volteface.readiness.events import NOTES, PRINTS, QUESTIONS, Asking, plan_for
from volteface.readiness.models import BriefingCount
from volteface.readiness.queries import sentences
from volteface.readiness.queries.evidence import edition_of
from volteface.readiness.queries.mastery import asks_of, objective_views
from volteface.readiness.queries.people import (
    Standings,
    names_in,
    standings,
    steps_stuck_at,
    together,
)
from volteface.readiness.queries.reckoned import Reckoned, kept, reckoned
from volteface.readiness.queries.said import belief_views, newest_answer
from volteface.readiness.queries.sheet import (
    BeliefView,
    BlockView,
    Briefing,
    Occasion,
    PartView,
    SightCount,
)
from volteface.readiness.queries.thresholds import rules_of
from volteface.readiness.queries.worded import component_of, counted_word
from volteface.readiness.queries.written import written_views
from volteface.readiness.rules import agenda, wording
from volteface.readiness.rules.believed import COUNTS_ONLY_BELOW, Belief
from volteface.readiness.rules.states import SHAPES, SIGHTS

if TYPE_CHECKING:
    import datetime as dt
    from collections import Counter
    from collections.abc import Mapping, Sequence

    from volteface.accounts.models import Subject
    from volteface.courses.models import Edition
    from volteface.readiness.events import Note, Plan, PlannedBlock, Question, Told
    from volteface.rosters.models import Group
    from volteface.timetable.models import Cycle

# Who answers for learners reads their names; a programme manager reads no briefing.
READERS = ("teacher", "tutor")
_BOARD = 5


def briefing(
    cycle: Cycle, *, at: dt.datetime, viewer: Subject | None = None, group: Group | None = None
) -> Briefing:
    """The page before the meeting, of the learners ``viewer`` may see, or one ``group`` of them.

    Names only for a teacher or tutor of these learners. Costs a fixed number of queries.
    """
    here = standings(cycle, at=at, viewer=viewer, group=group.code if group else "")
    return _page([cycle], [here], at=at, group=group)


def briefing_together(
    cycles: Sequence[Cycle], *, at: dt.datetime, viewer: Subject | None = None
) -> Briefing:
    """One page for several meetings on the same module, the next one first, each with its bar."""
    in_order = sorted(cycles, key=lambda cycle: (cycle.meeting.starts_at, cycle.pk))
    parts = [standings(cycle, at=at, viewer=viewer) for cycle in in_order]
    return _page(in_order, parts, at=at, group=None)


def _page(
    cycles: Sequence[Cycle],
    parts: Sequence[Standings],
    *,
    at: dt.datetime,
    group: Group | None,
) -> Briefing:
    # Longer because it names every line of the page.
    first, here = cycles[0], together(parts)
    names = _names_of(cycles)
    named = [(name, part) for name, part in zip(names, parts, strict=True) if part.role in READERS]
    editions = [edition_of(cycle) for cycle in cycles]
    texts = misconception_texts(first.module.course.bank)
    counted = reckoned(here, _asks(editions))
    sights, newest = here.by_sight(), newest_answer()
    changes, since = _changes(cycles, parts, sights)
    to_help, to_help_more = names_in(named, "needs_help", texts)
    plans = [plan_for(cycle) for cycle in cycles]
    plan = _one_plan(cycles, plans)
    asking = [
        Asking(cycle=cycle, learners=part.seats.keys(), at=at)
        for cycle, part in zip(cycles, parts, strict=True)
    ]
    narrowed = first.group_id is None and (group is not None or parts[0].role == "tutor")
    absent, absent_more = names_in(named, "not_started", texts)
    return Briefing(
        occasion=_occasion(cycles, group),
        computed_at=at,
        audience=len(here.seats),
        ready=sights["ready"],
        advises=len(here.seats) >= COUNTS_ONLY_BELOW,
        counts=_counts(sights),
        changes=changes,
        change_since=since,
        beliefs=_beliefs(cycles, editions, here, counted, texts, newest),
        objectives=objective_views(first, counted.objectives),
        agenda=plan or _agenda(first, counted.beliefs, texts),
        planned=bool(plan),
        plan_address=plans[0].address if len(plans) == 1 else "",
        to_fix=_to_fix(counted.beliefs, plan, texts),
        catch_up=agenda.wants_catch_up(sights),
        stuck_at=steps_stuck_at(here, editions[0]),
        to_help=to_help,
        to_help_more=to_help_more,
        absent=absent,
        absent_more=absent_more,
        names_hidden=not named,
        kits=sum(_kits(one, len(part.seats)) for one, part in zip(cycles, parts, strict=True)),
        ready_share=" · ".join(dict.fromkeys(_ready_share(cycle) for cycle in cycles)),
        rules_code=first.cohort.code if [one.role for one in parts] == ["teacher"] else "",
        written=written_views(cycles, editions, here, newest),
        questions=_questions(asking),
        prints=_told(PRINTS, asking, narrowed=narrowed),
        notes=_told(NOTES, asking, narrowed=narrowed),
        parts=_parts(cycles, parts, plans) if len(cycles) > 1 else (),
        narrowed=narrowed,
    )


def _one_plan(cycles: Sequence[Cycle], plans: Sequence[Plan]) -> tuple[BlockView, ...]:
    """The kept plan, of several meetings only where each keeps the same; else nothing."""
    laid = [
        tuple(_block(cycle, block, block.title) for block in plan.blocks)
        for cycle, plan in zip(cycles, plans, strict=True)
    ]
    said = {tuple((one.minutes_in, one.minutes, one.title) for one in plan) for plan in laid}
    return laid[0] if len(said) == 1 else ()


def _questions(asking: Sequence[Asking]) -> tuple[Question, ...]:
    """What these learners ask, most votes first."""
    found = [question for one in asking for question in QUESTIONS.of(one)]
    return tuple(sorted(found, key=lambda one: (-one.votes, one.text)))


def _told(lines: Told[Note], asking: Sequence[Asking], *, narrowed: bool) -> tuple[Note, ...]:
    """What the apps above say of each meeting; of several, said for whom unless it is of all.

    On a page ``narrowed`` to some of a meeting's groups, what is of the whole meeting says so.
    """
    if len(asking) == 1:
        found = lines.of(asking[0])
        return tuple(sentences.of_all(note) for note in found) if narrowed else found
    told = [lines.of(one) for one in asking]
    of_all = set.intersection(*({note.text for note in notes} for notes in told))
    names = _names_of([one.cycle for one in asking])
    # What is true of each is told once, and leads nowhere: a page of the first would be half of it.
    return tuple(
        replace(note, address="")
        if note.text in of_all
        else replace(note, text=f"{name}: {note.text}")
        for number, (name, notes) in enumerate(zip(names, told, strict=True))
        for note in notes
        if number == 0 or note.text not in of_all
    )


def _parts(
    cycles: Sequence[Cycle], parts: Sequence[Standings], plans: Sequence[Plan]
) -> tuple[PartView, ...]:
    found = []
    for name, cycle, part, plan in zip(_names_of(cycles), cycles, parts, plans, strict=True):
        sights = part.by_sight()
        found.append(
            PartView(
                occasion=replace(_occasion([cycle], None), audience_name=name),
                audience=len(part.seats),
                ready=sights["ready"],
                counts=_counts(sights),
                plan_address=plan.address,
                planned=bool(plan.blocks),
            )
        )
    return tuple(found)


def _asks(editions: Sequence[Edition | None]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for edition in {one.pk: one for one in editions if one}.values():
        found |= asks_of(edition)
    return found


def _ready_share(cycle: Cycle) -> str:
    rules = rules_of(cycle)
    return f"{rules.ready_parts}/{rules.ready_whole}"


def _names_of(cycles: Sequence[Cycle]) -> list[str]:
    """Whose meetings they are, in as few words as tell them apart."""
    cohorts = {cycle.cohort_id for cycle in cycles}
    return [
        " · ".join(
            ([cycle.cohort.title] if cycle.group is None or len(cohorts) > 1 else [])
            + ([cycle.group.name] if cycle.group else [])
        )
        for cycle in cycles
    ]


def _beliefs(
    cycles: Sequence[Cycle],
    editions: Sequence[Edition | None],
    here: Standings,
    counted: Reckoned,
    texts: dict[str, str],
    newest: str,
) -> tuple[BeliefView, ...]:
    """The beliefs in words, kept until anybody answers anything: an open answer is quoted."""
    words = tuple(texts.get(one.misconception, "") for one in counted.beliefs)
    made_from = (here.digest, tuple(one and one.pk for one in editions), words, get_language())
    return kept(
        (*made_from, newest),
        lambda: belief_views(
            cycles, editions, counted.beliefs, texts=texts, believers=counted.believers
        ),
    )


def _counts(sights: Counter[str]) -> tuple[SightCount, ...]:
    return tuple(
        SightCount(
            sight=sight,
            shape=SHAPES[sight],
            word=counted_word(sight, sights[sight]),
            component=component_of(sight),
            count=sights[sight],
        )
        for sight in SIGHTS
    )


def _changes(
    cycles: Sequence[Cycle], parts: Sequence[Standings], sights: Counter[str]
) -> tuple[Mapping[str, int], dt.datetime | None]:
    """Against the last briefing's counts of the same groups; nothing when not comparable."""
    rows = BriefingCount.objects.filter(cycle__in=[cycle.pk for cycle in cycles])
    by_cycle: dict[int, list[BriefingCount]] = defaultdict(list)
    for row in rows.order_by("-counted_at"):
        by_cycle[row.cycle_id].append(row)
    counted: list[BriefingCount] = []
    for cycle, part in zip(cycles, parts, strict=True):
        groups = set(part.groups.values())
        last = by_cycle[cycle.pk]
        latest = [
            row for row in last if row.counted_at == last[0].counted_at and row.group_id in groups
        ]
        if groups - {row.group_id for row in latest}:
            return {}, None
        counted += latest
    if not counted:
        return {}, None
    before = {
        "ready": sum(row.ready for row in counted),
        "needs_help": sum(row.needs_help for row in counted),
        "not_started": sum(row.not_started for row in counted),
    }
    changes = {sight: sights[sight] - count for sight, count in before.items()}
    return changes, max(row.counted_at for row in counted)


def _agenda(
    cycle: Cycle, believed: tuple[Belief, ...], texts: dict[str, str]
) -> tuple[BlockView, ...]:
    """The suggested hour."""
    plan = cycle.module.session_plan
    blocks = agenda.suggest(
        plan if isinstance(plan, list) else [],
        starts_at=cycle.meeting.starts_at,
        ends_at=cycle.meeting.ends_at,
        beliefs=believed,
    )
    return tuple(_block(cycle, block, _title(block, texts)) for block in blocks)


def _block(cycle: Cycle, block: agenda.Block | PlannedBlock, title: str) -> BlockView:
    since = block.starts_at - cycle.meeting.starts_at
    return BlockView(
        starts_at=block.starts_at,
        minutes_in=int(since.total_seconds() // 60),
        minutes=block.minutes,
        technique=block.technique,
        title=title,
    )


def _to_fix(
    believed: tuple[Belief, ...], plan: tuple[BlockView, ...], texts: dict[str, str]
) -> str:
    """The strongest belief worth a mini-fix, where the kept plan has no place for one."""
    fix = next((belief for belief in believed if belief.wants_fix), None)
    if fix is None or not plan or any(block.technique == agenda.MINI_FIX for block in plan):
        return ""
    return texts.get(fix.misconception, fix.misconception)


def _title(block: agenda.Block, texts: dict[str, str]) -> str:
    if block.technique == agenda.MINI_FIX:
        text = texts.get(block.misconception, block.misconception)
        return _("Mini-fix: “%(belief)s”") % {"belief": text}
    if block.title:
        return block.title
    named = wording.TECHNIQUES.get(block.technique)
    return _(named) if named else block.technique.replace("_", " ").capitalize()


def _occasion(cycles: Sequence[Cycle], group: Group | None) -> Occasion:
    """The meeting, or the first of several: of those only what they have in common is told."""
    first = cycles[0]
    places = {cycle.meeting.place or cycle.meeting.remote_link for cycle in cycles}
    return Occasion(
        cycle_code=first.code,
        title=first.module.title,
        audience_name=group.name if group else "; ".join(_names_of(cycles)),
        meeting_at=first.meeting.starts_at,
        place=places.pop() if len(places) == 1 else "",
        zone=first.meeting.time_zone,
    )


def _kits(cycle: Cycle, audience: int) -> int:
    plan = cycle.module.session_plan
    blocks = agenda.blocks_of(plan if isinstance(plan, list) else [])
    plays = any(technique == "board_game" for technique, _title_, _minutes in blocks)
    return ceil(audience / _BOARD) if plays else 0
