"""Questions as other apps read them: content and marks; keys never leave towards a learner."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.core import markup
from volteface.core.db.prepared import Prepared
from volteface.questions import kinds
from volteface.questions.models import Misconception, Objective, Question, QuestionVersion
from volteface.questions.rules.content import Content, from_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from volteface.questions.models import Bank
    from volteface.questions.rules.marks import Form, Mark, Part

# Uses that take a question out of the flow of its step.
ASIDE = frozenset(("pretest", "validation", "practice"))
_KEPT = 20_000
_contents: dict[str, Content] = {}


def content_of(version: QuestionVersion) -> Content:
    """The version's content, read once per process; after a regrade with the mended key."""
    name = f"{version.code}:{version.keyed_by_id or ''}"
    content = _contents.get(name)
    if content is None:
        keyed_by = version.keyed_by
        content = from_json(keyed_by.content if keyed_by is not None else version.content)
        if len(_contents) >= _KEPT:
            _contents.clear()
        _contents[name] = content
    return content


def is_kept_aside(version: QuestionVersion) -> bool:
    """Whether its author keeps it for the pre-test, the later check or practice: in no step."""
    return content_of(version).settings.use in ASIDE


def mark(version: QuestionVersion, answer: str) -> Mark:
    """The mark of a stored answer; an unreadable answer is wrong, never an error."""
    return marked(content_of(version), answer)


def marked(content: Content, answer: str) -> Mark:
    """The mark of a stored answer by a content's key; a dropped question costs nobody anything."""
    given = kinds.get(content.kind).grade(content, answer)
    if content.settings.dropped:
        return replace(given, fraction=1.0, correct=True, misconceptions=())
    return given


def parse_answer(version: QuestionVersion, form: Form) -> str | None:
    """The posted answer in its one stored spelling; None when there is none that can be taken.

    ``form`` maps field names to lists of values (``choice``, ``value``, ``text``, ``part-<id>``,
    ``order-<id>``, …). Why an answer was not taken, `unreadable` says.
    """
    answer = typed_answer(version, form)
    return None if not answer or unreadable(version, answer) else answer


def typed_answer(version: QuestionVersion, form: Form) -> str:
    """What was posted, even if it cannot be taken: only to show it again, never to store it."""
    return kinds.get(version.kind).parse(form, content_of(version)) or ""


def unreadable(version: QuestionVersion, answer: str) -> str:
    """Why an answer as `typed_answer` gives it cannot be taken; empty when it can."""
    sentence = kinds.get(version.kind).unreadable(answer, content_of(version))
    return _(sentence) if sentence else ""


def answer_in_words(version: QuestionVersion, answer: str) -> str:
    """What was answered, as Markdown."""
    return kinds.get(version.kind).shown(content_of(version), answer)


def stem_in_words(content: Content) -> str:
    """The stem on one line without marks of Markdown, fields or key, for lists and headings."""
    return markup.plain(kinds.get(content.kind).stem(content))


def parts_of(version: QuestionVersion, answer: str) -> tuple[Part, ...]:
    """What an answer says of each part of its question; empty for kinds without parts."""
    return kinds.get(version.kind).parts(content_of(version), answer)


def versions_by_id(ids: Iterable[int]) -> dict[int, QuestionVersion]:
    """The versions with these row ids, with their questions; one query."""
    return QuestionVersion.objects.select_related("question").in_bulk(list(ids))


def current_versions(bank: Bank) -> list[QuestionVersion]:
    """The newest version of every live question of a bank, in the order they were made."""
    questions = live_questions(bank).select_related("current")
    versions = []
    for question in questions:
        if question.current is not None:
            question.current.question = question
            versions.append(question.current)
    return versions


def live_questions(bank: Bank) -> QuerySet[Question]:
    """The bank's questions that are not archived."""
    return Question.objects.filter(bank=bank, archived_at__isnull=True).order_by("pk")


def objective_texts(bank: Bank) -> dict[str, str]:
    """The bank's objectives by their short keys."""
    return {str(key): str(text) for key, text in _objectives(bank.pk)}


def misconception_texts(bank: Bank) -> dict[str, str]:
    """The bank's misconceptions by their short keys, in the learners' own terms."""
    return {str(key): str(text) for key, text in _misconceptions(bank.pk)}


_objectives = Prepared(
    lambda bank: Objective.objects.filter(bank=bank).order_by("pk").values_list("key", "text")
)
_misconceptions = Prepared(
    lambda bank: Misconception.objects.filter(bank=bank).order_by("pk").values_list("key", "text")
)
