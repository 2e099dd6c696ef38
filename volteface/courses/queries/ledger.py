"""What preparing a module or a course took, and what reuse saved: own eyes and managers only."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.accounts.models import Grant
from volteface.accounts.queries import has_role, is_administrator, work_on
from volteface.courses.models import Module, Step
from volteface.courses.rules.body import question_keys
from volteface.courses.rules.preparing import Reuse, minutes_spent
from volteface.questions.models import Question

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.accounts.queries import Work
    from volteface.courses.models import Course


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorLine:
    """An author's minutes."""

    name: str
    minutes: int
    is_reader: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Minutes spent by whom the reader may see, and minutes saved by reuse."""

    authors: tuple[AuthorLine, ...]
    reuse: Reuse

    @property
    def mine(self) -> int:
        """The reader's own minutes."""
        return sum(line.minutes for line in self.authors if line.is_reader)

    @property
    def others(self) -> tuple[AuthorLine, ...]:
        """Other authors' minutes, for managers."""
        return tuple(line for line in self.authors if not line.is_reader)


def ledger_of_module(module: Module, reader: Subject, *, at: dt.datetime) -> Ledger:
    """What preparing one module took; three queries and those of the reader's roles."""
    return _ledger([module], module.course, reader, at)


def ledger_of_course(course: Course, reader: Subject, *, at: dt.datetime) -> Ledger:
    """What preparing a course took, every module together."""
    return _ledger(list(course.modules.filter(archived_at__isnull=True)), course, reader, at)


def _ledger(modules: Sequence[Module], course: Course, reader: Subject, at: dt.datetime) -> Ledger:
    steps = list(Step.objects.filter(module__in=modules).only("code", "body", "archived_at"))
    live = [step for step in steps if step.archived_at is None]
    keys = {key for step in live for key in question_keys(step.body)}
    questions = dict(
        Question.objects.filter(bank_id=course.bank_id, key__in=keys).values_list("code", "key")
    )
    codes = [*(each.code for each in modules), *(each.code for each in steps), *questions]
    work = work_on(codes)
    return Ledger(
        authors=_authors(work, reader, sees_all=_manages(reader, course, at)),
        reuse=_reuse([step.code for step in live], list(questions), work),
    )


def _authors(work: Sequence[Work], reader: Subject, *, sees_all: bool) -> tuple[AuthorLine, ...]:
    moments: dict[int, list[dt.datetime]] = defaultdict(list)
    names: dict[int, str] = {}
    for one in work:
        if one.subject_id == reader.pk or sees_all:
            moments[one.subject_id].append(one.at)
            names[one.subject_id] = one.name
    lines = [
        AuthorLine(name=names[pk], minutes=minutes_spent(own), is_reader=pk == reader.pk)
        for pk, own in moments.items()
    ]
    return tuple(sorted(lines, key=lambda line: (not line.is_reader, -line.minutes)))


def _reuse(steps: Sequence[str], questions: Sequence[str], work: Sequence[Work]) -> Reuse:
    """Steps that nobody began here by hand, and questions that nobody saved one by one."""
    begun = {one.code for one in work if one.noun == "step" and one.verb == "create"}
    saved = {one.code for one in work if one.noun == "question" and one.verb == "save"}
    return Reuse(
        steps=sum(code not in begun for code in steps),
        questions=sum(code not in saved for code in questions),
    )


def _manages(reader: Subject, course: Course, at: dt.datetime) -> bool:
    manager = has_role(
        reader,
        role=Grant.Role.MANAGER,
        scope=Grant.Scope.COURSE,
        scope_code=course.code,
        at=at,
    )
    return manager or is_administrator(reader, at)
