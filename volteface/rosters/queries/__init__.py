"""Who is in which cohort, as far as the one who asks may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from volteface.accounts.models import Grant, counting
from volteface.accounts.queries import grants_held, roles_held
from volteface.core import clock
from volteface.core.db.prepared import Prepared
from volteface.core.errors import Missing
from volteface.rosters.models import Cohort, Group, Membership

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from volteface.accounts.models import Subject

STAFF = ("teacher", "manager", "tutor")
EVERYBODY = (*STAFF, "learner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a subject is in a cohort: the strongest role, and the groups a tutor or learner has."""

    role: str
    # None: the whole cohort.
    group_codes: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortCard:
    """A cohort in a list, with its size."""

    cohort: Cohort
    role: str
    learners: int
    groups: int


def cohort_for(
    subject: Subject, code: str, *, roles: Collection[str] = EVERYBODY, at: dt.datetime
) -> Cohort:
    """The cohort, for whoever holds one of ``roles`` in it; raises `Missing` for anybody else."""
    cohort = Cohort.objects.select_related("course").filter(code=code).first()
    if cohort is None or role_in(subject, cohort, at) not in roles:
        raise Missing
    return cohort


def role_in(subject: Subject, cohort: Cohort, at: dt.datetime) -> str:
    """``teacher``, ``manager`` (administrators too), ``tutor``, ``learner`` or nothing."""
    return standing_in(subject, cohort, at).role


def standing_in(subject: Subject, cohort: Cohort, at: dt.datetime) -> Standing:
    """The strongest role in the cohort and how far it reaches; one query for most people."""
    held = [
        (str(role), str(scope), str(code))
        for role, scope, code in _held(subject.pk, at, cohort.code, cohort.course.code)
    ]
    if ("teacher", "cohort", cohort.code) in held:
        return Standing(role="teacher")
    if any(role in {"manager", "administrator"} for role, _scope, _code in held):
        return Standing(role="manager")
    if ("tutor", "cohort", cohort.code) in held:
        return Standing(role="tutor")
    tutored = [code for role, scope, code in held if (role, scope) == ("tutor", "group")]
    if tutored:
        here = Group.objects.live().filter(cohort=cohort, code__in=tutored)
        codes = frozenset(here.values_list("code", flat=True))
        if codes:
            return Standing(role="tutor", group_codes=codes)
    if ("learner", "cohort", cohort.code) in held:
        return Standing(role="learner")
    return Standing(role="")


_held = Prepared(
    lambda subject, at, cohort, course: (
        Grant.objects.active(at)
        .filter(subject=subject)
        .filter(
            Q(scope=Grant.Scope.COHORT, scope_code=cohort)
            | Q(scope=Grant.Scope.GROUP, role=Grant.Role.TUTOR)
            | Q(scope=Grant.Scope.COURSE, role=Grant.Role.MANAGER, scope_code=course)
            | Q(
                scope=Grant.Scope.INSTALLATION,
                role__in=(Grant.Role.MANAGER, Grant.Role.ADMINISTRATOR),
            )
        )
        .values_list("role", "scope", "scope_code")
    )
)


def cohorts_of(
    subject: Subject, at: dt.datetime, *, roles: Collection[str] = EVERYBODY
) -> list[CohortCard]:
    """Every cohort in which ``subject`` holds one of ``roles``, the newest term first."""
    grants = grants_held(subject, at)
    cards = []
    for cohort in _cohorts_reached(grants).order_by("-starts_on", "title", "pk"):
        role = _role_by_grants(grants, cohort)
        if role in roles:
            cards.append(
                CohortCard(
                    cohort=cohort,
                    role=role,
                    learners=cohort.learner_count,  # type: ignore[attr-defined]  # annotated below
                    groups=cohort.group_count,  # type: ignore[attr-defined]  # annotated below
                )
            )
    return cards


def learners_of(
    cohort: Cohort,
    group: Group | None = None,
    *,
    at: dt.datetime | None = None,
    subject: Subject | int | None = None,
) -> QuerySet[Membership]:
    """The learners who are in now: not left, not suspended, of current batches."""
    learners = memberships_of(cohort, at=at, subject=subject).filter(role=Membership.Role.LEARNER)
    return learners if group is None else learners.filter(group=group)


