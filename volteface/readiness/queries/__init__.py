"""Where learners stand, and the one-page briefing made from it."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from volteface.questions.queries import misconception_texts
from volteface.readiness.events import notes_for
from volteface.readiness.models import BriefingCount, ReadinessState
from volteface.readiness.queries.evidence import edition_of
from volteface.readiness.queries.mastery import asks_of, objective_views
from volteface.readiness.queries.people import Standings, names_of, standings, steps_stuck_at
from volteface.readiness.queries.reckoned import Reckoned, kept, reckoned
from volteface.readiness.queries.said import belief_views, newest_answer
from volteface.readiness.queries.sheet import BeliefView, BlockView, Briefing, Occasion, SightCount
from volteface.readiness.queries.thresholds import rules_of
from volteface.readiness.queries.worded import StateView, component_of, state_view
from volteface.readiness.rules import agenda, wording
from volteface.readiness.rules.believed import COUNTS_ONLY_BELOW, Belief
from volteface.readiness.rules.states import SHAPES, SIGHTS
from volteface.rosters.queries import standing_in
from volteface.timetable.queries import audience_of

if TYPE_CHECKING:
    import datetime as dt
    from collections import Counter
    from collections.abc import Mapping

    from volteface.accounts.models import Subject
    from volteface.courses.models import Edition
    from volteface.rosters.models import Group
    from volteface.timetable.models import Cycle

# Who answers for learners reads their names; a programme manager reads no briefing.
READERS = ("teacher", "tutor")
_MOST_NAMES = 40
_BOARD = 5


def state_of(cycle: Cycle, subject: Subject) -> StateView:
    """Where one learner stands in a cycle; who has no row has not started."""
    row = ReadinessState.objects.filter(cycle=cycle, subject=subject).first()
    return state_view(subject.pk, row, misconception_texts(cycle.module.course.bank))


def states_of(cycle: Cycle) -> list[StateView]:
    """Everybody of the audience, in the order of their names; three queries."""
    rows = {row.subject_id: row for row in ReadinessState.objects.filter(cycle=cycle)}
    texts = misconception_texts(cycle.module.course.bank)
    subjects = audience_of(cycle).values_list("subject_id", flat=True)
    return [state_view(pk, rows.get(pk), texts) for pk in subjects]


def counts_of(cycle: Cycle, *, at: dt.datetime, viewer: Subject | None = None) -> dict[str, int]:
    """How many stand at each first-sight word: ready, needs_help, started, not_started."""
    found = standings(cycle, at=at, viewer=viewer).by_sight()
    return {sight: found[sight] for sight in SIGHTS}


def finished_in(cycle: Cycle) -> set[int]:
    """The subjects with nothing left to answer: nobody reminds them."""
    rows = ReadinessState.objects.filter(cycle=cycle, finished=True)
    return set(rows.values_list("subject_id", flat=True))


def briefing(
    cycle: Cycle, *, at: dt.datetime, viewer: Subject | None = None, group: Group | None = None
) -> Briefing:
    """The page before the meeting, of the learners ``viewer`` may see, or one ``group`` of them.

    Names only for a teacher or tutor of these learners. Costs a fixed number of queries.
    """
    here = standings(cycle, at=at, viewer=viewer, group=group.code if group else "")
    role = standing_in(viewer, cycle.cohort, at).role if viewer else ""
    named, rules, edition = role in READERS, rules_of(cycle), edition_of(cycle)
    texts = misconception_texts(cycle.module.course.bank)
    counted = reckoned(here, asks_of(edition))
    sights = here.by_sight()
    changes, since = _changes(cycle, here, sights)
    to_help = names_of(here, "needs_help", texts, most=_MOST_NAMES) if named else ()
    absent = names_of(here, "not_started", texts, most=_MOST_NAMES) if named else ()
    return Briefing(
        occasion=_occasion(cycle, group or cycle.group),
        computed_at=at,
        audience=len(here.seats),
        ready=sights["ready"],
        advises=len(here.seats) >= COUNTS_ONLY_BELOW,
        counts=_counts(sights),
        changes=changes,
        change_since=since,
        beliefs=_beliefs(cycle, edition, here, counted, texts),
        objectives=objective_views(cycle, counted.objectives),
        agenda=_agenda(cycle, counted.beliefs, texts),
        catch_up=agenda.wants_catch_up(sights),
        stuck_at=steps_stuck_at(here, edition),
        to_help=to_help,
        to_help_more=sights["needs_help"] - len(to_help) if named else 0,
        absent=absent,
        absent_more=sights["not_started"] - len(absent) if named else 0,
        names_hidden=not named,
        kits=_kits(cycle, len(here.seats)),
        ready_share=f"{rules.ready_parts}/{rules.ready_whole}",
        rules_code=cycle.cohort.code if role == "teacher" else "",
        notes=notes_for(cycle, viewer, at),
    )


def _beliefs(
    cycle: Cycle,
    edition: Edition | None,
    here: Standings,
    counted: Reckoned,
    texts: dict[str, str],
) -> tuple[BeliefView, ...]:
    """The beliefs in words, kept until anybody answers anything: an open answer is quoted."""
    words = tuple(texts.get(one.misconception, "") for one in counted.beliefs)
    made_from = (cycle.pk, edition and edition.pk, here.digest, words, get_language())
    return kept(
        (*made_from, newest_answer()),
        lambda: belief_views(
            cycle, edition, counted.beliefs, texts=texts, believers=counted.believers
        ),
    )


def _counts(sights: Counter[str]) -> tuple[SightCount, ...]:
    return tuple(
        SightCount(
            sight=sight,
            shape=SHAPES[sight],
            word=_counted(sight, sights[sight]),
            component=component_of(sight),
            count=sights[sight],
        )
        for sight in SIGHTS
    )


def _counted(sight: str, count: int) -> str:
    if sight == "needs_help":
        return ngettext("needs help", "need help", count)
    return _(wording.SIGHTS[sight].teacher)


def _changes(
    cycle: Cycle, here: Standings, sights: Counter[str]
) -> tuple[Mapping[str, int], dt.datetime | None]:
    """Against the last briefing's counts of the same groups; nothing when not comparable."""
    rows = list(BriefingCount.objects.filter(cycle=cycle).order_by("-counted_at"))
    latest = [row for row in rows if row.counted_at == rows[0].counted_at]
    groups = set(here.groups.values())
    counted = [row for row in latest if row.group_id in groups]
    if not counted or groups - {row.group_id for row in counted}:
        return {}, None
    before = {
        "ready": sum(row.ready for row in counted),
        "needs_help": sum(row.needs_help for row in counted),
        "not_started": sum(row.not_started for row in counted),
    }
    changes = {sight: sights[sight] - count for sight, count in before.items()}
    return changes, counted[0].counted_at


