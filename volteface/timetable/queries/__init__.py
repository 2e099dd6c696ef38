"""Cycles, their dates and their audiences, as far as the one who asks may see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from volteface.accounts.models import Grant
from volteface.accounts.queries import active_grants, grants_held
from volteface.core.db.prepared import Prepared
from volteface.core.errors import Missing
from volteface.rosters.models import Cohort, Group, Membership
from volteface.rosters.queries import (
    cohorts_of,
    learners_of,
    memberships_of,
    narrowed,
    standing_in,
    time_factor_of,
)
from volteface.timetable.models import Cycle, Extension, Feed
from volteface.timetable.queries.rows import cycle_by_code, whole_cycles
from volteface.timetable.rules.dates import (
    CycleDates,
    Offsets,
    SlotOffset,
    Span,
    at_pace,
    cycle_dates,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.models import QuerySet

    from volteface.accounts.models import Subject
    from volteface.courses.models import Module
    from volteface.rosters.queries import Standing
    from volteface.timetable.models import Meeting

STAFF = frozenset({"teacher", "manager", "tutor"})
PLANNERS = frozenset({"teacher", "manager"})
# Slots lie before their meeting by less than this.
_FAR = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleView:
    """A cycle as one person sees it: its rows, its dates and who they are in it."""

    cycle: Cycle
    module: Module
    cohort: Cohort
    group: Group | None
    meeting: Meeting
    dates: CycleDates
    # ``teacher``, ``manager``, ``tutor`` or ``learner``.
    role: str
    # The person's own closing: later than the others' with an extension.
    closes_at: dt.datetime
    # Their own pace: 1.5 is half as much time again, 0 no limit.
    factor: float = 1.0

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF

    @property
    def is_cancelled(self) -> bool:
        return self.cycle.state == Cycle.State.CANCELLED


def cycle_for(
    subject: Subject,
    code: str,
    *,
    at: dt.datetime,
    roles: Collection[str] | None = None,
    row: Cycle | None = None,
) -> CycleView:
    """The cycle, for its audience once published and for its staff; raises `Missing` else.

    A tutor of some groups sees their groups' cycles and the whole cohort's. ``row`` is the cycle
    as `cycle_by_code` gave it a moment ago; whether the person may see it is always asked anew.
    """
    cycle = row or cycle_by_code(code)
    if cycle is None or cycle.is_archived:
        raise Missing
    standing = standing_in(subject, cycle.cohort, at)
    if not _may_see(subject, cycle, standing, at):
        raise Missing
    if roles is not None and standing.role not in roles:
        raise Missing
    return view_of(cycle, role=standing.role, subject=subject)


def meeting_for(subject: Subject, code: str, *, at: dt.datetime) -> CycleView:
    """The cycle of a meeting, for who may move it: its teachers and managers."""
    cycle = whole_cycles().filter(meeting__code=code, archived_at__isnull=True).first()
    if cycle is None:
        raise Missing
    standing = standing_in(subject, cycle.cohort, at)
    if standing.role not in PLANNERS:
        raise Missing
    return view_of(cycle, role=standing.role)


def cycles_of(subject: Subject, at: dt.datetime) -> list[CycleView]:
    """Every cycle the person sees, by the meeting's date; a learner has one per module."""
    roles = {card.cohort.pk: card.role for card in cohorts_of(subject, at)}
    if not roles:
        return []
    rows = list(
        whole_cycles()
        .filter(cohort_id__in=roles, archived_at__isnull=True)
        .order_by("meeting__starts_at", "pk")
    )
    places = _places_of(subject, at)
    groups = {cohort_id: place.group_id for cohort_id, place in places.items()}
    tutored = _tutored(subject, at)
    with_own = {(row.module_id, row.group_id) for row in rows if _is_published(row)}
    extensions = _extensions_of(subject, rows)
    views = []
    for row in rows:
        role = roles[row.cohort_id]
        if role == "learner" and not _is_learners(row, groups, with_own):
            continue
        if role == "tutor" and not _is_tutors(row, tutored):
            continue
        place = places.get(row.cohort_id) if role == "learner" else None
        factor = float(place.time_factor) if place is not None else 1.0
        views.append(view_of(row, role=role, closes_at=extensions.get(row.pk), factor=factor))
    return views


def cycles_of_cohort(subject: Subject, cohort: Cohort, at: dt.datetime) -> list[CycleView]:
    """The cohort's cycles, as far as the person sees them, by the meeting's date."""
    return [view for view in cycles_of(subject, at) if view.cohort.pk == cohort.pk]


