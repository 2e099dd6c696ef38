"""How well each objective is mastered after the preparation: a band, an interval and a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.core.db.prepared import Prepared
from volteface.courses.models import EditionQuestion
from volteface.questions.models import QuestionVersion
from volteface.questions.queries import objective_texts
from volteface.readiness.models import ReadinessState
from volteface.readiness.queries.evidence import UNMARKED_KINDS, edition_of
from volteface.readiness.rules import wording
from volteface.readiness.rules.mastery import Mastery, masteries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from volteface.courses.models import Edition
    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveView:
    """One objective in words; its interval only where enough learners stand behind it."""

    key: str
    text: str
    band: str
    word: str
    learners: int
    questions: int
    # ``68–84 %``, or nothing.
    between: str


def masteries_in(cycle: Cycle) -> dict[str, Mastery]:
    """Every objective of the cycle's questions by its key; who left the course still counts."""
    rows = ReadinessState.objects.filter(cycle=cycle).exclude(answers="")
    answers = rows.values_list("answers", flat=True)
    return masteries(answers, asks_of(edition_of(cycle)))


def objective_views(cycle: Cycle, found: Mapping[str, Mastery]) -> tuple[ObjectiveView, ...]:
    """The objectives in words, in the bank's order."""
    if not found:
        return ()
    texts = objective_texts(cycle.module.course.bank)
    return tuple(_view(key, texts[key], found[key]) for key in texts if key in found)


def asks_of(edition: Edition | None) -> dict[int, list[str]]:
    """Which objectives each version of the edition's questions is about, older versions too."""
    found: dict[int, list[str]] = {}
    for version, key in _asks(edition.pk) if edition else ():
        found.setdefault(version, []).append(key)
    return found


def _asked(edition: int) -> QuerySet[EditionQuestion]:
    return EditionQuestion.objects.filter(edition=edition).exclude(version__kind__in=UNMARKED_KINDS)


_asks = Prepared(
    lambda edition: (
        QuestionVersion.objects.filter(
            question__in=_asked(edition).values("version__question"),
            question__objectives__isnull=False,
        )
        .order_by("pk", "question__objectives__pk")
        .values_list("pk", "question__objectives__key")
    )
)


def _view(key: str, text: str, found: Mastery) -> ObjectiveView:
    between = ""
    if found.enough:
        between = _("%(low)s–%(high)s %%") % {
            "low": round(100 * found.low),
            "high": round(100 * found.high),
        }
    return ObjectiveView(
        key=key,
        text=text,
        band=found.band,
        word=_(wording.BANDS[found.band]),
        learners=found.learners,
        questions=found.questions,
        between=between,
    )
