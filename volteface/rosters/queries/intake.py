"""A roster that waits to be brought in, against the cohort as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.accounts.models import Person
from volteface.core.errors import Missing
from volteface.rosters.models import Group, Membership, RosterImport
from volteface.rosters.queries import memberships_of
from volteface.rosters.rules.plan import Plan, Present, plan_of
from volteface.rosters.rules.sheet import unpacked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from volteface.rosters.models import Cohort

_MANY = 500


def roster_import(cohort: Cohort, code: str) -> RosterImport:
    """An import of this cohort; raises `Missing` for another's."""
    found = (
        RosterImport.objects.select_related("cohort__course", "batch", "by")
        .filter(cohort=cohort, code=code)
        .first()
    )
    if found is None:
        raise Missing
    return found


def roster_import_by_code(code: str) -> RosterImport | None:
    """An import for the server's own work."""
    rows = RosterImport.objects.select_related("cohort__course", "batch", "by__person")
    return rows.filter(code=code).first()


def import_plan(roster: RosterImport) -> Plan:
    """What the kept file would change now."""
    cohort = roster.cohort
    sheet = unpacked(bytes(roster.rows))
    groups = set(Group.objects.live().filter(cohort=cohort).values_list("name", flat=True))
    learners = memberships_of(cohort).filter(role=Membership.Role.LEARNER).count()
    present = present_among(cohort, [row.email for row in sheet.rows])
    return plan_of(sheet, present, groups=groups, learners=learners)


def present_among(cohort: Cohort, emails: Sequence[str]) -> dict[str, Present]:
    """What is known of each address; two queries for every 500."""
    known: dict[str, Present] = {}
    for start in range(0, len(emails), _MANY):
        some = emails[start : start + _MANY]
        people = Person.objects.present().filter(email__in=some)
        for email, name, number in people.values_list("email", "name", "key"):
            known[email] = Present(name=name, number=number)
        for place in _places(cohort, some):
            person = place.subject.person
            if person is None:
                continue
            earlier = known.get(person.email)
            if earlier is not None and earlier.place == "staff":
                continue
            known[person.email] = Present(
                name=person.name,
                number=person.key,
                place=_state(place),
                group=place.group.name if place.group else "",
            )
    return known


def place_by_email(cohort: Cohort, email: str) -> Membership | None:
    """The learner's place behind an address."""
    places = Membership.objects.select_related(
        "subject__person", "group", "grant", "cohort__course"
    )
    return places.filter(
        cohort=cohort, role=Membership.Role.LEARNER, subject__person__email=email
    ).first()


def _places(cohort: Cohort, emails: Sequence[str]) -> Sequence[Membership]:
    current = Membership.objects.filter(cohort=cohort, subject__person__email__in=emails)
    places = current.select_related("subject__person", "group", "grant__batch")
    return [place for place in places if place.grant.batch is None or place.grant.batch.current_at]


def _state(place: Membership) -> str:
    if place.role != Membership.Role.LEARNER:
        return "" if place.left_at else "staff"
    if place.grant.suspended_at is not None:
        return "suspended"
    return "left" if place.left_at is not None else "learner"


def recent_imports(cohort: Cohort, at: dt.datetime) -> list[RosterImport]:
    """The newest imports of a cohort, dropped ones left out."""
    rows = RosterImport.objects.filter(cohort=cohort, at__lte=at).defer("rows")
    return list(rows.exclude(state=RosterImport.State.DROPPED).order_by("-at")[:5])