def live_cycles(*, meeting_after: dt.datetime | None = None) -> QuerySet[Cycle]:
    """Every published cycle of the installation, for the readers that keep things up to date."""
    rows = whole_cycles().filter(state=Cycle.State.PUBLISHED, archived_at__isnull=True)
    return rows if meeting_after is None else rows.filter(meeting__starts_at__gt=meeting_after)


def dates_of(cycle: Cycle) -> CycleDates:
    """Every date of the cycle; no query when its meeting and slots are loaded."""
    meeting = cycle.meeting
    return cycle_dates(
        meeting=Span(starts_at=meeting.starts_at, ends_at=meeting.ends_at),
        zone=meeting.time_zone,
        offsets=offsets_of(cycle),
        slots=[SlotOffset(before=slot.before, minutes=slot.minutes) for slot in cycle.slots.all()],
        pinned_close_at=cycle.pinned_close_at,
    )


def offsets_of(cycle: Cycle) -> Offsets:
    """How far the cycle's dates lie from its meeting."""
    return Offsets(
        close_before=cycle.close_before,
        soft_before=cycle.soft_before,
        reminders=tuple(int(minutes) for minutes in cycle.reminders),
        briefings=tuple(int(minutes) for minutes in cycle.briefings),
        delayed_check_after=cycle.delayed_check_after,
    )


def audience_of(
    cycle: Cycle, *, at: dt.datetime | None = None, subject: Subject | int | None = None
) -> QuerySet[Membership]:
    """The active learners the cycle is for, with person and group attached; or one of them.

    Learners of a group that has its own cycle of the module are not in the whole cohort's.
    """
    if cycle.group_id is not None:
        return learners_of(cycle.cohort, cycle.group, at=at, subject=subject)
    apart = (
        Cycle.objects.filter(
            module_id=cycle.module_id, cohort_id=cycle.cohort_id, group__isnull=False
        )
        .filter(state=Cycle.State.PUBLISHED, archived_at__isnull=True)
        .values("group_id")
    )
    return learners_of(cycle.cohort, at=at, subject=subject).exclude(group_id__in=apart)


def audience_visible_to(subject: Subject, cycle: Cycle, at: dt.datetime) -> QuerySet[Membership]:
    """Those of the audience whom the person may see by name (T03)."""
    return narrowed(audience_of(cycle, at=at), subject, standing_in(subject, cycle.cohort, at))


def staff_of(cycle: Cycle, *, at: dt.datetime | None = None) -> list[Membership]:
    """The teachers of the cycle, and the tutors of its group or of any of its groups."""
    places = memberships_of(cycle.cohort, at=at).exclude(role=Membership.Role.LEARNER)
    if cycle.group_id is not None:
        places = places.filter(
            Q(role=Membership.Role.TEACHER) | Q(group__isnull=True) | Q(group_id=cycle.group_id)
        )
    # A tutor of three groups is told once.
    return list({place.subject_id: place for place in places}.values())


def closes_at_for(cycle: Cycle, subject: Subject) -> dt.datetime:
    """When the preparation closes for this person: later with an extension."""
    closes_at = dates_of(cycle).closes_at
    if not _extensions(cycle.pk, subject.pk):
        return closes_at
    return max(closes_at, Extension.objects.get(cycle=cycle, subject=subject).closes_at)


def extensions_in(cycle: Cycle) -> dict[int, dt.datetime]:
    """The later closings of a cycle, by subject id."""
    return dict(Extension.objects.filter(cycle=cycle).values_list("subject_id", "closes_at"))


def extension_rows(cycle: Cycle) -> QuerySet[Extension]:
    """The extensions of a cycle with their people, for its staff."""
    return Extension.objects.filter(cycle=cycle).select_related("subject__person").order_by("pk")


def busy_spans(
    cohort: Cohort,
    *,
    since: dt.datetime,
    until: dt.datetime,
    but: Cycle | None = None,
    groups: Iterable[Group] | None = None,
) -> list[Span]:
    """When the cohort (or those groups) is taken by meetings and slots known here."""
    rows = whole_cycles().filter(
        cohort=cohort,
        archived_at__isnull=True,
        meeting__starts_at__lt=until + _FAR,
        meeting__ends_at__gt=since,
    )
    rows = rows.exclude(state=Cycle.State.CANCELLED)
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    if groups is not None:
        rows = rows.filter(Q(group__isnull=True) | Q(group__in=list(groups)))
    spans: list[Span] = []
    for row in rows:
        dates = dates_of(row)
        spans.append(Span(starts_at=dates.meeting_starts_at, ends_at=dates.meeting_ends_at))
        spans.extend(dates.slots)
    return [span for span in spans if span.starts_at < until and span.ends_at > since]


