"""Builders of meetings for tests: a published module with questions, its cycle, its room."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.classroom.actions.appeals import accept_appeal
from volteface.classroom.actions.learner_cards import CardText, begin_card, hand_in
from volteface.classroom.actions.papers import make_test, save_sheet
from volteface.classroom.actions.retros import add_words, note_block
from volteface.classroom.actions.rooms import open_room
from volteface.classroom.actions.tables import mark_card
from volteface.classroom.games import printed
from volteface.classroom.models import KitPrint, PrintedKit, Retro
from volteface.classroom.queries.kits import Order
from volteface.classroom.queries.learner_cards import CardWords, Wrong, objective_choices
from volteface.classroom.queries.paper_forms import PaperOrder
from volteface.classroom.queries.paper_sheets import set_for, versions_of
from volteface.classroom.queries.prints import order_to_json
from volteface.courses.models import EditionQuestion, EditionStep
from volteface.learning.actions import ensure_preparation_draw, record_response
from volteface.questions.models import Objective, Question, QuestionVersion
from volteface.questions.queries import content_of
from volteface.questions.queries.content import Content, Option, to_json
from volteface.rosters.actions import enrol
from volteface.timetable.testing import AT, MEETING, World, build_cycle, build_person, build_world

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.classroom.models import (
        Activity,
        LearnerCard,
        PaperAppeal,
        PaperSheet,
        Room,
        Round,
    )
    from volteface.learning.models import Draw
    from volteface.timetable.models import Cycle

# Ten minutes into the meeting.
DURING = MEETING + dt.timedelta(minutes=10)
STEMS = (
    "An exam is in 30 days. When do you review for the second time?",
    "You have read a chapter three times and it feels familiar. What does that tell you?",
    "What does mixing kinds of problems train that blocked practice does not?",
    "Which of these is retrieval practice?",
    "A colleague crams the evening before. What will be left of it in a month?",
    "When is a short gap better than a long one?",
    "Why does a wrong guess, corrected at once, help?",
    "What should a refresher ask about?",
    "How many gaps make a plan?",
)
OPTIONS = (
    "Tomorrow, while it is still fresh",
    "In about six days, when it begins to fade",
    "The evening before, in one long session",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A world with a cycle that has questions to ask."""

    world: World
    cycle: Cycle
    versions: tuple[QuestionVersion, ...]


def build_held(*, starts_at: dt.datetime = MEETING, at: dt.datetime = AT) -> Held:
    """A cycle of a module with nine choice questions over two objectives."""
    world = build_world()
    bank = world.module.course.bank
    edition = world.module.published
    if edition is None:
        message = "the world's module is published"
        raise ValueError(message)
    step = EditionStep.objects.create(
        edition=edition, key="gap", position=1, title="The gap", minutes=5, blocks=[]
    )
    objectives = [
        Objective.objects.create(bank=bank, key=key, text=text)
        for key, text in (("gap", "Choose a gap"), ("recall", "Tell recall from rereading"))
    ]
    versions = []
    for number, stem in enumerate(STEMS):
        question = Question.objects.create(bank=bank, key=f"q{number}")
        question.objectives.set([objectives[number % 2]])
        version = QuestionVersion.objects.create(
            question=question,
            number=1,
            kind="single",
            content=to_json(_content(stem, number)),
            created_at=at,
        )
        Question.objects.filter(pk=question.pk).update(current=version)
        EditionQuestion.objects.create(edition=edition, step=step, position=number, version=version)
        versions.append(version)
    cycle = build_cycle(world, starts_at=starts_at, at=at)
    return Held(world=world, cycle=cycle, versions=tuple(versions))


def build_class() -> tuple[Held, list[Subject]]:
    """Twelve learners, six to a group: Ann and five in blue, Bob and five in red."""
    held = build_held()
    people = [held.world.ann, held.world.bob]
    for number in range(10):
        subject = build_person(f"Learner {number} Secret{number}")
        group = (held.world.blue, held.world.red)[number % 2]
        enrol(held.world.cohort, subject=subject, role="learner", group=group, by=None, at=AT)
        people.append(subject)
    return held, people


def build_room(held: Held, *, at: dt.datetime = DURING) -> Room:
    """The cycle's room, open."""
    return open_room(held.cycle, by=held.world.teacher, at=at)


