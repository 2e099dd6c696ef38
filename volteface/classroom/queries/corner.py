"""The catch-up corner: one sheet for whoever is not prepared, and who they may be."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from volteface.core import jinja, markup
from volteface.courses.queries.outline import key_points_of, objectives_of
from volteface.courses.queries.printing import (
    Desk,
    pictures_of,
    printed_answer,
    printed_question,
)
from volteface.learning.queries.module_page import NAMERS
from volteface.questions.queries.shown import question_view
from volteface.readiness.models import ReadinessState
from volteface.readiness.queries.worded import state_view
from volteface.rosters.queries import role_in
from volteface.timetable.queries import audience_of, audience_visible_to

from .material import CHECK_KINDS, questions_of
from .plans import plan_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.courses.queries.printing import PrintedAnswer
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries import CycleView

    from .material import AskedQuestion
    from .plans import PlanView

# So long the corner needs before somebody can join the others.
MINUTES = 15
READ, ANSWER, COMPARE = 4, 7, 4
MOST_QUESTIONS = 4
_MOST_POINTS = 7
_SEED = "corner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to do, from a time on the clock."""

    at: dt.datetime
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Somebody who may sit there; nameless for who may not read it."""

    name: str
    has_begun: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """The sheet, and for whom it is."""

    begins_at: dt.datetime
    join_at: dt.datetime
    points: tuple[str, ...]
    questions: tuple[AskedQuestion, ...]
    # The title of the block in which they join the others.
    joins: str
    expected: tuple[Expected, ...]
    not_started: int
    begun: int
    names_hidden: bool

    @property
    def copies(self) -> int:
        """As many sheets as people who may need one."""
        return self.not_started + self.begun

    def steps(self) -> tuple[Step, ...]:
        """What to do when, in the language that is spoken now."""
        return _steps(self.begins_at, self.join_at, self.joins)


def corner_of(cycle: Cycle, viewer: Subject, *, at: dt.datetime) -> Corner:
    """The corner's sheet, and who of those the reader may see is not prepared."""
    places = list(audience_visible_to(viewer, cycle, at))
    rows = ReadinessState.objects.filter(cycle=cycle).defer("answers")
    states = {row.subject_id: row for row in rows}
    named = role_in(viewer, cycle.cohort, at) in NAMERS
    sights = {
        one.pk: state_view(one.subject_id, states.get(one.subject_id), {}).sight for one in places
    }
    late = [place for place in places if sights[place.pk] in ("not_started", "started")]
    late.sort(key=lambda place: sights[place.pk] != "not_started")
    plan = plan_of(cycle, people=audience_of(cycle).count())
    join_at, joins = _joining(plan)
    return Corner(
        begins_at=plan.timeline.check_in_ends_at,
        join_at=join_at,
        points=key_points_of(cycle.module)[:_MOST_POINTS]
        or tuple(text for _key, text in objectives_of(cycle.module))[:_MOST_POINTS],
        questions=_entry_questions(questions_of(cycle, kinds=CHECK_KINDS)),
        joins=joins,
        expected=tuple(
            Expected(
                name=str(place.subject.person or "") if named else "",
                has_begun=sights[place.pk] == "started",
            )
            for place in late
        ),
        not_started=sum(sights[place.pk] == "not_started" for place in late),
        begun=sum(sights[place.pk] == "started" for place in late),
        names_hidden=not named,
    )


def corner_paper(view: CycleView, corner: Corner) -> tuple[dict[str, object], dict[str, bytes]]:
    """The data and files of ``corner.typ``, in the module's language: a front and its key."""
    module = view.module
    desk = Desk(pictures=pictures_of(module.course))
    with override(module.course.language):
        shown = [(one.version, question_view(one.version, seed=_SEED)) for one in corner.questions]
        data: dict[str, object] = {
            "language": module.course.language.partition("-")[0],
            "eyebrow": _("Catch-up corner"),
            "title": module.title,
            "lead": _("You are welcome here. In a quarter of an hour you can join the others."),
            "steps_title": _("What to do"),
            "steps": [[jinja.time(step.at), step.text] for step in corner.steps()],
            "points_title": _("What it is about"),
            "points": [markup.plain(text) for text in corner.points],
            "questions_title": _("Answer alone"),
            "questions": [printed_question(one, desk).nodes for _version, one in shown],
            "key_title": _("Compare"),
            "key_lead": _("Turn the sheet only when you have answered. Wrong? Read why."),
            "answers": [_answer(printed_answer(version, one, desk)) for version, one in shown],
            "own_title": _("What is still unclear? One question for your table:"),
            "pictures": True,
        }
    return data, desk.files


def _answer(answer: PrintedAnswer) -> dict[str, object]:
    return {"stem": answer.stem, "right": answer.right, "why": answer.why}


def _joining(plan: PlanView) -> tuple[dt.datetime, str]:
    """The first block that begins late enough to join in, else when the quarter is over."""
    begin = plan.timeline.check_in_ends_at
    ready = begin + dt.timedelta(minutes=MINUTES)
    for block in plan.blocks[:-1]:
        if block.timed.starts_at >= ready:
            return block.timed.starts_at, block.title
    return ready, ""


def _steps(begin: dt.datetime, join_at: dt.datetime, joins: str) -> tuple[Step, ...]:
    join = _("Join your table: “%(title)s” begins.") % {"title": joins}
    return (
        Step(at=begin, text=_("Read what it is about, below.")),
        Step(
            at=begin + dt.timedelta(minutes=READ),
            text=_("Answer the questions alone. A guess is allowed."),
        ),
        Step(
            at=begin + dt.timedelta(minutes=READ + ANSWER),
            text=_("Turn the sheet and compare. Write down one question."),
        ),
        Step(at=join_at, text=join if joins else _("Join your table, with your question.")),
    )


def _entry_questions(questions: Sequence[AskedQuestion]) -> tuple[AskedQuestion, ...]:
    """Of each objective in turn the one that most of the others got right: a way in."""
    rows: dict[str, list[AskedQuestion]] = {}
    # They come most missed first.
    for question in reversed(questions):
        if not question.asked:
            rows.setdefault(question.objective, []).append(question)
    chosen: list[AskedQuestion] = []
    while any(rows.values()) and len(chosen) < MOST_QUESTIONS:
        for row in rows.values():
            if row and len(chosen) < MOST_QUESTIONS:
                chosen.append(row.pop(0))
    return tuple(chosen)
