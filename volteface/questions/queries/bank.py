"""A bank as its authors see it: authorised getters, the list, a question's versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from volteface.core import markup
from volteface.core.errors import Missing
from volteface.questions import kinds
from volteface.questions.events import owner
from volteface.questions.models import Bank, Question
from volteface.questions.queries import (
    content_of,
    live_questions,
    misconception_texts,
    objective_texts,
    stem_in_words,
)
from volteface.questions.queries.shown import render_question

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from volteface.accounts.models import Subject
    from volteface.questions.models import QuestionVersion
    from volteface.questions.rules.content import Content

# Kinds that ask about a picture of the course.
POINTED = ("hotspot",)
# The use of questions that learners wrote.
BY_LEARNERS = "learners"
_SHOWN = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class BankRow:
    """A question in the bank's list."""

    question: Question
    words: str
    kind: str
    objectives: tuple[str, ...]
    by_learners: bool = False

    @property
    def untied(self) -> bool:
        """Whether it checks no objective."""
        return not self.objectives


def bank_for(subject: Subject, code: str, *, at: dt.datetime) -> Bank:
    """The bank, for who may write it; raises ``Missing`` for anybody else."""
    bank = Bank.objects.filter(code=code).first()
    if bank is None or not owner().may_edit(subject, bank.pk, at=at):
        raise Missing
    return bank


def question_for(subject: Subject, code: str, *, at: dt.datetime) -> Question:
    """The question, for who may write its bank, archived ones included (to take them back)."""
    question = Question.objects.select_related("bank", "current").filter(code=code).first()
    if question is None or not owner().may_edit(subject, question.bank_id, at=at):
        raise Missing
    return question


def questions_matching(bank: Bank, words: str) -> QuerySet[Question]:
    """The bank's live questions in which every word occurs, the newest first."""
    questions = live_questions(bank).filter(current__isnull=False).select_related("current")
    for word in words.split()[:8]:
        # JSON keeps letters outside ASCII as escapes on some databases; keys and kinds match too.
        questions = questions.filter(
            Q(current__content__icontains=word) | Q(key__icontains=word) | Q(current__kind=word)
        )
    return questions.prefetch_related("objectives").order_by("-pk")


def bank_rows(questions: list[Question]) -> list[BankRow]:
    """Questions as lines of the list."""
    return [
        BankRow(
            question=question,
            words=stem_in_words(content_of(question.current))[:_SHOWN],
            kind=_(kinds.get(question.current.kind).label),
            objectives=tuple(each.text for each in question.objectives.all()),
            by_learners=content_of(question.current).settings.use == BY_LEARNERS,
        )
        for question in questions
        if question.current is not None
    ]


def put_away(bank: Bank, code: str) -> Question | None:
    """The archived question with this code, to offer taking it back."""
    if not code:
        return None
    return Question.objects.filter(bank=bank, code=code, archived_at__isnull=False).first()


def versions_of(question: Question) -> list[QuestionVersion]:
    """Every version, the newest first."""
    return list(question.versions.order_by("-number"))


def editor_context(bank: Bank, question: Question | None) -> dict[str, object]:
    """What the question's editor shows besides the form itself."""
    preview = ""
    is_dropped = False
    if question is not None and question.current is not None:
        is_dropped = content_of(question.current).settings.dropped
        question.current.question = question
        preview = render_question(question.current, seed="")
    return {
        "bank": bank,
        "home": owner().home(bank.pk),
        "question": question,
        "preview": preview,
        "is_dropped": is_dropped,
        "objectives": list(objective_texts(bank).items()),
        "beliefs": list(misconception_texts(bank).values()),
        "versions": versions_of(question) if question else [],
    }


def materials(bank: Bank, content: Content) -> dict[str, object]:
    """What an author sees of a question being written that depends on what it says."""
    images = owner().images(bank.pk)
    picture = content.settings.picture
    return {
        "picture": (images(picture) or "") if picture else "",
        "pictures": owner().pictures(bank.pk) if content.kind in POINTED else [],
        "pools": pools_of(bank),
        "samples": [
            (markup.html(stem, images), " · ".join(right)) for stem, right in kinds.samples(content)
        ],
    }


def pools_of(bank: Bank) -> list[str]:
    """The names of the bank's pools of variants."""
    rows = live_questions(bank).filter(current__isnull=False).select_related("current")
    stored = rows.filter(current__content__settings__has_key="pool")
    names = {content_of(row.current).settings.pool for row in stored if row.current}
    return sorted(names - {""})


def kind_label(kind: str) -> str:
    """The kind's name for people."""
    return _(kinds.get(kind).label)


def kind_of(asked: str) -> str:
    """A kind somebody asked for in an address; the first one when there is no such kind."""
    return asked if asked in kinds.names() else kinds.names()[0]
