"""The only writers of cohorts, groups and memberships; they write the grants beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import (
    bump_epoch,
    ensure_person,
    grant_role,
    record,
    revoke,
    suspend,
    unsuspend,
)
from volteface.accounts.models import Grant
from volteface.core.codes import secret_token
from volteface.rosters.errors import (
    DatesAreReversed,
    EnrolmentIsClosed,
    GroupExists,
    GroupOfAnotherCohort,
)
from volteface.rosters.events import cohort_dates_changed, pace_changed
from volteface.rosters.models import Cohort, Group, Membership

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from volteface.accounts.models import Subject
    from volteface.core.models import Batch
    from volteface.courses.models import Course


def create_cohort(
    course: Course,
    *,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date,
    by: Subject | None,
    at: dt.datetime,
    time_zone: str = "Europe/Paris",
    exam_at: dt.datetime | None = None,
    teacher: Subject | None = None,
) -> Cohort:
    """Make a cohort and its teacher (``by`` unless named), who may edit the course too."""
    check_dates(starts_on, ends_on)
    with transaction.atomic():
        cohort = Cohort.objects.create(
            course=course,
            title=title,
            time_zone=time_zone,
            starts_on=starts_on,
            ends_on=ends_on,
            exam_at=exam_at,
        )
        record(by, "create", noun="cohort", code=cohort.code, at=at)
        who = teacher or by
        if who is not None:
            enrol(cohort, subject=who, role=Membership.Role.TEACHER, by=by, at=at)
    return cohort


def check_dates(starts_on: dt.date, ends_on: dt.date) -> None:
    """Refuse a cohort that ends before it begins."""
    if ends_on < starts_on:
        raise DatesAreReversed(_("The term ends before it begins. Change one of the two dates."))


def change_cohort(
    cohort: Cohort,
    *,
    title: str,
    starts_on: dt.date,
    ends_on: dt.date,
    time_zone: str,
    exam_at: dt.datetime | None,
    by: Subject,
    at: dt.datetime,
) -> Cohort:
    """Change what a cohort is called and its dates."""
    check_dates(starts_on, ends_on)
    before = Cohort.objects.values_list("exam_at", "ends_on", "time_zone").get(pk=cohort.pk)
    with transaction.atomic():
        cohort.title, cohort.time_zone, cohort.exam_at = title, time_zone, exam_at
        cohort.starts_on, cohort.ends_on = starts_on, ends_on
        cohort.save(update_fields=["title", "time_zone", "exam_at", "starts_on", "ends_on"])
        record(by, "change", noun="cohort", code=cohort.code, at=at)
        if before != (exam_at, ends_on, time_zone):
            cohort_dates_changed.announce(cohort.pk)
    return cohort


def archive_cohort(cohort: Cohort, *, by: Subject, at: dt.datetime) -> Cohort:
    """Put a cohort away: it leaves the lists, its data stays."""
    with transaction.atomic():
        if cohort.archived_at is None:
            cohort.archived_at = at
            cohort.save(update_fields=["archived_at"])
            record(by, "archive", noun="cohort", code=cohort.code, at=at)
    return cohort


def restore_cohort(cohort: Cohort, *, by: Subject, at: dt.datetime) -> Cohort:
    """Take an archived cohort back."""
    with transaction.atomic():
        if cohort.archived_at is not None:
            cohort.archived_at = None
            cohort.save(update_fields=["archived_at"])
            record(by, "restore", noun="cohort", code=cohort.code, at=at)
    return cohort


def create_group(cohort: Cohort, *, name: str, by: Subject | None, at: dt.datetime) -> Group:
    """Make a group; an archived one of the same name is taken back; a live one is refused."""
    with transaction.atomic():
        group = Group.objects.filter(cohort=cohort, name=name).first()
        if group is not None and group.archived_at is None:
            raise GroupExists(_("There is a group “%(name)s” already.") % {"name": name})
        if group is None:
            group = Group.objects.create(cohort=cohort, name=name)
        else:
            group.archived_at = None
            group.save(update_fields=["archived_at"])
        record(by, "create", noun="group", code=group.code, at=at)
    return group


def rename_group(group: Group, *, name: str, by: Subject, at: dt.datetime) -> Group:
    """Give a group another name; one name per cohort."""
    group.name = name
    try:
        with transaction.atomic():
            group.save(update_fields=["name"])
            record(by, "rename", noun="group", code=group.code, at=at)
    except IntegrityError:
        raise GroupExists(_("There is a group “%(name)s” already.") % {"name": name}) from None
    return group


def enrol(
    cohort: Cohort,
    *,
    subject: Subject,
    role: str = Membership.Role.LEARNER,
    group: Group | None = None,
    by: Subject | None,
    at: dt.datetime,
    batch: Batch | None = None,
) -> Membership:
    """Give a place and the grant that goes with it; repeated it changes nothing but the group.

    A suspended person stays suspended: a link never undoes what a teacher did.
    """
    # Longer because grant and place each take a line a field.
    if group is not None and group.cohort_id != cohort.pk:
        raise GroupOfAnotherCohort(_("This group belongs to another cohort."))
    by_group = role == Membership.Role.TUTOR and group is not None
    with transaction.atomic():
        grant = grant_role(
            subject,
            role=role,
            scope=Grant.Scope.GROUP if by_group else Grant.Scope.COHORT,
            scope_code=group.code if by_group and group is not None else cohort.code,
            by=by,
            at=at,
            batch=batch,
        )
        if role == Membership.Role.TEACHER:
            _let_edit_course(cohort, subject, by=by, at=at)
        place, made = Membership.objects.get_or_create(
            grant=grant,
            defaults={
                "cohort": cohort,
                "subject": subject,
                "role": role,
                "group": group,
                "joined_at": at,
            },
        )
        if not made and _come_back(place, group, at):
            bump_epoch(subject, at=at)
            record(by, "change", noun="membership", code=cohort.code, at=at)
    return place


def enrol_by_email(
    cohort: Cohort,
    *,
    email: str,
    name: str,
    role: str = Membership.Role.LEARNER,
    group: Group | None = None,
    by: Subject,
    at: dt.datetime,
) -> Membership:
    """Enrol whoever has the address; somebody unknown becomes a person of the installation."""
    person = ensure_person(
        email, name=name, language=cohort.course.language, time_zone=cohort.time_zone
    )
    return enrol(cohort, subject=person.subject, role=role, group=group, by=by, at=at)


def leave(membership: Membership, *, by: Subject | None, at: dt.datetime) -> Membership:
    """End a place and its grant; what was answered stays."""
    with transaction.atomic():
        if membership.left_at is not None:
            return membership
        revoke(membership.grant, by=by, at=at)
        membership.left_at = at
        membership.save(update_fields=["left_at"])
        if membership.role == Membership.Role.TEACHER:
            _let_go_of_course(membership, by=by, at=at)
    return membership


def leave_everywhere(subject: Subject, at: dt.datetime) -> None:
    """End every place of somebody who is erased."""
    places = Membership.objects.filter(subject=subject, left_at__isnull=True)
    for place in places.select_related("grant__subject__person", "cohort"):
        leave(place, by=None, at=at)


def suspend_membership(
    membership: Membership, *, by: Subject | None, at: dt.datetime
) -> Membership:
    """Stop everything the place allows, at once: the grant is the only source of access."""
    suspend(membership.grant, by=by, at=at)
    return membership


def resume_membership(membership: Membership, *, by: Subject | None, at: dt.datetime) -> Membership:
    """Let a suspended place count again."""
    unsuspend(membership.grant, by=by, at=at)
    return membership


def come_back(membership: Membership, *, by: Subject | None, at: dt.datetime) -> Membership:
    """Undo `leave`: the same place, the same history."""
    return enrol(
        membership.cohort,
        subject=membership.subject,
        role=membership.role,
        group=membership.group,
        by=by,
        at=at,
    )


def move_to_group(
    membership: Membership, group: Group | None, *, by: Subject | None, at: dt.datetime
) -> Membership:
    """Put a learner into another group of the same cohort, or into none."""
    if group is not None and group.cohort_id != membership.cohort_id:
        raise GroupOfAnotherCohort(_("This group belongs to another cohort."))
    with transaction.atomic():
        if membership.group_id == (group.pk if group else None):
            return membership
        membership.group = group
        membership.save(update_fields=["group"])
        bump_epoch(membership.subject, at=at)
        detail = {"subject": str(membership.subject.code), "group": group.code if group else ""}
        record(by, "move", noun="membership", code=membership.cohort.code, at=at, detail=detail)
    return membership


def set_time_factor(
    membership: Membership, factor: Decimal, *, by: Subject, at: dt.datetime
) -> Membership:
    """Give a learner more time, everywhere; 0 stands for unlimited."""
    with transaction.atomic():
        membership.time_factor = factor
        membership.save(update_fields=["time_factor"])
        detail = {"subject": str(membership.subject.code), "factor": str(factor)}
        code = membership.cohort.code
        record(by, "set time factor", noun="membership", code=code, at=at, detail=detail)
        pace_changed.announce(membership.cohort_id)
    return membership


def open_enrolment(cohort: Cohort, *, by: Subject | None, at: dt.datetime) -> Cohort:
    """Open a new enrolment link; an older one stops working."""
    with transaction.atomic():
        cohort.enrolment_code = secret_token()[:22]
        cohort.save(update_fields=["enrolment_code"])
        record(by, "open enrolment", noun="cohort", code=cohort.code, at=at)
    return cohort


def close_enrolment(cohort: Cohort, *, by: Subject | None, at: dt.datetime) -> Cohort:
    """Close the enrolment link; who came by it stays."""
    with transaction.atomic():
        if cohort.enrolment_code:
            cohort.enrolment_code = ""
            cohort.save(update_fields=["enrolment_code"])
            record(by, "close enrolment", noun="cohort", code=cohort.code, at=at)
    return cohort


def enrol_by_code(code: str, *, subject: Subject, at: dt.datetime) -> Membership:
    """Enrol a learner who holds an open link; raises `EnrolmentIsClosed` for any other."""
    cohort = Cohort.objects.live().filter(enrolment_code=code).first() if code else None
    if cohort is None:
        raise EnrolmentIsClosed(_("This enrolment link is closed. Ask your teacher for a new one."))
    present = Membership.objects.filter(
        cohort=cohort, subject=subject, role=Membership.Role.LEARNER
    ).first()
    group = present.group if present is not None else None
    return enrol(cohort, subject=subject, group=group, by=subject, at=at)


def _come_back(place: Membership, group: Group | None, at: dt.datetime) -> bool:
    changed = place.left_at is not None or (group is not None and place.group_id != group.pk)
    if changed:
        place.group = group
        if place.left_at is not None:
            place.left_at, place.joined_at = None, at
        place.save(update_fields=["left_at", "joined_at", "group"])
    return changed


def _let_edit_course(
    cohort: Cohort, subject: Subject, *, by: Subject | None, at: dt.datetime
) -> None:
    course = cohort.course
    grant_role(
        subject,
        role=Grant.Role.TEACHER,
        scope=Grant.Scope.COURSE,
        scope_code=course.code,
        by=by,
        at=at,
    )


def _let_go_of_course(membership: Membership, *, by: Subject | None, at: dt.datetime) -> None:
    """End the course's grant with the last cohort of the course that was taught."""
    course = membership.cohort.course
    others = Membership.objects.filter(
        subject=membership.subject,
        role=membership.role,
        cohort__course=course,
        left_at__isnull=True,
    ).exclude(pk=membership.pk)
    if others.exists():
        return
    held = Grant.objects.filter(
        subject=membership.subject, role="teacher", scope="course", scope_code=course.code
    )
    for grant in held:
        revoke(grant, by=by, at=at)
