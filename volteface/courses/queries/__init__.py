"""Courses as other apps read them: authorised getters, editions, and the module as a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from markupsafe import Markup

from volteface.accounts.models import Grant
from volteface.accounts.queries import INSTALLATION, grants_held
from volteface.core.errors import Missing
from volteface.courses.models import Course, Module, Step
from volteface.courses.queries.films import films
from volteface.courses.rules import blocks as stored_blocks
from volteface.courses.rules.anchors import anchored
from volteface.courses.rules.anchors import headings as headings_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from volteface.accounts.models import Subject
    from volteface.courses.models import Edition
    from volteface.courses.queries.films import Film, FilmOf
    from volteface.courses.rules.anchors import Heading

AUTHORS = (Grant.Role.TEACHER.value, Grant.Role.MANAGER.value)
_KEPT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    """A block of a published step: text, a question (by version), or a film.

    ``html`` shows texts and films as they are; a question is drawn by whoever asks it.
    """

    kind: str
    html: Markup
    version_id: int | None = None
    film: Film | None = None
    # The headings of a text, each with the id a link leads to.
    headings: tuple[Heading, ...] = ()
    # A pool's versions, and how many of them a learner is asked.
    variants: tuple[int, ...] = ()
    draw: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """A published step; ``key`` stays the same through editions."""

    id: int
    key: str
    position: int
    title: str
    level: str
    minutes: int
    blocks: tuple[BlockView, ...]

    @property
    def version_ids(self) -> tuple[int, ...]:
        """The questions it asks, in order."""
        return tuple(block.version_id for block in self.blocks if block.version_id is not None)


def course_for(subject: Subject, code: str, *, at: dt.datetime) -> Course:
    """The course for who may write it: its teachers and managers, and administrators."""
    course = courses_taught_by(subject, at).select_related("bank").filter(code=code).first()
    if course is None:
        raise Missing
    return course


def module_for(subject: Subject, code: str, *, at: dt.datetime) -> Module:
    """The module for who may write its course, archived ones included (to take them back)."""
    modules = Module.objects.select_related("course__bank", "published").filter(code=code)
    module = modules.filter(course__in=courses_taught_by(subject, at)).first()
    if module is None:
        raise Missing
    return module


def step_for(subject: Subject, code: str, *, at: dt.datetime) -> Step:
    """The draft step for who may write its course."""
    steps = Step.objects.select_related("module__course__bank", "module__published")
    step = steps.filter(code=code, module__course__in=courses_taught_by(subject, at)).first()
    if step is None:
        raise Missing
    return step


def courses_taught_by(subject: Subject, at: dt.datetime) -> QuerySet[Course]:
    """Courses that ``subject`` may write; an administrator's are all."""
    courses = Course.objects.filter(archived_at__isnull=True).order_by("title", "pk")
    codes, everywhere = _authored(subject, at)
    return courses if everywhere else courses.filter(code__in=codes)


def may_create_courses(subject: Subject, at: dt.datetime) -> bool:
    """Whether ``subject`` teaches or manages something, or administers the installation."""
    roles = {*AUTHORS, Grant.Role.ADMINISTRATOR.value}
    return any(role in roles for role, _scope, _code in grants_held(subject, at))


def may_write_bank(subject: Subject, bank_id: int, at: dt.datetime) -> bool:
    """Whether ``subject`` may write the course that owns this bank."""
    return courses_taught_by(subject, at).filter(bank_id=bank_id).exists()


def edition_steps(edition: Edition) -> tuple[StepView, ...]:
    """A published edition's steps in order; editions never change, so they are read once."""
    # Films speak to their reader.
    place = (edition.code, get_language() or "en")
    steps = _editions.get(place)
    if steps is None:
        rows = list(edition.steps.all())
        course = edition.module.course
        shown = films(course, [stored_blocks.from_json(row.blocks) for row in rows])
        steps = tuple(
            StepView(
                id=row.pk,
                key=row.key,
                position=row.position,
                title=row.title,
                level=row.level,
                minutes=row.minutes,
                blocks=_block_views(stored_blocks.from_json(row.blocks), shown),
            )
            for row in rows
        )
        if len(_editions) >= _KEPT:
            _editions.clear()
        _editions[place] = steps
    return steps


def forget_editions() -> None:
    """Read editions again: a film's file has changed."""
    _editions.clear()


def live_steps(module: Module) -> QuerySet[Step]:
    """The module's draft steps in order, archived ones left out."""
    return Step.objects.filter(module=module, archived_at__isnull=True).order_by("position", "pk")


def live_modules(course: Course) -> QuerySet[Module]:
    """The course's modules in order, archived ones left out."""
    modules = Module.objects.filter(course=course, archived_at__isnull=True)
    return modules.select_related("published").order_by("position", "pk")


_editions: dict[tuple[str, str], tuple[StepView, ...]] = {}


def _authored(subject: Subject, at: dt.datetime) -> tuple[set[str], bool]:
    held = grants_held(subject, at)
    codes = {code for role, scope, code in held if role in AUTHORS and scope == Grant.Scope.COURSE}
    return codes, any(
        role == Grant.Role.ADMINISTRATOR and scope == INSTALLATION for role, scope, _ in held
    )


def _block_views(
    blocks: Sequence[stored_blocks.StoredBlock], film_of: FilmOf
) -> tuple[BlockView, ...]:
    """The blocks of a step; headings and films carry ids, so that a link can lead to them."""
    views: list[BlockView] = []
    headings = films_so_far = 0
    for block in blocks:
        if block.version_id:
            views.append(BlockView(kind="question", html=Markup(), version_id=block.version_id))
        elif block.pool:
            views.append(
                BlockView(kind="pool", html=Markup(), variants=block.variants, draw=block.draw)
            )
        elif block.source or block.embed:
            films_so_far += 1
            film = film_of(block, f"film-{films_so_far}")
            views.append(BlockView(kind="video", html=film.html, film=film))
        else:
            html, headings = anchored(block.html, after=headings)
            text = Markup(html)  # noqa: S704 - sanitised when it was published
            views.append(BlockView(kind="text", html=text, headings=headings_in(html)))
    return tuple(views)
