"""The library as somebody reads it: the sheets shipped, their courses' own, and shared ones."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db.models import Case, Q, When
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from volteface.accounts.models import Grant
from volteface.accounts.queries import grants_held
from volteface.classroom import techniques
from volteface.classroom.models import OwnTechnique
from volteface.classroom.rules.library import Entry, Wanted, folded, loosen, search
from volteface.classroom.techniques.stored import from_json
from volteface.classroom.techniques.words import GOALS
from volteface.core.errors import Missing
from volteface.courses.models import Course
from volteface.courses.queries import courses_taught_by
from volteface.rosters.models import Cohort

from .technique_words import minutes_said, people_said

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

    from volteface.accounts.models import Subject
    from volteface.classroom.rules.library import Loosened
    from volteface.classroom.techniques.sheet import Sheet, Text

TEACHING = (
    Grant.Role.TUTOR.value,
    Grant.Role.TEACHER.value,
    Grant.Role.MANAGER.value,
    Grant.Role.ADMINISTRATOR.value,
)
# A library is read, not paged through: beyond these one searches.
MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A sheet with where it comes from; ``own`` is empty for a shipped one."""

    sheet: Sheet
    own: OwnTechnique | None = None
    may_write: bool = False

    @property
    def minutes(self) -> str:
        """Shortest to longest, in words."""
        return minutes_said(self.sheet)

    @property
    def people(self) -> str:
        """Fewest to most, in words."""
        return people_said(self.sheet)

    def facts(self) -> list[tuple[Text, Text]]:
        """What it is for, then the sheet's short fields; minutes and people where no prose is."""
        said = self.sheet
        goals = " · ".join(str(GOALS[goal]) for goal in said.goals)
        first = [(_("Goal"), goals)] if goals else []
        if not said.duration:
            first.append((_("Duration"), self.minutes))
        if not said.group_size:
            first.append((_("Group size"), self.people))
        return [*first, *said.filled_facts()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search came to, and what would help when it came to nothing."""

    rows: tuple[Shelved, ...]
    loosened: tuple[Loosened, ...]


def teaches(subject: Subject, at: dt.datetime) -> bool:
    """Whether somebody teaches, tutors, manages or administers anything."""
    return any(role in TEACHING for role, _scope, _code in grants_held(subject, at))


def find(subject: Subject, wanted: Wanted, *, at: dt.datetime) -> Found:
    """The sheets somebody may read that fit what they are looking for."""
    shelf = {row.sheet.name: row for row in _shelf(subject, at)}
    entries = [
        _shipped_entry(name, get_language() or "en") if row.own is None else entry_of(row.sheet)
        for name, row in shelf.items()
    ]
    found = search(entries, wanted)[:MOST_SHOWN]
    return Found(
        rows=tuple(shelf[entry.name] for entry in found),
        loosened=() if found else loosen(entries, wanted),
    )


def shown(subject: Subject, name: str, *, at: dt.datetime) -> Shelved:
    """A sheet by its name or code, for who may read it; raises `Missing`."""
    if name in techniques.names():
        return Shelved(sheet=techniques.get(name))
    own = _readable(subject, at).filter(code=name).first()
    if own is None:
        raise Missing
    writes = courses_taught_by(subject, at).filter(pk=own.course_id).exists()
    return Shelved(sheet=sheet_of(own), own=own, may_write=writes)


def own_for(subject: Subject, code: str, *, at: dt.datetime) -> OwnTechnique:
    """A sheet for who may write it: its course's authors; put-away ones too, to take them back."""
    rows = OwnTechnique.objects.select_related("course").filter(code=code)
    own = rows.filter(course__in=courses_taught_by(subject, at)).first()
    if own is None:
        raise Missing
    return own


def put_away(subject: Subject, code: str, *, at: dt.datetime) -> OwnTechnique | None:
    """A sheet somebody has just put away and may take back."""
    if not code:
        return None
    rows = OwnTechnique.objects.filter(code=code, archived_at__isnull=False)
    return rows.filter(course__in=courses_taught_by(subject, at)).first()


def sheet_of(own: OwnTechnique) -> Sheet:
    """A course's own sheet in the form of a shipped one."""
    return from_json(own.sheet, name=own.code, title=own.title)


def usable_in(course: Course, *, among: Collection[str] | None = None) -> dict[str, Sheet]:
    """The sheets beside the shipped ones that a plan of this course may use, by code."""
    rows = usable_rows(course)
    if among is not None:
        rows = rows.filter(code__in=among)
    return {own.code: sheet_of(own) for own in rows[:MOST_SHOWN]}


def usable_rows(course: Course) -> QuerySet[OwnTechnique]:
    """The live sheets of the course, then the shared ones of others."""
    rows = OwnTechnique.objects.filter(archived_at__isnull=True)
    rows = rows.filter(Q(course=course) | Q(shared_at__isnull=False))
    return rows.order_by(Case(When(course=course, then=0), default=1), "title", "pk")


def entries_in(course: Course) -> dict[str, tuple[Sheet, Entry]]:
    """Every sheet a plan of this course may use, with what the search knows of it."""
    language = get_language() or "en"
    shipped = {
        sheet.name: (sheet, _shipped_entry(sheet.name, language))
        for sheet in techniques.all_sheets()
    }
    return shipped | {code: (sheet, entry_of(sheet)) for code, sheet in usable_in(course).items()}


def entry_of(sheet: Sheet) -> Entry:
    """What the search knows of a sheet, in the reader's language."""
    rest = [text for _term, text in sheet.facts()]
    rest += [text for _title, _form, items in sheet.sections() for text in items]
    return Entry(
        name=sheet.name,
        title=folded(str(sheet.title)),
        near=_folded([*sheet.keywords, sheet.summary]),
        text=_folded(rest),
        goals=sheet.goals,
        rooms=sheet.rooms,
        least_people=sheet.least_people,
        most_people=sheet.most_people,
        least_minutes=sheet.least_minutes,
        minutes=sheet.minutes,
        most_minutes=sheet.most_minutes,
        after=sheet.after,
    )


@lru_cache(maxsize=256)
def _shipped_entry(name: str, language: str) -> Entry:
    """Read once a language: a shipped sheet never changes while the program runs."""
    del language
    return entry_of(techniques.get(name))


def _folded(texts: Iterable[object]) -> str:
    return folded("\n".join(str(text) for text in texts))


def _shelf(subject: Subject, at: dt.datetime) -> list[Shelved]:
    written = set(courses_taught_by(subject, at).values_list("pk", flat=True))
    own = [
        Shelved(sheet=sheet_of(row), own=row, may_write=row.course_id in written)
        for row in _readable(subject, at)[:MOST_SHOWN]
    ]
    return [*own, *(Shelved(sheet=sheet) for sheet in techniques.all_sheets())]


def _readable(subject: Subject, at: dt.datetime) -> QuerySet[OwnTechnique]:
    """Live sheets of one's courses (a tutor's too), and the shared ones for who teaches here."""
    rows = OwnTechnique.objects.select_related("course").filter(archived_at__isnull=True)
    courses = courses_met(subject, at)
    if courses is None:
        return rows.none()
    return rows.filter(Q(course__in=courses) | Q(shared_at__isnull=False))


def courses_met(subject: Subject, at: dt.datetime) -> QuerySet[Course] | None:
    """The courses somebody writes or helps to teach; None for who teaches nothing at all."""
    granted = grants_held(subject, at)
    held = [(scope, code) for role, scope, code in granted if role in TEACHING]
    if not held:
        return None
    met = Cohort.objects.filter(
        Q(code__in=[code for scope, code in held if scope == Grant.Scope.COHORT])
        | Q(groups__code__in=[code for scope, code in held if scope == Grant.Scope.GROUP])
    )
    return Course.objects.filter(
        Q(pk__in=courses_taught_by(subject, at).values("pk")) | Q(pk__in=met.values("course"))
    )
