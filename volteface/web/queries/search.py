"""What can be searched, and by whom: published text by its cohorts, drafts by their authors.

Rights are the getters' own: cycles of whoever asks, courses they write, learners they may see.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from volteface.accounts.queries import subject_of
from volteface.core import markup
from volteface.core.folding import folded
from volteface.core.phrases import address
from volteface.core.search import Found, is_remembered, register_source, remembered
from volteface.core.tree import words_of
from volteface.courses.models import KeyPoint, Step
from volteface.courses.queries import courses_taught_by, edition_steps
from volteface.dialogue.models import Thread
from volteface.learning.models import Note
from volteface.questions.models import Question, QuestionVersion
from volteface.questions.queries import content_of
from volteface.rosters.queries import cohorts_of, learners_visible_to
from volteface.timetable.queries import cycles_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from django.http import HttpRequest

    from volteface.core.search import Matches
    from volteface.courses.queries import StepView
    from volteface.timetable.queries import CycleView

_CHUNK = 500
_MARKS = re.compile(r"[*_`#>|~$]+|!?\[|\]\([^)]*\)|\{[^}]*\}|^:::.*$", re.MULTILINE)
_STAFF = ("teacher", "tutor", "manager")


def register() -> None:
    """Name every source; called once when the apps are ready."""
    for name, source in (
        ("lessons", _lessons),
        ("notes", _notes),
        ("threads", _threads),
        ("drafts", _drafts),
        ("questions", _questions),
        ("people", _people),
    ):
        register_source(name, source)


def _lessons(request: HttpRequest, matches: Matches, at: dt.datetime) -> Iterator[Found]:
    """Modules, their steps with transcripts, and key points, through the reader's own cycles."""
    views = [view for view in cycles_of(subject_of(request), at) if view.module.published]
    for view in views:
        context = f"{view.cohort.title} · {view.module.course.title}"
        about = f"{view.module.title} {view.module.summary} {context}"
        if matches(folded(about)):
            yield Found(
                kind=_("module"),
                icon="book-open",
                title=view.module.title,
                url=address("web:cycle", view.cycle.code),
                context=context,
                text=markup.plain(view.module.summary),
            )
        yield from _steps(view, matches)
    yield from _points(views, matches)


def _steps(view: CycleView, matches: Matches) -> Iterator[Found]:
    edition = view.module.published
    if edition is None:
        return
    for step in edition_steps(edition):
        text = remembered(("step", edition.code, step.key), _words_of, step)
        if matches(text.folded):
            yield Found(
                kind=_("step"),
                icon="file-text",
                title=step.title,
                url=address("learning:step", view.cycle.code, step.key),
                context=f"{view.module.title} · {view.cohort.title}",
                text=text.words.removeprefix(step.title).strip(),
            )


def _words_of(step: StepView) -> str:
    texts = (words_of(block.html) for block in step.blocks if block.html)
    return " ".join(f"{step.title} {' '.join(texts)}".split())


def _points(views: Iterable[CycleView], matches: Matches) -> Iterator[Found]:
    by_module = {view.module.pk: view for view in views}
    for point in KeyPoint.objects.filter(module_id__in=by_module):
        if matches(folded(point.text)):
            view = by_module[point.module_id]
            yield Found(
                kind=_("key point"),
                icon="key-round",
                title=markup.plain(point.text),
                url=address("web:cycle", view.cycle.code),
                context=f"{view.module.title} · {view.cohort.title}",
            )


def _notes(request: HttpRequest, matches: Matches, _at: dt.datetime) -> Iterator[Found]:
    own = Note.objects.live().filter(subject=subject_of(request))
    for note in own.select_related("cycle__module").order_by("-changed_at"):
        words = f"{note.text} {note.quote}".strip()
        if matches(folded(words)):
            yield Found(
                kind=_("my note"),
                icon="notebook-pen",
                title=(note.text or note.quote)[:80],
                url=f"{address('learning:notes')}#n-{note.code}",
                context=note.cycle.module.title,
                text=note.quote if note.text else "",
            )


