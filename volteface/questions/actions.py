"""The only writers of the bank: questions get new versions, never other words in an old one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.core.codes import short_id
from volteface.core.slugs import free_key, slug
from volteface.questions import kinds
from volteface.questions.errors import NothingToMend, QuestionIsIncomplete
from volteface.questions.models import Bank, Misconception, Objective, Question, QuestionVersion
from volteface.questions.queries import content_of
from volteface.questions.rules.content import Content, from_json, to_json
from volteface.questions.rules.edits import Edit
from volteface.questions.rules.limits import check_limits

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from volteface.accounts.models import Subject


def create_bank(name: str) -> Bank:
    """An empty bank."""
    return Bank.objects.create(name=name[:200])


def ensure_objective(bank: Bank, *, key: str, text: str) -> Objective:
    """The objective with this key, worded like this."""
    objective, made = Objective.objects.get_or_create(bank=bank, key=key, defaults={"text": text})
    if not made and text and objective.text != text:
        objective.text = text
        objective.save(update_fields=["text"])
    return objective


def ensure_misconception(bank: Bank, *, key: str, text: str) -> Misconception:
    """The misconception with this key, worded like this."""
    belief, made = Misconception.objects.get_or_create(bank=bank, key=key, defaults={"text": text})
    if not made and text and belief.text != text:
        belief.text = text
        belief.save(update_fields=["text"])
    return belief


def save_question(
    bank: Bank,
    *,
    key: str,
    content: Content,
    objectives: Iterable[str] | None = None,
    by: Subject | None,
    at: dt.datetime,
    edit: str = "auto",
) -> Question:
    """Write a question under its key (made up when empty); a new version only if it changed.

    ``objectives`` are keys of the bank's objectives; None leaves them as they are. ``edit`` says
    whether a change is ``cosmetic`` or ``meaningful``; ``auto`` follows the proposal. Refuses an
    incomplete question with everything that is missing.
    """
    _check(content)
    with transaction.atomic():
        question = Question.objects.select_related("current").filter(bank=bank, key=key).first()
        if question is None:
            question = Question.objects.create(bank=bank, key=key or _free_key(bank))
        if question.archived_at is not None:
            question.archived_at = None
            question.save(update_fields=["archived_at"])
        if objectives is not None:
            question.objectives.set(bank.objectives.filter(key__in=list(objectives)))
        version = _next_version(question, content, edit=edit, by=by, at=at)
        if version is not None:
            version.save()
            question.current = version
            question.save(update_fields=["current"])
            record(by, "save", noun="question", code=question.code, at=at)
    return question


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedQuestions:
    """Questions compared with the bank and ready to be written in a handful of statements."""

    bank: Bank
    by_key: dict[str, Question]
    fresh: list[Question]
    versions: list[QuestionVersion]
    taken_back: list[Question]

    @property
    def shown_keys(self) -> list[str]:
        """The questions that were not in sight before: new ones and those taken back."""
        return [question.key for question in (*self.fresh, *self.taken_back)]


def save_questions(
    bank: Bank,
    contents: Mapping[str, Content],
    *,
    by: Subject | None,
    at: dt.datetime,
) -> dict[str, Question]:
    """Write many questions by key; unchanged ones stay as they are.

    The caller has checked them; every key is given.
    """
    return write_questions(prepare_questions(bank, contents, by=by, at=at), by=by, at=at)


def prepare_questions(
    bank: Bank, contents: Mapping[str, Content], *, by: Subject | None, at: dt.datetime
) -> PreparedQuestions:
    """Compare with the bank and write nothing: the slow part, to be done outside a transaction."""
    found = _questions_by_key(bank, list(contents))
    fresh = {key: Question(bank=bank, key=key) for key in contents if key not in found}
    by_key = found | fresh
    versions = [
        _next_version(by_key[key], content, edit="auto", by=by, at=at)
        for key, content in contents.items()
    ]
    return PreparedQuestions(
        bank=bank,
        by_key=by_key,
        fresh=list(fresh.values()),
        versions=[version for version in versions if version is not None],
        taken_back=[question for question in found.values() if question.archived_at is not None],
    )


def write_questions(
    prepared: PreparedQuestions, *, by: Subject | None, at: dt.datetime
) -> dict[str, Question]:
    """Write what was prepared."""
    versions = prepared.versions
    newest = QuestionVersion.objects.filter(question=OuterRef("pk")).order_by("-number")
    with transaction.atomic():
        Question.objects.bulk_create(prepared.fresh)
        if versions:
            QuestionVersion.objects.bulk_create(versions)
            ids = [version.question.pk for version in versions]
            Question.objects.filter(pk__in=ids).update(current=Subquery(newest.values("pk")[:1]))
            detail = {"count": len(versions)}
            record(by, "save", noun="questions", code=prepared.bank.code, at=at, detail=detail)
        if prepared.taken_back:
            ids = [question.pk for question in prepared.taken_back]
            Question.objects.filter(pk__in=ids).update(archived_at=None)
    for version in versions:
        version.question.current = version
    return prepared.by_key


def mend_key(
    question: Question, content: Content, *, by: Subject | None, at: dt.datetime
) -> QuestionVersion:
    """Write a version of the same words and series with another key, which marks the others too.

    The answers given so far are marked again by who asked for it; statistics go on. Refuses a key
    that no question may have, and one that says what the present one says.
    """
    _check(content)
    with transaction.atomic():
        version = _next_version(question, content, edit=Edit.COSMETIC, by=by, at=at, mends=True)
        if version is None:
            raise NothingToMend
        version.save()
        question.current = version
        question.save(update_fields=["current"])
        others = QuestionVersion.objects.filter(question=question, series=version.series)
        others.exclude(pk=version.pk).update(keyed_by=version)
        record(by, "mend", noun="key", code=question.code, at=at)
    return version


def set_objectives(bank: Bank, keys_by_question: Mapping[int, Iterable[str]]) -> None:
    """Tie questions (row ids) to the bank's objectives (keys), replacing what was tied before."""
    link = Question.objectives.through
    ids = dict(bank.objectives.values_list("key", "pk"))
    wanted = {
        (question_id, ids[key])
        for question_id, keys in keys_by_question.items()
        for key in keys
        if key in ids
    }
    with transaction.atomic():
        there = set(
            link.objects.filter(question_id__in=list(keys_by_question)).values_list(
                "question_id", "objective_id"
            )
        )
        for question_id, objective_id in there - wanted:
            link.objects.filter(question_id=question_id, objective_id=objective_id).delete()
        link.objects.bulk_create(
            link(question_id=question_id, objective_id=objective_id)
            for question_id, objective_id in sorted(wanted - there)
        )


