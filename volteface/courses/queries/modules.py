"""Modules as their authors see them: the list, the outline, its checks, the whole document."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, Max, OuterRef, Q, Sum
from django.utils.translation import gettext as _

from volteface.courses.events import Finding, publish_checks
from volteface.courses.queries import live_modules, live_steps
from volteface.courses.queries.asked import asked_by_key, known_keys, short_pools
from volteface.courses.queries.drafted import Drafted
from volteface.courses.queries.drafts import drafts_of
from volteface.courses.queries.newer import asks_newer, newer_links
from volteface.courses.queries.outline import key_points_of, objectives_of, promises_of
from volteface.courses.queries.pools import questions_of_pools, variants_in
from volteface.courses.queries.watch import Watched, watched_draft
from volteface.courses.rules import checks, sheet
from volteface.courses.rules.body import PoolPlace, QuestionPlace, pieces_of, question_keys
from volteface.courses.rules.document import (
    Block,
    ModuleDocument,
    PoolBlock,
    QuestionBlock,
    StepDocument,
    TextBlock,
    VideoBlock,
    plan_from_json,
)
from volteface.courses.rules.terms import terms_from_json
from volteface.questions.queries import content_of, live_questions, misconception_texts

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from django.db.models import QuerySet

    from volteface.courses.models import Course, Module, Step
    from volteface.courses.queries.asked import Asked
    from volteface.courses.queries.drafts import DraftNote
    from volteface.questions.models import Question

STEPS_A_PAGE = 50
_HINTS = 20
_LIVE = Q(steps__archived_at__isnull=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleRow:
    """A module in its course's list."""

    module: Module
    minutes: int
    steps: int
    # draft, changed (since it was published) or published.
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """A step in its module's outline."""

    step: Step
    questions: int
    # What keeps the module from being published, and how many hints there are besides.
    hints: tuple[str, ...]
    remarks: int
    drafts: tuple[DraftNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModulePage:
    """Everything the module's page shows."""

    module: Module
    state: str
    minutes: int
    objectives: tuple[tuple[str, str], ...]
    key_points: tuple[str, ...]
    # A page of the outline.
    steps: Page[StepRow]
    findings: tuple[Finding, ...]
    # Nothing where the hints must be worked out first.
    watched: Watched | None
    blocked: bool
    question_count: int
    sheet_is_empty: bool


def module_rows(course: Course) -> list[ModuleRow]:
    """The course's modules in order; one query."""
    modules = live_modules(course).annotate(
        asks_newer=Exists(newer_links().filter(edition=OuterRef("published"))),
        step_count=Count("steps", filter=_LIVE),
        step_minutes=Sum("steps__minutes", filter=_LIVE),
        step_changed_at=Max("steps__changed_at"),
    )
    return [
        ModuleRow(
            module=module,
            minutes=module.step_minutes or 0,
            steps=module.step_count,
            state=_state(module, module.step_changed_at, newer=module.asks_newer),
        )
        for module in modules
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """A course in the list of one's courses."""

    course: Course
    modules: int
    published: int


def course_rows(courses: QuerySet[Course]) -> list[CourseRow]:
    """Courses with the number of their modules; one query."""
    live = Q(modules__archived_at__isnull=True)
    counted = courses.annotate(
        module_count=Count("modules", filter=live),
        published_count=Count("modules", filter=live & Q(modules__published__isnull=False)),
    )
    return [
        CourseRow(course=course, modules=course.module_count, published=course.published_count)
        for course in counted
    ]


def put_away(course: Course, code: str) -> Module | None:
    """The archived module with this code, to offer taking it back."""
    return course.modules.filter(code=code, archived_at__isnull=False).first() if code else None


def step_put_away(module: Module, code: str) -> Step | None:
    """The archived step with this code, to offer taking it back."""
    return module.steps.filter(code=code, archived_at__isnull=False).first() if code else None


def module_page(module: Module, *, at: dt.datetime, number: str = "", step: str = "") -> ModulePage:
    """The module with what the checks say, and the outline's page ``number`` or that of a step.

    The hints about a long draft are left to `watched_hints` unless they are at hand.
    """
    steps = list(live_steps(module))
    asked = asked_by_key(module, steps)
    found = findings(module, steps, asked, at=at)
    promises = promises_of(module)
    drafted = Drafted(module, steps, asked, promises)
    watched = watched_draft(drafted, at=at, most=_HINTS) if drafted.is_at_hand else None
    rows = _rows(steps, asked, found, watched)
    latest = max((each.changed_at for each in steps if each.changed_at), default=None)
    return ModulePage(
        module=module,
        state=_state(module, latest, newer=bool(module.published and asks_newer(module.published))),
        minutes=sum(each.minutes for each in steps),
        objectives=promises.objectives,
        key_points=promises.key_points,
        steps=_page(rows, number, step),
        findings=tuple(hint for hint in found if not hint.step),
        watched=watched,
        blocked=any(hint.blocks for hint in found),
        question_count=sum(row.questions for row in rows),
        sheet_is_empty=sheet.from_json(module.sheet).is_empty,
    )


def watched_hints(module: Module, *, at: dt.datetime, number: str = "") -> Watched:
    """The hints about a whole draft, a page of them at a time."""
    steps = list(live_steps(module))
    drafted = Drafted(module, steps, asked_by_key(module, steps), promises_of(module))
    return watched_draft(drafted, at=at, number=number)


def watched_step(step: Step, *, at: dt.datetime) -> Watched:
    """The hints about one step, seen alone: light, however long its module is."""
    module = step.module
    asked = asked_by_key(module, [step])
    return watched_draft(Drafted(module, [step], asked, promises_of(module)), at=at)


def findings(
    module: Module,
    steps: Iterable[Step],
    asked: Mapping[str, Asked],
    *,
    at: dt.datetime,
) -> list[Finding]:
    """What keeps the module from being published, and what the registered checks say."""
    outline = [
        checks.OutlineStep(
            code=step.code,
            unknown_questions=tuple(key for key in _keys(step) if key not in asked),
            short_pools=short_pools(step.body, asked),
        )
        for step in steps
    ]
    own = [
        Finding(text=_(hint.text) % hint.values, blocks=True, step=hint.step)
        for hint in checks.blockers(outline)
    ]
    return own + [found for check in publish_checks() for found in check(module, at)]


def questions_by_key(module: Module, steps: Iterable[Step]) -> dict[str, Question]:
    """The bank's questions that the steps ask, by key, with their versions and objectives."""
    steps = list(steps)
    pooled = questions_of_pools(module.course.bank, [step.body for step in steps])
    keys = {key for step in steps for key in _keys(step)} - pooled.keys()
    if not keys:
        return pooled
    questions = live_questions(module.course.bank).filter(key__in=keys, current__isnull=False)
    found = questions.select_related("current").prefetch_related("objectives")
    return {question.key: question for question in found} | pooled


def module_file(module: Module) -> ModuleDocument:
    """The module's draft as a document, for exporters."""
    steps = list(live_steps(module))
    questions = questions_by_key(module, steps)
    used = {
        option.misconception
        for question in questions.values()
        if question.current
        for option in content_of(question.current).options
    }
    beliefs = misconception_texts(module.course.bank)
    return ModuleDocument(
        title=module.title,
        key=module.key,
        language=module.course.language,
        summary=module.summary,
        why=module.why,
        objectives=objectives_of(module),
        key_points=key_points_of(module),
        misconceptions=tuple((key, text) for key, text in beliefs.items() if key in used),
        sheet=sheet.from_json(module.sheet),
        session_plan=plan_from_json(module.session_plan),
        terms=terms_from_json(module.terms),
        steps=tuple(
            StepDocument(
                title=step.title,
                key=step.key,
                level=step.level,
                minutes=step.minutes,
                blocks=tuple(_blocks(step, questions)),
            )
            for step in steps
        ),
    )


def _blocks(step: Step, questions: Mapping[str, Question]) -> Iterable[Block]:
    for piece in pieces_of(step.body):
        if isinstance(piece, VideoBlock):
            marks = (
                replace(mark, block=_question_block(mark.key, questions)) for mark in piece.marks
            )
            yield replace(piece, marks=tuple(marks))
        elif isinstance(piece, QuestionPlace):
            block = _question_block(piece.key, questions)
            yield block or TextBlock(markdown=f"{{{{ question {piece.key} }}}}")
        elif isinstance(piece, PoolPlace):
            members = variants_in(piece.name, questions)
            blocks = [_question_block(each.key, questions) for each in members]
            written = tuple(block for block in blocks if block is not None)
            yield PoolBlock(name=piece.name, draw=piece.draw, questions=written)
        else:
            yield piece


def _question_block(key: str, questions: Mapping[str, Question]) -> QuestionBlock | None:
    question = questions.get(key)
    if question is None or question.current is None:
        return None
    return QuestionBlock(
        key=question.key,
        content=content_of(question.current),
        objectives=tuple(sorted(each.key for each in question.objectives.all())),
    )


def _rows(
    steps: Sequence[Step],
    asked: Mapping[str, Asked],
    found: Iterable[Finding],
    watched: Watched | None,
) -> list[StepRow]:
    drafts = drafts_of(steps)
    hints: dict[str, list[str]] = defaultdict(list)
    for each in found:
        hints[each.step].append(str(each.text))
    return [
        StepRow(
            step=step,
            questions=len(known_keys(step.body, asked)),
            hints=tuple(hints[step.code]),
            remarks=watched.by_step.get(step.code, 0) if watched else 0,
            drafts=drafts.get(step.pk, ()),
        )
        for step in steps
    ]


def _page(rows: Sequence[StepRow], number: str, step: str) -> Page[StepRow]:
    """The page on which ``step`` stands, else the page ``number``."""
    codes = [row.step.code for row in rows]
    wanted = codes.index(step) // STEPS_A_PAGE + 1 if step in codes else number
    return Paginator(rows, STEPS_A_PAGE).get_page(wanted)


def _keys(step: Step) -> tuple[str, ...]:
    return question_keys(step.body)


def _state(module: Module, step_changed_at: dt.datetime | None, *, newer: bool) -> str:
    """``newer``: whether the bank has newer words of its questions."""
    if module.published is None:
        return "draft"
    if newer:
        return "changed"
    changed = [at for at in (module.changed_at, step_changed_at) if at is not None]
    return "changed" if any(at > module.published.published_at for at in changed) else "published"
