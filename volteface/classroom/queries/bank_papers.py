"""A question paper from any questions of a bank: an exam, an exercise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.courses.models import Course, EditionQuestion, Module
from volteface.questions.queries.bank import bank_rows, questions_matching

if TYPE_CHECKING:
    from collections.abc import Collection

    from volteface.questions.models import Bank, Question, QuestionVersion
    from volteface.questions.queries.bank import BankRow

# More are found by words or by module.
SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class BankPapers:
    """The questions to tick: those that are ticked, then those that match."""

    course: Course
    modules: tuple[Module, ...]
    ticked: tuple[BankRow, ...]
    others: tuple[BankRow, ...]
    has_more: bool


def bank_papers(bank: Bank, *, words: str, module: str, chosen: Collection[str]) -> BankPapers:
    """What the page offers; ``module`` is a module's key, ``chosen`` are questions' codes."""
    course = course_of(bank)
    modules = tuple(Module.objects.filter(course=course, archived_at=None).order_by("position"))
    found = questions_matching(bank, words).order_by("pk")
    wanted = next((one for one in modules if one.key == module), None)
    if wanted is not None:
        asked = EditionQuestion.objects.filter(edition_id=wanted.published_id or 0)
        found = found.filter(pk__in=asked.values("version__question"))
    others = list(found.exclude(code__in=chosen)[: SHOWN + 1])
    return BankPapers(
        course=course,
        modules=modules,
        ticked=tuple(bank_rows(_chosen(bank, chosen))),
        others=tuple(bank_rows(others[:SHOWN])),
        has_more=len(others) > SHOWN,
    )


def course_of(bank: Bank) -> Course:
    """The course a bank belongs to."""
    return Course.objects.get(bank=bank)


def chosen_versions(bank: Bank, codes: Collection[str]) -> list[QuestionVersion]:
    """The newest versions of the ticked questions, in the order they were made."""
    found = []
    for question in _chosen(bank, codes):
        if question.current is not None:
            question.current.question = question
            found.append(question.current)
    return found


def _chosen(bank: Bank, codes: Collection[str]) -> list[Question]:
    return list(questions_matching(bank, "").filter(code__in=codes).order_by("pk"))