def memberships_of(
    cohort: Cohort, *, at: dt.datetime | None = None, subject: Subject | int | None = None
) -> QuerySet[Membership]:
    """Everybody whose place in the cohort counts at ``at``, with person and group attached."""
    places = Membership.objects.filter(
        counting(at or clock.now(), "grant__"), cohort=cohort, left_at__isnull=True
    )
    if subject is not None:
        places = places.filter(subject=subject)
    return places.select_related("subject__person", "group", "grant").order_by(
        "subject__person__name", "pk"
    )


def membership_of(subject: Subject, cohort: Cohort, at: dt.datetime) -> Membership | None:
    """The place of ``subject`` in the cohort: a learner's first, then a tutor's or teacher's."""
    rank = {"learner": 0, "tutor": 1, "teacher": 2}
    places = memberships_of(cohort, at=at, subject=subject)
    return min(places, key=lambda place: (rank[place.role], place.pk), default=None)


def time_factor_of(subject: Subject, cohort: Cohort) -> float:
    """The learner's own pace in the cohort: 1.5 is half as much time again, 0 no limit."""
    factors = _time_factor(subject.pk, cohort.pk)
    return float(factors[0][0]) if factors else 1.0


_time_factor = Prepared(
    lambda subject, cohort: (
        Membership.objects.filter(cohort=cohort, subject=subject, left_at__isnull=True)
        .filter(role=Membership.Role.LEARNER)
        .order_by("pk")
        .values_list("time_factor")
    )
)


def time_factors_in(cohort: Cohort | int) -> dict[int, float]:
    """The paces of the cohort's learners who have one of their own, by subject id."""
    places = Membership.objects.filter(cohort=cohort, left_at__isnull=True)
    pairs = places.exclude(time_factor=1).values_list("subject_id", "time_factor")
    return {subject_id: float(factor) for subject_id, factor in pairs}


def groups_visible_to(subject: Subject, cohort: Cohort, at: dt.datetime) -> list[Group]:
    """The groups a person may look into: staff all, tutors theirs, learners their own."""
    groups = Group.objects.live().filter(cohort=cohort)
    standing = standing_in(subject, cohort, at)
    if standing.role in {"teacher", "manager"}:
        return list(groups)
    if standing.role == "tutor":
        if standing.group_codes is None:
            return list(groups)
        return list(groups.filter(code__in=standing.group_codes))
    if standing.role == "learner":
        place = membership_of(subject, cohort, at)
        return [place.group] if place is not None and place.group is not None else []
    return []


def learners_visible_to(subject: Subject, cohort: Cohort, at: dt.datetime) -> QuerySet[Membership]:
    """The learners a person may see: staff all, tutors their groups', learners themselves."""
    standing = standing_in(subject, cohort, at)
    return narrowed(learners_of(cohort, at=at), subject, standing)


def narrowed(
    memberships: QuerySet[Membership], subject: Subject, standing: Standing
) -> QuerySet[Membership]:
    """Those of ``memberships`` whom somebody of this standing may see (T03)."""
    if standing.role in {"teacher", "manager"}:
        return memberships
    if standing.role == "tutor":
        if standing.group_codes is None:
            return memberships
        return memberships.filter(group__code__in=standing.group_codes)
    if standing.role == "learner":
        return memberships.filter(subject=subject)
    return memberships.none()


def cohort_by_enrolment(code: str) -> Cohort:
    """The cohort an open enrolment link leads to; raises `Missing` when it is closed."""
    cohort = None
    if code:
        open_ones = Cohort.objects.live().select_related("course")
        cohort = open_ones.filter(enrolment_code=code).first()
    if cohort is None:
        raise Missing
    return cohort


def _cohorts_reached(grants: list[tuple[str, str, str]]) -> QuerySet[Cohort]:
    cohorts = Cohort.objects.live().select_related("course")
    if not any(
        scope == "installation" and role in {"manager", "administrator"}
        for role, scope, _code in grants
    ):
        by_scope: dict[str, set[str]] = {"cohort": set(), "group": set(), "course": set()}
        for role, scope, code in grants:
            if scope in by_scope and (scope != "course" or role == "manager"):
                by_scope[scope].add(code)
        cohorts = cohorts.filter(
            Q(code__in=by_scope["cohort"])
            | Q(groups__code__in=by_scope["group"])
            | Q(course__code__in=by_scope["course"])
        )
    counted = Q(
        memberships__role="learner",
        memberships__left_at__isnull=True,
        memberships__grant__suspended_at__isnull=True,
    ) & (
        Q(memberships__grant__batch__isnull=True)
        | Q(memberships__grant__batch__current_at__isnull=False)
    )
    return cohorts.annotate(
        learner_count=Count("memberships", filter=counted, distinct=True),
        group_count=Count("groups", filter=Q(groups__archived_at__isnull=True), distinct=True),
    ).prefetch_related("groups")