def _threads(request: HttpRequest, matches: Matches, at: dt.datetime) -> Iterator[Found]:
    """Questions asked in the reader's cohorts: words only, never who asked."""
    cohorts = {card.cohort.pk: card.cohort for card in cohorts_of(subject_of(request), at)}
    asked = Thread.objects.live().filter(cohort_id__in=cohorts).order_by("-asked_at")
    for thread in asked:
        text = remembered(("thread", thread.code), str, thread.body)
        if matches(text.folded):
            cohort = cohorts[thread.cohort_id]
            yield Found(
                kind=_("asked"),
                icon="message-circle-question-mark",
                title=text.words[:80],
                url=f"{address('dialogue:why', cohort.code)}#q-{thread.code}",
                context=cohort.title,
            )


def _drafts(request: HttpRequest, matches: Matches, at: dt.datetime) -> Iterator[Found]:
    """Courses and draft steps of whoever writes them."""
    courses = {course.pk: course for course in courses_taught_by(subject_of(request), at)}
    for course in courses.values():
        if matches(folded(f"{course.title} {course.summary}")):
            yield Found(
                kind=_("course"),
                icon="library",
                title=course.title,
                url=address("courses:course", course.code),
                text=markup.plain(course.summary),
            )
    live = {"archived_at__isnull": True, "module__archived_at__isnull": True}
    steps = Step.objects.filter(module__course_id__in=courses, **live).order_by("pk")
    rows = list(
        steps.values_list("pk", "revision", "code", "title", "module__title", "module__course_id")
    )
    missing = [row[0] for row in rows if not is_remembered(("draft", row[2], row[1], row[3]))]
    bodies: dict[int, str] = {}
    for start in range(0, len(missing), _CHUNK):
        chunk = steps.filter(pk__in=missing[start : start + _CHUNK])
        bodies.update(chunk.values_list("pk", "body"))
    for pk, revision, code, title, module, course_id in rows:
        key = ("draft", code, revision, title)
        text = remembered(key, " ".join, (title, _unmarked(bodies.get(pk, ""))))
        if matches(text.folded):
            yield Found(
                kind=_("draft"),
                icon="file-pen",
                title=title,
                url=address("courses:step", code),
                context=f"{module} · {courses[course_id].title}",
                text=text.words.removeprefix(title).strip(),
            )


def _questions(request: HttpRequest, matches: Matches, at: dt.datetime) -> Iterator[Found]:
    """The banks' questions for their authors, with options and explanations."""
    courses = {course.bank_id: course for course in courses_taught_by(subject_of(request), at)}
    live = Question.objects.filter(bank_id__in=courses, archived_at__isnull=True)
    rows = live.filter(current__isnull=False).values_list("code", "bank_id", "current__code")
    _load_questions([version for _code, _bank, version in rows])
    for code, bank, version in rows:
        text = remembered(("question", version), str)
        if matches(text.folded):
            yield Found(
                kind=_("question"),
                icon="circle-question-mark",
                title=text.words[:80],
                url=address("questions:edit", code),
                context=courses[bank].title,
                text=text.words,
            )


def _load_questions(versions: list[str]) -> None:
    """Read the versions not yet in memory, many at a time."""
    missing = [code for code in versions if not is_remembered(("question", code))]
    for start in range(0, len(missing), _CHUNK):
        for version in QuestionVersion.objects.filter(code__in=missing[start : start + _CHUNK]):
            remembered(("question", version.code), _asked, version)


def _asked(version: QuestionVersion) -> str:
    content = content_of(version)
    texts = (content.stem, *(option.text for option in content.options), content.explanation)
    return _unmarked(" ".join(text for text in texts if text))


def _unmarked(markdown: str) -> str:
    """The words without Markdown's marks, roughly: thousands of drafts are read at once."""
    return " ".join(_MARKS.sub(" ", markdown).split())


def _people(request: HttpRequest, matches: Matches, at: dt.datetime) -> Iterator[Found]:
    """Learners of the reader's cohorts, by name or address: only whom they may see (T03)."""
    subject = subject_of(request)
    for card in cohorts_of(subject, at, roles=_STAFF):
        places = learners_visible_to(subject, card.cohort, at).select_related(None)
        rows = places.values_list("code", "subject__person__name", "subject__person__email")
        for code, name, email in rows:
            if name and matches(remembered(("name", name, email), " ".join, (name, email)).folded):
                yield Found(
                    kind=_("learner"),
                    icon="user-round",
                    title=name,
                    url=address("rosters:place", card.cohort.code, code),
                    context=card.cohort.title,
                )