def build_played_kit(cycle: Cycle, *, answer: str, at: dt.datetime) -> PrintedKit:
    """A kit of one card, which its table missed; the answer is on the paper key alone."""
    options = (
        printed.PrintedOption(letter="A", text="Tomorrow"),
        printed.PrintedOption(letter="B", text=answer),
    )
    card = printed.PrintedCard(
        number=1, asked="When do you review?", answer=answer, mark="B", why=answer, options=options
    )
    order = KitPrint.objects.create(
        cycle=cycle,
        order=order_to_json(Order()),
        cards=printed.to_json((card,)),
        kits=2,
        sheets=12,
        asked_at=at,
    )
    kit = PrintedKit.objects.create(order=order, number=1)
    mark_card(kit, number=1, right=False, chosen="A", at=at)
    return kit


def prepare(held: Held, subject: Subject, *, right: bool, at: dt.datetime = AT) -> None:
    """Let somebody answer every question of the preparation."""
    draw = ensure_preparation_draw(held.cycle, at=at)
    if draw is not None:
        for version in held.versions:
            answer(subject, draw, version, right=right, at=at)


def answer(
    subject: Subject,
    draw: Draw,
    version: QuestionVersion,
    *,
    right: bool,
    at: dt.datetime,
    certainty: int | None = None,
) -> None:
    """One answer through the lane's own rules."""
    chosen = "o2" if right else "o3"
    text = json.dumps({"choice": [chosen]}, separators=(",", ":"))
    record_response(subject, draw=draw, version=version, answer=text, certainty=certainty, at=at)


def build_note(
    cycle: Cycle, activity: Activity, *, line: str, by: Subject, at: dt.datetime
) -> Retro:
    """A teacher's tap on a block, with a line."""
    note = note_block(cycle, activity, verdict=Retro.Verdict.SO_SO, by=by, at=at)
    return add_words(note, line=line, minutes=None, at=at)


def build_sheet(
    cycle: Cycle, version: QuestionVersion, *, by: Subject, at: dt.datetime
) -> PaperSheet:
    """A team's sheet of a test on paper with one question, typed in and empty."""
    paper = set_for(cycle, [version], PaperOrder(teams=1), title="Test")
    test = make_test(cycle, paper, purpose="opening_check", by=by, at=at)
    return save_sheet(test, form="A", filled={}, team=1, by=by, at=at)


def build_appeal(sheet: PaperSheet, *, by: Subject, at: dt.datetime) -> PaperAppeal:
    """An accepted appeal of the sheet's team against its first question."""
    test = sheet.test
    (version, *_others) = versions_of(test)
    wrong = next(one.id for one in content_of(version).options if not one.fraction)
    return accept_appeal(test, version, team=sheet.team or 1, option=wrong, by=by, at=at)


def build_voters(count: int) -> list[Subject]:
    """People whose only use is to vote."""
    return [build_person(f"Voter {number}") for number in range(count)]


def vote(current: Round, voters: list[Subject], *, right: int, at: dt.datetime) -> None:
    """Let ``right`` of the voters be right in the vote that is open."""
    draw = current.second if current.phase == "second_vote" and current.second else current.first
    version = draw.questions.get().version
    for number, voter in enumerate(voters):
        answer(voter, draw, version, right=number < right, certainty=2, at=at)


def build_card(
    cycle: Cycle,
    *,
    by: Subject,
    at: dt.datetime,
    front: str,
    back: str = "What the word means",
    kind: str = "term",
    signed: bool = False,
) -> LearnerCard:
    """A card that somebody has handed in."""
    card = begin_card(cycle, kind=kind, by=by, at=at)
    lines = (("Tomorrow", "Too early"), ("Never", "It fades"))
    wrong = tuple(Wrong(text=text, why=why) for text, why in lines if kind == "question")
    words = CardWords(front=front, back=back, wrong=wrong)
    goes_with = next((key for key, _text in objective_choices(cycle.module)), "")
    text = CardText(words=words, objective=goes_with, signed=signed)
    return hand_in(card, text, by=by, at=at)


def _content(stem: str, number: int) -> Content:
    return Content(
        kind="single",
        stem=stem,
        options=tuple(
            Option(
                id=f"o{place}",
                text=text,
                fraction=1.0 if place == 2 else 0.0,
                misconception="cram" if place == 3 else "",
            )
            for place, text in enumerate(OPTIONS, start=1)
        ),
        explanation="A gap of a tenth to a fifth of the time left works best.",
        certainty=number % 2 == 0,
    )