def _role_by_grants(grants: list[tuple[str, str, str]], cohort: Cohort) -> str:
    held = set(grants)
    if ("teacher", "cohort", cohort.code) in held:
        return "teacher"
    if {role for role, scope, _ in held if scope == "installation"} & {"manager", "administrator"}:
        return "manager"
    if ("manager", "course", cohort.course.code) in held:
        return "manager"
    groups = {group.code for group in cohort.groups.all()}
    if ("tutor", "cohort", cohort.code) in held or any(
        role == "tutor" and scope == "group" and code in groups for role, scope, code in held
    ):
        return "tutor"
    return "learner" if ("learner", "cohort", cohort.code) in held else ""


def has_staff_role(request: HttpRequest) -> bool:
    """Whether the navigation offers cohorts: to whoever teaches, tutors or manages anything."""
    return bool(roles_held(request) & {"tutor", "teacher", "manager", "administrator"})


def place_for(
    subject: Subject, cohort_code: str, place_code: str, *, at: dt.datetime, staff: bool = True
) -> Membership:
    """Somebody's place, for a teacher or manager of its cohort; raises `Missing` otherwise."""
    roles = ("teacher", "manager") if staff else STAFF
    cohort = cohort_for(subject, cohort_code, roles=roles, at=at)
    place = visible_places(subject, cohort, at).filter(code=place_code).first()
    if place is None:
        raise Missing
    place.cohort = cohort
    return place


def visible_places(subject: Subject, cohort: Cohort, at: dt.datetime) -> QuerySet[Membership]:
    """Every place a staff member may look at: suspended ones and those left included."""
    current = Q(grant__batch__isnull=True) | Q(grant__batch__current_at__isnull=False)
    places = (
        Membership.objects.filter(current, cohort=cohort)
        .select_related("subject__person", "group", "grant")
        .order_by("subject__person__name", "pk")
    )
    return narrowed(places, subject, standing_in(subject, cohort, at))


def learners_listed(
    subject: Subject,
    cohort: Cohort,
    *,
    state: str = "",
    group: str = "",
    words: str = "",
    at: dt.datetime,
) -> QuerySet[Membership]:
    """The learners a staff member asked for: ``state`` is "" (in now), suspended or left."""
    places = visible_places(subject, cohort, at).filter(role=Membership.Role.LEARNER)
    suspended = Q(grant__suspended_at__isnull=False) | Q(subject__person__is_active=False)
    if state == "left":
        places = places.filter(left_at__isnull=False)
    elif state == "suspended":
        places = places.filter(suspended, left_at__isnull=True)
    else:
        places = places.filter(left_at__isnull=True).exclude(suspended)
    if group:
        places = places.filter(group__code=group)
    for word in words.split()[:8]:
        person = "subject__person__"
        places = places.filter(
            Q(**{f"{person}name__icontains": word})
            | Q(**{f"{person}email__icontains": word})
            | Q(**{f"{person}key__icontains": word})
        )
    return places


def staff_of(cohort: Cohort, at: dt.datetime) -> list[Membership]:
    """Teachers first, then tutors with their groups."""
    places = memberships_of(cohort, at=at).exclude(role=Membership.Role.LEARNER)
    return sorted(places, key=lambda place: (place.role != Membership.Role.TEACHER, place.pk))


def group_for(cohort: Cohort, code: str) -> Group | None:
    """A live group of the cohort; nothing for an empty code; raises `Missing` for another's."""
    if not code:
        return None
    group = Group.objects.live().filter(cohort=cohort, code=code).first()
    if group is None:
        raise Missing
    return group


def groups_with_counts(cohort: Cohort, at: dt.datetime) -> list[tuple[Group, int]]:
    """Each live group with the number of its learners."""
    learners = learners_of(cohort, at=at).order_by()
    counts = dict(
        learners.values("group").annotate(count=Count("pk")).values_list("group", "count")
    )
    return [
        (group, counts.get(group.pk, 0)) for group in Group.objects.live().filter(cohort=cohort)
    ]
