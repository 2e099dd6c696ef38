"""What a published module asks about which objective, and one learner's own way through it."""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from volteface.core.db.prepared import PreparedObjects
from volteface.core.lanes.memory import memory
from volteface.courses.models import EditionQuestion
from volteface.courses.queries import edition_steps
from volteface.learning.models import ShownObjective
from volteface.learning.queries import latest_of
from volteface.learning.rules.levels import PathStep, Seen
from volteface.learning.rules.pretest import ASIDE, Candidate
from volteface.questions.models import Objective, Question
from volteface.questions.queries import content_of
from volteface.questions.queries.content import unmarked_kinds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from volteface.accounts.models import Subject
    from volteface.courses.models import Edition, Module
    from volteface.timetable.models import Cycle

# Their answers have no mark: they show nothing either way.
UNMARKED = unmarked_kinds()
# Which objective a question is about may change without a new edition.
_FRESH_SECONDS = 30.0
_KEPT = 200
_outlines: dict[str, tuple[float, PathOutline]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class PathOutline:
    """A published module by objectives; the same for all its readers."""

    steps: tuple[PathStep, ...]
    # Of the marked questions in the steps, by question id.
    objectives: Mapping[int, frozenset[str]]
    step_of: Mapping[int, str]
    # The objectives in words.
    texts: Mapping[str, str]

    @property
    def has_support(self) -> bool:
        return any(step.level == "support" for step in self.steps)

    def title_of(self, objective: str) -> str:
        """The objective in its author's words."""
        return self.texts.get(objective, objective)


def outline_of(edition: Edition) -> PathOutline:
    """The outline of a published edition, read anew after half a minute."""
    kept = _outlines.get(edition.code)
    if kept is None or time.monotonic() - kept[0] > _FRESH_SECONDS:
        if len(_outlines) >= _KEPT:
            _outlines.clear()
        kept = _outlines[edition.code] = (time.monotonic(), _read_outline(edition))
    return kept[1]


def forget_outlines() -> None:
    """Read all outlines anew, because objectives were changed just now."""
    _outlines.clear()


def aside_questions(module: Module) -> list[Question]:
    """The marked questions kept aside for the module's objectives, in the order they were made."""
    objectives = module.objectives.values("pk")
    rows = Question.objects.filter(
        bank=module.course.bank_id,
        archived_at__isnull=True,
        current__isnull=False,
        objectives__in=objectives,
    ).exclude(current__kind__in=UNMARKED)
    found = rows.select_related("current").prefetch_related("objectives").distinct().order_by("pk")
    return [row for row in found if row.current and content_of(row.current).settings.use in ASIDE]


def film_questions(edition: Edition) -> frozenset[str]:
    """The codes of the versions that are asked inside a film: alone they would make no sense."""
    return frozenset(
        moment.question
        for step in edition_steps(edition)
        for block in step.blocks
        if block.film is not None
        for moment in block.film.questions
    )


def candidates_of(module: Module, edition: Edition) -> tuple[list[Candidate], dict[int, int]]:
    """Every marked question that could ask about an objective, and its version by question id."""
    links = EditionQuestion.objects.filter(edition=edition).exclude(version__kind__in=UNMARKED)
    links = links.select_related("version").order_by("step__position", "position")
    outline = outline_of(edition)
    in_films = film_questions(edition)
    found, versions = [], {}
    for link in links:
        question = link.version.question_id
        versions[question] = link.version_id
        about = outline.objectives.get(question, frozenset())
        use = content_of(link.version).settings.use
        # What is kept for the meeting's own check is asked there; a film's questions need the film.
        if use != "check" and link.version.code not in in_films:
            found.append(Candidate(question=question, objectives=about, use=""))
    for aside in aside_questions(module):
        if aside.current is not None:
            versions[aside.pk] = aside.current.pk
            keys = frozenset(one.key for one in aside.objectives.all())
            use = content_of(aside.current).settings.use
            found.append(Candidate(question=aside.pk, objectives=keys, use=use))
    return found, versions


def answers_as_they_stand(cycle: Cycle, subject: Subject, outline: PathOutline) -> list[Seen]:
    """The learner's current answers to the module's marked questions, late ones too."""
    draw = memory.recall("preparation", str(cycle.pk))
    if draw is None:
        return []
    newest = {row.question_id: row for row in latest_of(subject, draw).values()}
    return [
        Seen(
            objectives=outline.objectives[question],
            correct=row.correct,
            certainty=row.certainty,
        )
        for question, row in newest.items()
        if question in outline.objectives
    ]


def shown_objectives(cycle: Cycle, subject: Subject) -> list[ShownObjective]:
    """What the learner showed in the pre-test of the cycle."""
    return [_shown.made(row) for row in _shown(cycle.pk, subject.pk)]


_shown = PreparedObjects[ShownObjective](
    lambda cycle, subject: (
        ShownObjective.objects.filter(cycle=cycle, subject=subject)
        .select_related("objective")
        .order_by("pk")
    )
)


def objective_ids(module: Module, keys: Sequence[str]) -> dict[str, int]:
    """The row ids of a bank's objectives by their short keys."""
    rows = Objective.objects.filter(bank=module.course.bank_id, key__in=keys)
    return dict(rows.values_list("key", "pk"))


def _read_outline(edition: Edition) -> PathOutline:
    rows = (
        EditionQuestion.objects.filter(edition=edition)
        .order_by("step__position", "position")
        .values_list(
            "version__question_id",
            "version__kind",
            "step__key",
            "version__question__objectives__key",
            "version__question__objectives__text",
        )
    )
    by_step: dict[str, set[str]] = defaultdict(set)
    by_question: dict[int, set[str]] = defaultdict(set)
    step_of: dict[int, str] = {}
    texts: dict[str, str] = {}
    for question, kind, step, key, text in rows:
        step_of[question] = step
        if kind not in UNMARKED:
            by_question[question] |= {key} if key else set()
        if key:
            by_step[step].add(key)
            texts[key] = text
    texts |= dict(edition.module.objectives.values_list("key", "text"))
    return PathOutline(
        steps=tuple(
            PathStep(
                key=step.key,
                level=step.level,
                minutes=step.minutes,
                objectives=frozenset(by_step[step.key]),
            )
            for step in edition_steps(edition)
        ),
        objectives=MappingProxyType({pk: frozenset(keys) for pk, keys in by_question.items()}),
        step_of=MappingProxyType(step_of),
        texts=MappingProxyType(texts),
    )
