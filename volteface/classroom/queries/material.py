"""The module's questions as the meeting uses them: what was missed, mastered and can be asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from volteface.classroom.models import Rerun
from volteface.classroom.rules.picking import Candidate, check_questions, most_missed
from volteface.classroom.rules.plan import Mastery
from volteface.courses.models import EditionQuestion
from volteface.learning.models import Draw, DrawQuestion
from volteface.learning.queries import current_responses
from volteface.questions.queries import content_of, objective_texts, stem_in_words
from volteface.questions.queries.content import kind_names, unmarked_kinds, votable_kinds
from volteface.readiness.queries.mastery import masteries_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle

VOTE_KINDS = votable_kinds()
CHECK_KINDS = frozenset(kind_names()) - frozenset(unmarked_kinds())


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question of the module with how the preparation went."""

    version: QuestionVersion
    objective: str
    title: str
    answered: int
    wrong: int
    asked: bool
    # Left open when the module was last taught.
    carried: bool


def questions_of(cycle: Cycle, *, kinds: frozenset[str] = VOTE_KINDS) -> list[AskedQuestion]:
    """The module's questions of these kinds: asked again, then most missed, then asked already."""
    versions = _versions(cycle, kinds)
    counts = _counts(cycle)
    asked = _asked(cycle)
    carried = set(Rerun.objects.filter(cycle=cycle).values_list("questions", flat=True))
    found = {
        version.pk: AskedQuestion(
            version=version,
            objective=_objective_of(version),
            title=stem_in_words(content_of(version)),
            answered=counts[version.pk][0],
            wrong=counts[version.pk][1],
            asked=version.question_id in asked,
            carried=version.question_id in carried,
        )
        for version in versions
    }
    order = most_missed([_candidate(item, place) for place, item in enumerate(found.values())])
    return [found[candidate.version] for candidate in order]


def check_versions(cycle: Cycle, *, count: int = 4) -> list[QuestionVersion]:
    """Three to five questions for a check, none asked before in this cycle's room if possible."""
    found = {item.version.pk: item for item in questions_of(cycle, kinds=CHECK_KINDS)}
    places = {version.pk: place for place, version in enumerate(_versions(cycle, CHECK_KINDS))}
    candidates = [_candidate(item, places[pk]) for pk, item in found.items()]
    return [found[one.version].version for one in check_questions(candidates, count=count)]


def mastery_in(cycle: Cycle) -> Callable[[str], Mastery | None]:
    """How an objective (by its key) stands after the preparation; counted when first asked.

    From ten learners on it is readiness's model, and of its interval the lower end: so many at
    least. Of fewer the answers themselves are counted.
    """
    modelled = cache(lambda: masteries_in(cycle))
    counted = cache(lambda: _right_answers(cycle))

    def mastery(key: str) -> Mastery | None:
        found = modelled().get(key)
        if found and found.enough:
            return Mastery(
                right=found.at_least,
                answered=found.learners,
                low=found.low,
                high=found.high,
            )
        return counted().get(key)

    return mastery


def objectives_of(cycle: Cycle) -> dict[str, str]:
    """The objectives of the cycle's module: key and text."""
    texts = objective_texts(cycle.module.course.bank)
    keys = {objective.key for objective in cycle.module.objectives.all()}
    return {key: text for key, text in texts.items() if key in keys} or texts


def _versions(cycle: Cycle, kinds: frozenset[str]) -> list[QuestionVersion]:
    edition = cycle.module.published
    if edition is None:
        return []
    rows = (
        EditionQuestion.objects.filter(edition=edition, version__kind__in=kinds)
        .select_related("version__question")
        .prefetch_related("version__question__objectives")
        .order_by("step__position", "position")
    )
    return [row.version for row in rows]


def _counts(cycle: Cycle) -> dict[int, tuple[int, int]]:
    answered: Counter[int] = Counter()
    wrong: Counter[int] = Counter()
    for response in current_responses(cycle, Draw.Purpose.PREPARATION):
        answered[response.version_id] += 1
        wrong[response.version_id] += not response.correct
    return defaultdict(lambda: (0, 0), {key: (answered[key], wrong[key]) for key in answered})


def _asked(cycle: Cycle) -> set[int]:
    """The questions asked in the meeting so far."""
    return set(
        DrawQuestion.objects.filter(
            draw__cycle=cycle,
            draw__purpose__in=[
                Draw.Purpose.VOTE,
                Draw.Purpose.OPENING_CHECK,
                Draw.Purpose.EXIT_TICKET,
            ],
        ).values_list("version__question_id", flat=True)
    )


def _objective_of(version: QuestionVersion) -> str:
    return next((objective.key for objective in version.question.objectives.all()), "")


def _candidate(item: AskedQuestion, place: int) -> Candidate:
    return Candidate(
        version=item.version.pk,
        position=place,
        objective=item.objective,
        answered=item.answered,
        wrong=item.wrong,
        asked_in_room=item.asked,
        carried=item.carried,
    )


def _right_answers(cycle: Cycle) -> dict[str, Mastery]:
    counts = _counts(cycle)
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for version in _versions(cycle, CHECK_KINDS):
        answered, wrong = counts[version.pk]
        for objective in version.question.objectives.all():
            sums[objective.key][0] += answered - wrong
            sums[objective.key][1] += answered
    return {key: Mastery(right=right, answered=of) for key, (right, of) in sums.items()}
