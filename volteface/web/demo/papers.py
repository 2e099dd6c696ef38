"""The demo's test on paper: last week three tables took it alone and then in their teams."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from volteface.classroom.actions.papers import count_sheets, make_test, save_sheet
from volteface.classroom.queries.paper_forms import PaperOrder, can_fold, right_options
from volteface.classroom.queries.paper_page import module_versions
from volteface.classroom.queries.paper_sheets import set_for, team_form
from volteface.classroom.queries.teams import teams_of
from volteface.learning.models import Draw
from volteface.questions.queries import content_of, is_kept_aside
from volteface.timetable.queries import dates_of
from volteface.web.demo import doings

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle
    from volteface.web.demo.doings import Actor

TABLES, QUESTIONS = 3, 5
# How often a team is right at its first try, and else at its second; alone it is harder.
RIGHT_TOGETHER, RIGHT_NEXT = 0.93, 0.8
LIFT = -0.9


def take_test(
    cycle: Cycle, actors: Sequence[Actor], teacher: Subject, *, rng: random.Random
) -> None:
    """The sheets of three tables, typed in on the evening of the meeting."""
    starts_at = dates_of(cycle).meeting_starts_at
    tables = teams_of(cycle)[:TABLES]
    versions = _versions(cycle)
    if not tables or not versions:
        return
    order = PaperOrder(forms=2, teams=tables[-1].number)
    made = set_for(cycle, versions, order, title="Readiness test on paper")
    before = starts_at - dt.timedelta(days=1)
    test = make_test(cycle, made, purpose=Draw.Purpose.OPENING_CHECK, by=teacher, at=before)
    by_subject = {actor.subject.pk: actor for actor in actors}
    at = starts_at + dt.timedelta(hours=8)
    for table in tables:
        form = team_form(order, table.number)
        for member in table.members:
            at += dt.timedelta(seconds=6)
            actor = by_subject[member.subject_id]
            filled = _alone(actor, versions, rng)
            save_sheet(test, form=form, filled=filled, subject=actor.subject, by=teacher, at=at)
        at += dt.timedelta(seconds=8)
        filled = {version.code: _together(version, rng) for version in versions}
        save_sheet(test, form=form, filled=filled, team=table.number, by=teacher, at=at)
    count_sheets(test, at=at + dt.timedelta(minutes=1))


def _versions(cycle: Cycle) -> list[QuestionVersion]:
    """Questions with one right letter that the meeting's own checks and votes did not ask."""
    asked = {one.pk for one in (*doings.check_versions(cycle), *doings.vote_versions(cycle))}
    found = [
        version
        for version in module_versions(cycle.module)
        if version.pk not in asked and can_fold(version) and not is_kept_aside(version)
    ]
    return found[:QUESTIONS]


def _alone(
    actor: Actor, versions: Sequence[QuestionVersion], rng: random.Random
) -> dict[str, object]:
    given = [
        (version, doings.answer_of(actor, version, lift=LIFT, rng=rng)) for version in versions
    ]
    return {version.code: one.answer for version, one in given if one is not None}


def _together(version: QuestionVersion, rng: random.Random) -> list[str]:
    """The letters a team uncovered: the right one last."""
    right = sorted(right_options(version))
    wrong = [option.id for option in content_of(version).options if option.id not in right]
    if rng.random() < RIGHT_TOGETHER:
        return right
    tries = 1 if rng.random() < RIGHT_NEXT else 2
    return [*rng.sample(wrong, min(tries, len(wrong))), *right]
