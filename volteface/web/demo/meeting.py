"""Last week's meeting in the demo: who came, what they voted, and the check three days later."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from volteface.classroom.actions.debriefs import release_debrief, write_debrief
from volteface.classroom.actions.joining import join_as_member
from volteface.classroom.actions.plans import begin, save_plan, tell_room
from volteface.classroom.actions.retros import add_words, note_all, note_block
from volteface.classroom.actions.rooms import add_check, add_vote, close_room, move_round, open_room
from volteface.classroom.models import Activity, Retro, Round
from volteface.core import jobs
from volteface.learning.models import Draw
from volteface.timetable.queries import dates_of
from volteface.web.demo import behaviour, doings

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.classroom.models import Room
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle
    from volteface.web.demo.doings import Actor

# How far each stage has lifted the learners, in logits.
OPENING, FIRST_VOTE, SECOND_VOTE, EXIT, LATER = 0.2, 0.1, 0.9, 1.3, 0.9
CAME_TO_THE_CHECK = 0.7
# In the amphitheatre.
SEATS = 160

# What took longer than planned, and why.
TIGHT = "peer_instruction"
TIGHT_LINE = "Rows too tight to turn round: say who turns before the vote"

DEBRIEF = """\
The tables agreed on three things:

- Reading again feels easy, and that ease is what misleads us.
- A wrong answer helps when you look up why, the same day.
- Ten questions on the bus beat an hour of highlighting.

Next time we look at *when* to come back to something.
"""


def hold(cycle: Cycle, actors: Sequence[Actor], teacher: Subject, *, rng: random.Random) -> None:
    """Run the meeting of ``cycle``, which is over, and the delayed check after it."""
    starts_at = dates_of(cycle).meeting_starts_at
    came = [actor for actor in actors if behaviour.present(actor.learner, rng)]
    _plan(cycle, teacher, starts_at)
    room = open_room(cycle, by=teacher, at=starts_at - dt.timedelta(minutes=5))
    for actor in came:
        moment = starts_at + dt.timedelta(seconds=rng.uniform(-240, 240))
        join_as_member(room, subject=actor.subject, at=moment)
    _check(room, cycle, came, Draw.Purpose.OPENING_CHECK, OPENING, starts_at, 5, teacher, rng)
    for number, version in enumerate(doings.vote_versions(cycle)):
        began = starts_at + dt.timedelta(minutes=11 + 12 * number)
        _vote(room, version, came, began, teacher, rng)
    _check(room, cycle, came, Draw.Purpose.EXIT_TICKET, EXIT, starts_at, 54, teacher, rng)
    over_at = starts_at + dt.timedelta(hours=1)
    close_room(room, by=teacher, at=over_at)
    again = [version.question for version in doings.vote_versions(cycle)[:1]]
    at = over_at + dt.timedelta(hours=1)
    write_debrief(cycle, text=DEBRIEF, carried=again, by=teacher, at=at)
    release_debrief(cycle, by=teacher, at=at)
    # Telling the absent is a job: as then.
    jobs.run_due(at)
    _look_back(cycle, teacher, at=over_at + dt.timedelta(minutes=20))
    later = [actor for actor in actors if rng.random() < CAME_TO_THE_CHECK]
    doings.check(
        cycle,
        later,
        purpose=Draw.Purpose.DELAYED_CHECK,
        at=dates_of(cycle).delayed_check_at,
        lift=LATER,
        rng=rng,
    )


def _plan(cycle: Cycle, teacher: Subject, starts_at: dt.datetime) -> None:
    """The plan of the day before, the room told, and two minutes late."""
    planned_at = starts_at - dt.timedelta(days=1)
    save_plan(cycle, by=teacher, at=planned_at)
    tell_room(cycle, room="rows", seats=SEATS, by=teacher, at=planned_at)
    begin(cycle, by=teacher, at=starts_at + dt.timedelta(minutes=2))


def _vote(
    room: Room,
    version: QuestionVersion,
    came: Sequence[Actor],
    began: dt.datetime,
    teacher: Subject,
    rng: random.Random,
) -> None:
    """One question: a vote alone, talk, another vote."""
    current = add_vote(room, version=version, by=teacher, at=began)
    for to, minutes, lift in (
        (Round.Phase.FIRST_VOTE, 0, FIRST_VOTE),
        (Round.Phase.DISCUSS, 2, None),
        (Round.Phase.SECOND_VOTE, 5, SECOND_VOTE),
        (Round.Phase.RESULT, 7, None),
    ):
        moment = began + dt.timedelta(minutes=minutes)
        current = move_round(current, to=to, by=teacher, at=moment)
        draw = current.first if to is Round.Phase.FIRST_VOTE else current.second
        if lift is not None and draw is not None:
            draw.refresh_from_db()
            doings.take(draw, [version], came, at=moment, lift=lift, spread=80, rng=rng)


def _look_back(cycle: Cycle, teacher: Subject, *, at: dt.datetime) -> None:
    """Two taps of the teacher: all as planned, but for one block, with a line to it."""
    tight = Activity.objects.filter(plan__cycle=cycle, technique=TIGHT).first()
    if tight is not None:
        note = note_block(cycle, tight, verdict=Retro.Verdict.SO_SO, by=teacher, at=at)
        add_words(note, line=TIGHT_LINE, minutes=note.minutes, at=at)
    note_all(cycle, by=teacher, at=at)


def _check(
    room: Room,
    cycle: Cycle,
    came: Sequence[Actor],
    purpose: str,
    lift: float,
    starts_at: dt.datetime,
    minutes: int,
    teacher: Subject,
    rng: random.Random,
) -> None:
    began = starts_at + dt.timedelta(minutes=minutes)
    versions = doings.check_versions(cycle)
    current = add_check(room, purpose=purpose, versions=versions, by=teacher, at=began)
    current = move_round(current, to=Round.Phase.FIRST_VOTE, by=teacher, at=began)
    current.first.refresh_from_db()
    doings.take(current.first, versions, came, at=began, lift=lift, spread=60, rng=rng)
    move_round(current, to=Round.Phase.RESULT, by=teacher, at=began + dt.timedelta(minutes=5))