def save_texts(
    bank: Bank, *, objectives: Mapping[str, str], misconceptions: Mapping[str, str]
) -> None:
    """Write objectives and misconceptions by key in a handful of statements; others stay."""
    with transaction.atomic():
        Objective.objects.bulk_create(
            [Objective(bank=bank, key=key, text=text) for key, text in objectives.items()],
            update_conflicts=True,
            unique_fields=["bank", "key"],
            update_fields=["text"],
        )
        Misconception.objects.bulk_create(
            [Misconception(bank=bank, key=key, text=text) for key, text in misconceptions.items()],
            update_conflicts=True,
            unique_fields=["bank", "key"],
            update_fields=["text"],
        )


def belief_keys(bank: Bank, beliefs: Iterable[str]) -> dict[str, str]:
    """The key of each belief given in words (or by its key); new words get a key of their own."""
    known = dict(bank.misconceptions.values_list("text", "key"))
    keys = set(known.values())
    found: dict[str, str] = {}
    for belief in beliefs:
        if belief in known or belief in keys:
            found[belief] = known.get(belief, belief)
            continue
        key = free_key(slug(belief, "belief"), keys)
        ensure_misconception(bank, key=key, text=belief)
        known[belief] = key
        keys.add(key)
        found[belief] = key
    return found


def archive_question(question: Question, *, by: Subject | None, at: dt.datetime) -> Question:
    """Put a question away; published modules and answers keep it."""
    with transaction.atomic():
        if question.archived_at is None:
            question.archived_at = at
            question.save(update_fields=["archived_at"])
            record(by, "archive", noun="question", code=question.code, at=at)
    return question


def restore_question(question: Question, *, by: Subject | None, at: dt.datetime) -> Question:
    """Take an archived question back."""
    with transaction.atomic():
        if question.archived_at is not None:
            question.archived_at = None
            question.save(update_fields=["archived_at"])
            record(by, "restore", noun="question", code=question.code, at=at)
    return question


def set_aside(bank: Bank, keys: Iterable[str], *, at: dt.datetime) -> None:
    """Hide questions that an import has not finished writing; ``bring_back`` shows them."""
    with transaction.atomic():
        Question.objects.filter(bank=bank, key__in=list(keys)).update(archived_at=at)


def bring_back(bank: Bank, keys: Iterable[str]) -> None:
    """Show questions that were set aside."""
    with transaction.atomic():
        Question.objects.filter(bank=bank, key__in=list(keys)).update(archived_at=None)


def _questions_by_key(bank: Bank, keys: list[str]) -> dict[str, Question]:
    questions = Question.objects.filter(bank=bank, key__in=keys).select_related("current")
    return {question.key: question for question in questions.prefetch_related("versions")}


def _check(content: Content) -> None:
    problems = check_limits(content) + kinds.get(content.kind).check(content)
    if problems:
        raise QuestionIsIncomplete([_(problem) for problem in problems])


def _next_version(
    question: Question,
    content: Content,
    *,
    edit: str,
    by: Subject | None,
    at: dt.datetime,
    mends: bool = False,
) -> QuestionVersion | None:
    """The unsaved version ``content`` asks for; None when it says what the current one says.

    No form and no file says whether a question was dropped from the marks: only who ``mends`` its
    key does. It stays so while its series goes on; asking something else, it counts again.
    """
    current = question.current
    before = content_of(current) if current else None
    versions = list(question.versions.all()) if question.pk and current else []
    used = {option.id for version in versions for option in from_json(version.content).options}
    content = kinds.with_stable_ids(content, before=before, used=used)
    if before is not None and not mends:
        content = _dropped(content, is_so=before.settings.dropped)
    found = kinds.edit_between(before, content) if before else Edit.MEANINGFUL
    if found is Edit.NONE:
        return None
    meaningful = found is Edit.MEANINGFUL if edit == "auto" else edit == Edit.MEANINGFUL
    series = (current.series + meaningful) if current else 1
    if meaningful and not mends:
        content = _dropped(content, is_so=False)
    return QuestionVersion(
        question=question,
        number=max((version.number for version in versions), default=0) + 1,
        series=series,
        kind=content.kind,
        content=to_json(content),
        by=by,
        created_at=at,
    )


def _dropped(content: Content, *, is_so: bool) -> Content:
    return replace(content, settings=replace(content.settings, dropped=is_so))


def _free_key(bank: Bank) -> str:
    key = short_id()
    while Question.objects.filter(bank=bank, key=key).exists():
        key = short_id()
    return key
