"""What a page says of one question or of a set of them; computed in the worker process."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from volteface.questions.rules.items.matrix import FEWEST, item_statistics, rest_scores
from volteface.questions.rules.items.moments import quantile
from volteface.questions.rules.items.options import Choice, option_uses
from volteface.questions.rules.items.rasch import rasch_difficulties
from volteface.questions.rules.items.reliability import shown_reliability
from volteface.questions.rules.items.two_parameter import (
    Curve,
    TwoParameterFit,
    fit_two_parameter,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from volteface.questions.rules.items.matrix import ItemStatistics, Row
    from volteface.questions.rules.items.options import OptionUse
    from volteface.questions.rules.items.reliability import Reliability

# Two numbers an item and a normal ability need more people than a share does; one number an item,
# and no ability, needs fewer (our own thresholds).
FEWEST_FOR_MODELS = 100
FEWEST_FOR_RASCH = 50
# A question that most learners had no reason to answer (a stretch step) is none of the common set.
_COMMON = 0.5
# For three places; the published examples are met at the rule's own precision.
_SHOWN_PRECISION = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """A learner's first answer to the question that is looked at."""

    learner: int
    mark: float
    correct: bool
    chosen: tuple[str, ...]
    certainty: int | None
    seconds: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CertaintyLine:
    """How often who was this sure was right."""

    certainty: int
    n: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds before an answer: the middle half and its middle."""

    n: int
    low: float
    median: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionReport:
    """Everything about one series of one question."""

    statistics: ItemStatistics
    options: tuple[OptionUse, ...]
    certainty: tuple[CertaintyLine, ...]
    times: Times | None
    # How many other questions the rest score is made of.
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReport:
    """The questions of a set beside each other."""

    learners: int
    # Questions that at least half of them answered, and learners who answered all of those.
    common: int
    complete: int
    statistics: tuple[ItemStatistics, ...]
    reliability: Reliability | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """Two models of a set's common questions; nothing where one cannot be fitted."""

    n: int
    # The places of the common questions in the set: what follows is in their order.
    places: tuple[int, ...]
    two_parameter: TwoParameterFit | None
    rasch: tuple[float, ...] | None
    complete: int


def question_report(
    firsts: Sequence[First], others: Mapping[int, Row], options: Mapping[str, bool]
) -> QuestionReport:
    """One question; ``others`` holds each learner's marks on the other questions of the set."""
    width = len(next(iter(others.values()), ()))
    gap: Row = (None,) * width
    rows = [(first.mark, *others.get(first.learner, gap)) for first in firsts]
    statistics = item_statistics(rows)[0] if rows else item_statistics([(0.0,)])[0]
    if statistics.n < FEWEST or not firsts:
        return QuestionReport(
            statistics=statistics, options=(), certainty=(), times=None, others=width
        )
    rests = rest_scores(rows, 0)
    choices = [
        Choice(chosen=first.chosen, correct=first.correct, rest=rest)
        for first, rest in zip(firsts, rests, strict=True)
    ]
    return QuestionReport(
        statistics=statistics,
        options=tuple(option_uses(options, choices)),
        certainty=_by_certainty(firsts),
        times=_times([first.seconds for first in firsts if first.seconds]),
        others=width,
    )


def set_report(rows: Sequence[Row]) -> SetReport:
    """All questions of a set, from one row of marks a learner."""
    places = _common_places(rows)
    common = _columns(rows, places)
    return SetReport(
        learners=len(rows),
        common=len(places),
        complete=_complete(common),
        statistics=tuple(item_statistics(rows)),
        reliability=shown_reliability(common),
    )


def models(rows: Sequence[Row]) -> Models:
    """The two-parameter and the Rasch model of the common questions, for enough learners."""
    places = tuple(place for place in _common_places(rows) if _tells_apart(rows, place))
    common = [row for row in _columns(rows, places) if any(mark is not None for mark in row)]
    complete = _complete(common)
    return Models(
        n=len(common),
        places=places,
        two_parameter=fit_two_parameter(common, close=_SHOWN_PRECISION)
        if len(common) >= FEWEST_FOR_MODELS
        else None,
        rasch=rasch_difficulties(common) if complete >= FEWEST_FOR_RASCH else None,
        complete=complete,
    )


def models_to_json(found: Models) -> dict[str, object]:
    """The stored form of fitted models."""
    return asdict(found)


def models_from_json(stored: Mapping[str, Any]) -> Models:
    """Read the stored form."""
    fit, rasch = stored["two_parameter"], stored["rasch"]
    return Models(
        n=stored["n"],
        complete=stored["complete"],
        places=tuple(stored["places"]),
        rasch=tuple(rasch) if rasch else None,
        two_parameter=TwoParameterFit(
            **(fit | {"curves": tuple(Curve(**curve) for curve in fit["curves"])})
        )
        if fit
        else None,
    )


def _complete(rows: Sequence[Row]) -> int:
    return sum(None not in row for row in rows)


def _common_places(rows: Sequence[Row]) -> tuple[int, ...]:
    """The questions that at least half of the learners answered."""
    answered = [sum(mark is not None for mark in column) for column in zip(*rows, strict=True)]
    return tuple(place for place, n in enumerate(answered) if n >= _COMMON * len(rows))


def _tells_apart(rows: Sequence[Row], place: int) -> bool:
    """Whether some have a question fully right and some have not."""
    return len({row[place] == 1 for row in rows if row[place] is not None}) > 1


def _columns(rows: Sequence[Row], places: Sequence[int]) -> list[Row]:
    return [tuple(row[place] for place in places) for row in rows]


def _by_certainty(firsts: Sequence[First]) -> tuple[CertaintyLine, ...]:
    found: dict[int, list[bool]] = defaultdict(list)
    for first in firsts:
        if first.certainty:
            found[first.certainty].append(first.correct)
    return tuple(
        CertaintyLine(certainty=level, n=len(marks), right=sum(marks))
        for level, marks in sorted(found.items())
    )


def _times(seconds: Sequence[int]) -> Times | None:
    if len(seconds) < FEWEST:
        return None
    ordered = sorted(map(float, seconds))
    low, median, high = (quantile(ordered, share) for share in (0.25, 0.5, 0.75))
    return Times(n=len(ordered), low=low, median=median, high=high)
