"""What the demo's strong learners did beside the steps: showed, skipped, were checked, helped."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from volteface.learning.actions import record_many
from volteface.learning.actions.paths import choose_role, follow_checks, settle_pretest
from volteface.learning.models import Draw, MeetingRole, Progress
from volteface.learning.queries import draw_of, draw_versions
from volteface.learning.queries.module_page import is_ahead
from volteface.learning.queries.pages import module_start
from volteface.learning.queries.pretest import to_check
from volteface.timetable.queries import dates_of, view_of
from volteface.web.demo import doings
from volteface.web.demo.behaviour import Habit

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from volteface.learning.actions import Incoming
    from volteface.timetable.models import Cycle
    from volteface.web.demo.doings import Actor

# Who is this strong and begins early tries the pre-test; that much better than chance, they pass.
STRONG = 1.4
KNOWS = 2.2
# This one in so many fails the question that checks the skip.
FAILS = 7
MOST_ROLES = 4


def show_what_is_known(
    cycle: Cycle, actors: Sequence[Actor], *, at: dt.datetime, rng: random.Random
) -> dict[int, frozenset[str]]:
    """Strong early birds take the pre-test; returns the steps each may skip, by subject id."""
    draw = draw_of(cycle, Draw.Purpose.PRETEST)
    opened_at = cycle.published_at or at
    if draw is None:
        return {}
    skipped = {}
    for actor in actors:
        if actor.learner.habit is not Habit.EARLY or actor.learner.ability < STRONG:
            continue
        moment = opened_at + dt.timedelta(minutes=rng.uniform(20, 300))
        if moment > at:
            continue
        doings.take(draw, draw_versions(draw), [actor], at=moment, lift=KNOWS, spread=9, rng=rng)
        done_at = moment + dt.timedelta(minutes=4)
        if settle_pretest(cycle, subject=actor.subject, at=done_at):
            rows = Progress.objects.filter(
                cycle=cycle, subject=actor.subject, skipped_at__isnull=False
            )
            skipped[actor.subject.pk] = frozenset(rows.values_list("step_key", flat=True))
    return skipped


def check_what_was_skipped(
    cycle: Cycle, actors: Sequence[Actor], *, at: dt.datetime, rng: random.Random
) -> None:
    """At the end of their way they are asked once more; some see a step come back."""
    draw = draw_of(cycle, Draw.Purpose.VALIDATION)
    if draw is None:
        return
    moment = min(at, dates_of(cycle).closes_at) - dt.timedelta(hours=2)
    given: list[tuple[Incoming, dt.datetime]] = []
    took = 0
    for actor in actors:
        wanted = {row.objective.key for row in to_check(cycle, actor.subject)}
        for version in draw_versions(draw) if wanted else ():
            keys = version.question.objectives.values_list("key", flat=True)
            if not wanted.intersection(keys):
                continue
            took += 1
            lift = -9.0 if took % FAILS == 1 else 9.0
            incoming = doings.answer_of(actor, version, lift=lift, rng=rng)
            if incoming is not None:
                given.append((incoming, moment))
    record_many(draw, given)
    follow_checks(at=moment)


def offer_help(cycle: Cycle, actors: Sequence[Actor], *, at: dt.datetime) -> None:
    """A few who are ahead take a role in the meeting."""
    roles = [role for role in MeetingRole.Role if role != MeetingRole.Role.NONE]
    strong = sorted(actors, key=lambda actor: -actor.learner.ability)
    ahead = [actor for actor in strong if _is_ahead(cycle, actor, at)][:MOST_ROLES]
    for number, actor in enumerate(ahead):
        role = roles[number % len(roles)]
        choose_role(cycle, role=role.value, by=actor.subject, at=at - dt.timedelta(hours=3))


def _is_ahead(cycle: Cycle, actor: Actor, at: dt.datetime) -> bool:
    view = view_of(cycle, role="learner", subject=actor.subject)
    return is_ahead(cycle, actor.subject, module_start(view, actor.subject, at=at))