def _agenda(
    cycle: Cycle, believed: tuple[Belief, ...], texts: dict[str, str]
) -> tuple[BlockView, ...]:
    plan = cycle.module.session_plan
    blocks = agenda.suggest(
        plan if isinstance(plan, list) else [],
        starts_at=cycle.meeting.starts_at,
        ends_at=cycle.meeting.ends_at,
        beliefs=believed,
    )
    return tuple(
        BlockView(
            starts_at=block.starts_at,
            minutes=block.minutes,
            technique=block.technique,
            title=_title(block, texts),
        )
        for block in blocks
    )


def _title(block: agenda.Block, texts: dict[str, str]) -> str:
    if block.technique == agenda.MINI_FIX:
        text = texts.get(block.misconception, block.misconception)
        return _("Mini-fix: “%(belief)s”") % {"belief": text}
    if block.title:
        return block.title
    named = wording.TECHNIQUES.get(block.technique)
    return _(named) if named else block.technique.replace("_", " ").capitalize()


def _occasion(cycle: Cycle, group: Group | None) -> Occasion:
    meeting = cycle.meeting
    return Occasion(
        cycle_code=cycle.code,
        title=cycle.module.title,
        audience_name=group.name if group else cycle.cohort.title,
        meeting_at=meeting.starts_at,
        place=meeting.place or meeting.remote_link,
        zone=meeting.time_zone,
    )


def _kits(cycle: Cycle, audience: int) -> int:
    plan = cycle.module.session_plan
    blocks = agenda.blocks_of(plan if isinstance(plan, list) else [])
    plays = any(technique == "board_game" for technique, _title_, _minutes in blocks)
    return ceil(audience / _BOARD) if plays else 0
