"""What the demo's learners and their teacher said to each other."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from volteface.dialogue.actions import (
    acknowledge,
    ask,
    ask_too,
    reply,
    say_at_home,
    say_why_stopped,
    write_note,
)
from volteface.dialogue.models import Acknowledgement, StopReason
from volteface.web.demo.behaviour import Habit

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.rosters.models import Cohort
    from volteface.timetable.models import Cycle
    from volteface.web.demo.doings import Actor

HOME = Acknowledgement.AtHome
WHY_QUESTIONS = (
    (
        "Does this mean more work than before?",
        (
            "No. The twenty minutes replace the part of the lecture in which I would have "
            "explained the same thing once, at one speed. What takes longer is being active, "
            "and that is why we do it together."
        ),
    ),
    (
        "What happens if I could not prepare?",
        "Come all the same. There is a table at the front with a short kit, and a tutor.",
    ),
    (
        "Are the answers graded?",
        "No. They tell me what to talk about, and they tell you what to look at.",
    ),
)
STEP_QUESTIONS = (
    "Does listening to music count as a gap?",
    "If I sleep in between, is one night a gap already?",
    "How do I space things for an exam that was announced for next Friday?",
    "My shifts change every week. How do I plan four short sessions then?",
)


def inform(
    cohort: Cohort,
    actors: Sequence[Actor],
    teacher: Subject,
    *,
    at: dt.datetime,
    rng: random.Random,
) -> None:
    """Most learners read why the cohort flips and say whether they can prepare at home."""
    for actor in actors:
        moment = at + dt.timedelta(minutes=rng.uniform(0, 4_000))
        if rng.random() < 0.88:
            acknowledge(cohort, by=actor.subject, at=moment)
        if rng.random() < 0.8:
            answer = rng.choices(
                [HOME.YES, HOME.NO_QUIET, HOME.NO_NETWORK, HOME.NO_EQUIPMENT], [90, 5, 3, 2]
            )[0]
            say_at_home(cohort, answer=answer, by=actor.subject, at=moment)
    for number, (question, answer_text) in enumerate(WHY_QUESTIONS):
        moment = at + dt.timedelta(hours=3 + number)
        thread = ask(cohort, body=question, by=actors[10 + number].subject, at=moment)
        reply(
            thread,
            body=answer_text,
            by_teacher=True,
            by=teacher,
            at=moment + dt.timedelta(hours=5),
        )
    write_note(
        cohort,
        said="The learning slot on Fridays collides with the sports course.",
        did="It moved to two days before each meeting, at 16:00.",
        by=teacher,
        at=at + dt.timedelta(days=9),
    )


def ask_about(
    cohort: Cohort, cycle: Cycle, actors: Sequence[Actor], *, at: dt.datetime, rng: random.Random
) -> None:
    """Questions at the steps of tomorrow's module, and a few taps on why somebody stopped."""
    edition = cycle.module.published
    keys = [step.key for step in edition.steps.order_by("position")] if edition else [""]
    for number, body in enumerate(STEP_QUESTIONS):
        asked = ask(
            cohort,
            body=body,
            by=actors[(20 + 7 * number) % len(actors)].subject,
            at=at - dt.timedelta(hours=2 + 5 * number),
            cycle=cycle,
            step_key=keys[min(number + 1, len(keys) - 1)],
        )
        for actor in actors[2 : 2 + 2 * number]:
            ask_too(asked, mine=True, by=actor.subject, at=at - dt.timedelta(hours=1))
    reasons = [StopReason.Reason.NO_TIME, StopReason.Reason.LOST, StopReason.Reason.BORED]
    for actor in actors:
        if actor.learner.habit is Habit.STOPS_HALFWAY:
            say_why_stopped(
                cycle,
                step_key=keys[len(keys) // 2],
                reason=rng.choices(reasons, [5, 3, 1])[0],
                by=actor.subject,
                at=at - dt.timedelta(hours=rng.uniform(2, 40)),
            )
