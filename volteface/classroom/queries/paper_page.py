"""Where a test on paper is put together: the module's questions, and the meeting's check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.courses.models import EditionQuestion
from volteface.questions.queries import content_of
from volteface.questions.queries.bank import kind_label
from volteface.questions.queries.content import kind_names
from volteface.timetable.queries import audience_of

from .material import CHECK_KINDS, check_versions, questions_of
from .paper_forms import PaperOrder, beginning
from .teams import teams_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from volteface.courses.models import Module
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle

_USE = "check"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A question to tick."""

    version: QuestionVersion
    words: str
    kind: str
    note: str
    chosen: bool


def usual_versions(cycle: Cycle) -> list[QuestionVersion]:
    """The questions kept for the meeting's check; else those its opening check would ask."""
    kept = [
        version
        for version in module_versions(cycle.module)
        if version.kind in CHECK_KINDS and content_of(version).settings.use == _USE
    ]
    return kept or check_versions(cycle)


def usual_order(cycle: Cycle) -> PaperOrder:
    """Two forms, so that neighbours differ, and a sheet for each team where there are teams."""
    return PaperOrder(forms=2, teams=max((team.number for team in teams_of(cycle)), default=0))


def choices_in(cycle: Cycle, chosen: Collection[str]) -> list[Choice]:
    """The ticked questions, then the module's others, with how the preparation went."""
    counts = {item.version.pk: item for item in questions_of(cycle, kinds=frozenset(kind_names()))}
    found = []
    for version in module_versions(cycle.module):
        item = counts.get(version.pk)
        note = ""
        if item is not None and item.answered and version.kind in CHECK_KINDS:
            note = _("%(wrong)s of %(answered)s wrong") % {
                "wrong": item.wrong,
                "answered": item.answered,
            }
        found.append(_choice(version, chosen, note))
    return sorted(found, key=lambda choice: not choice.chosen)


def chosen_in(cycle: Cycle, codes: Collection[str]) -> list[QuestionVersion]:
    """The ticked ones of the module's questions, in its order."""
    return [version for version in module_versions(cycle.module) if version.code in codes]


def module_versions(module: Module) -> list[QuestionVersion]:
    """Every question of the published module, in its order."""
    rows = EditionQuestion.objects.filter(edition_id=module.published_id or 0).select_related(
        "version__question"
    )
    ordered = rows.order_by("step__position", "position")
    return list(dict.fromkeys(row.version for row in ordered))


def learners_in(cycle: Cycle) -> int:
    """For how many it is printed."""
    return audience_of(cycle).count()


def copies(learners: int, letters: Sequence[str]) -> list[tuple[str, int]]:
    """How many papers of each form, for so many people."""
    forms = len(letters)
    return [
        (letter, learners // forms + (place < learners % forms))
        for place, letter in enumerate(letters)
    ]


def _choice(version: QuestionVersion, chosen: Collection[str], note: str) -> Choice:
    return Choice(
        version=version,
        words=beginning(version),
        kind=kind_label(version.kind),
        note=note,
        chosen=version.code in chosen,
    )