def feed_of(subject: Subject) -> Feed | None:
    """The person's calendar address that works now, if they made one."""
    return Feed.objects.filter(subject=subject, revoked_at__isnull=True).order_by("-pk").first()


def feed_owner(token: str) -> Subject:
    """Whose calendar this address is; raises `Missing` when it is dead or its owner suspended."""
    feed = (
        Feed.objects.filter(token=token, revoked_at__isnull=True)
        .select_related("subject__person")
        .first()
    )
    if feed is None or feed.subject.person is None or not feed.subject.person.is_active:
        raise Missing
    return feed.subject


def view_of(
    cycle: Cycle,
    *,
    role: str,
    subject: Subject | None = None,
    closes_at: dt.datetime | None = None,
    factor: float = 1.0,
) -> CycleView:
    """A loaded cycle as ``role`` sees it; asks for an extension and a pace when given a subject."""
    if subject is not None and role == "learner":
        factor = time_factor_of(subject, cycle.cohort)
    dates = at_pace(dates_of(cycle), factor)
    own = closes_at or (closes_at_for(cycle, subject) if subject and role == "learner" else None)
    return CycleView(
        cycle=cycle,
        module=cycle.module,
        cohort=cycle.cohort,
        group=cycle.group,
        meeting=cycle.meeting,
        dates=dates,
        role=role,
        closes_at=max(own, dates.closes_at) if own else dates.closes_at,
        factor=factor,
    )


def _may_see(subject: Subject, cycle: Cycle, standing: Standing, at: dt.datetime) -> bool:
    if standing.role in PLANNERS:
        return True
    if standing.role == "tutor":
        return (
            cycle.group is None
            or standing.group_codes is None
            or cycle.group.code in standing.group_codes
        )
    if standing.role != "learner" or not _was_published(cycle):
        return False
    if cycle.group_id is not None:
        return bool(_in_group(cycle.cohort_id, cycle.group_id, subject.pk, at))
    return bool(_in_cohort(cycle.cohort_id, cycle.module_id, subject.pk, at))


def _in_audience(cycle: Cycle, subject: int, at: dt.datetime) -> QuerySet[Membership, Any]:
    own = audience_of(cycle, at=at, subject=subject).select_related(None)
    return own.order_by().values_list("pk")


_extensions = Prepared(
    lambda cycle, subject: Extension.objects.filter(cycle=cycle, subject=subject).values_list("pk")
)
_in_cohort = Prepared(
    lambda cohort, module, subject, at: _in_audience(
        Cycle(cohort=Cohort(pk=cohort), module_id=module), subject, at
    )
)
_in_group = Prepared(
    lambda cohort, group, subject, at: _in_audience(
        Cycle(cohort=Cohort(pk=cohort), group=Group(pk=group)), subject, at
    )
)


def _was_published(cycle: Cycle) -> bool:
    """Learners keep seeing a cycle that was called off after they had been told of it."""
    return cycle.state == Cycle.State.PUBLISHED or (
        cycle.state == Cycle.State.CANCELLED and cycle.published_at is not None
    )


def _is_published(cycle: Cycle) -> bool:
    return cycle.state == Cycle.State.PUBLISHED


def _is_learners(
    cycle: Cycle, groups: dict[int, int | None], with_own: set[tuple[int, int | None]]
) -> bool:
    if cycle.cohort_id not in groups or not _was_published(cycle):
        return False
    own = groups[cycle.cohort_id]
    if cycle.group_id is not None:
        return cycle.group_id == own
    return own is None or (cycle.module_id, own) not in with_own


def _is_tutors(cycle: Cycle, tutored: set[tuple[str, str]]) -> bool:
    if cycle.group is None:
        return True
    reached = {(Grant.Scope.COHORT, cycle.cohort.code), (Grant.Scope.GROUP, cycle.group.code)}
    return bool(reached & tutored)


def _places_of(subject: Subject, at: dt.datetime) -> dict[int, Membership]:
    """The person's place as a learner, by cohort."""
    places = Membership.objects.filter(
        subject=subject,
        role=Membership.Role.LEARNER,
        left_at__isnull=True,
        grant__in=active_grants(subject, at),
    )
    return {place.cohort_id: place for place in places}


def _tutored(subject: Subject, at: dt.datetime) -> set[tuple[str, str]]:
    held = grants_held(subject, at)
    return {(scope, code) for role, scope, code in held if role == Grant.Role.TUTOR}


def _extensions_of(subject: Subject, cycles: Iterable[Cycle]) -> dict[int, dt.datetime]:
    own = Extension.objects.filter(subject=subject, cycle__in=list(cycles))
    return dict(own.values_list("cycle_id", "closes_at"))
