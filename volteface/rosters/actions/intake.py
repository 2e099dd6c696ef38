"""Bringing a roster in: read, previewed, confirmed, written in chunks nobody sees until the end."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.accounts.models import Grant, Person, Subject
from volteface.core import jobs
from volteface.core.models import Batch
from volteface.core.worker import compute
from volteface.rosters.actions import come_back, move_to_group
from volteface.rosters.errors import CannotReadRoster, ImportIsSettled
from volteface.rosters.models import Cohort, Group, Membership, RosterImport
from volteface.rosters.queries.intake import import_plan, place_by_email
from volteface.rosters.rules import files
from volteface.rosters.rules.sheet import Row, UnreadableError, packed
from volteface.rosters.words import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from volteface.rosters.rules.plan import Change, Plan

# Rows written at a time: each table takes about 5 ms (tested at 20).
CHUNK = 100
# Compressed bytes of about 200 rows: done before the next page shows.
SHORT = 5_000
# What Django keeps for people who have no password.
NO_PASSWORD = "!"  # noqa: S105 - the sign for none


def preview_roster(
    cohort: Cohort, *, data: bytes, file_name: str, by: Subject, at: dt.datetime
) -> RosterImport:
    """Read a file in the worker and keep it for confirming; raises `CannotReadRoster` with why."""
    try:
        sheet = compute(files.read_roster, data)
    except UnreadableError as error:
        raise CannotReadRoster(refusal(*error.args)) from error
    if not sheet.rows and not sheet.skipped:
        raise CannotReadRoster(refusal("empty", ""))
    rows = packed(sheet)
    with transaction.atomic():
        return RosterImport.objects.create(
            cohort=cohort, by=by, file_name=file_name[:200], rows=rows, at=at
        )


def confirm_roster(roster: RosterImport, *, by: Subject, at: dt.datetime) -> RosterImport:
    """Bring a short roster in now, a long one by the server's own work; once."""
    short = len(bytes(roster.rows)) < SHORT
    with transaction.atomic():
        if not _begin(roster):
            raise ImportIsSettled(_("This import was confirmed or dropped already."))
        record(by, "import roster", noun="cohort", code=roster.cohort.code, at=at)
        jobs.enqueue(
            "rosters.bring_in",
            nonce=f"roster:{roster.code}",
            payload={"code": roster.code},
            # Of a short one the job is only the second chance.
            run_at=at + dt.timedelta(minutes=1) if short else at,
        )
    roster.refresh_from_db()
    return bring_in(roster, at=at) if short else roster


def drop_roster(roster: RosterImport, *, at: dt.datetime) -> RosterImport:
    """Forget a preview; harmless when it is settled."""
    with transaction.atomic():
        waiting = RosterImport.objects.filter(pk=roster.pk, state=RosterImport.State.PREVIEW)
        waiting.update(state=RosterImport.State.DROPPED, rows=b"", settled_at=at)
    return roster


def bring_in(roster: RosterImport, *, at: dt.datetime) -> RosterImport:
    """Write a confirmed roster; stopped half-way it begins again where nobody had seen anything."""
    if roster.state != RosterImport.State.RUNNING:
        return roster
    batch = _batch_of(roster, at)
    plan = import_plan(roster)
    if batch.current_at is None:
        _stage(roster, plan, batch, at)
        _make_current(roster, plan, batch, at)
    # From here on every step is a small change to somebody who is in already.
    for change in plan.changed:
        _apply(roster, change, at)
    counts = {**_counts(plan), **roster.counts}
    with transaction.atomic():
        RosterImport.objects.filter(pk=roster.pk).update(
            state=RosterImport.State.DONE, settled_at=at, rows=b"", counts=counts
        )
    roster.refresh_from_db()
    return roster


def abandon(roster: RosterImport, *, at: dt.datetime) -> RosterImport:
    """Take away everything an import wrote before it became current."""
    batch = roster.batch
    if batch is not None and batch.current_at is None:
        while _remove_some(batch):
            pass
        with transaction.atomic():
            Group.objects.filter(pk__in=roster.counts.get("made", []), memberships=None).delete()
            Batch.objects.filter(pk=batch.pk).update(abandoned_at=at)
    with transaction.atomic():
        RosterImport.objects.filter(pk=roster.pk).update(
            state=RosterImport.State.FAILED, settled_at=at
        )
    roster.refresh_from_db()
    return roster


def abandon_stopped(at: dt.datetime) -> None:
    """Take away what imports left that began an hour ago and never became current."""
    stopped = RosterImport.objects.select_related("batch").filter(
        state=RosterImport.State.RUNNING,
        batch__current_at__isnull=True,
        batch__created_at__lt=at - dt.timedelta(hours=1),
    )
    for roster in stopped:
        abandon(roster, at=at)


def _begin(roster: RosterImport) -> bool:
    waiting = RosterImport.objects.filter(pk=roster.pk, state=RosterImport.State.PREVIEW)
    return bool(waiting.update(state=RosterImport.State.RUNNING))


def _batch_of(roster: RosterImport, at: dt.datetime) -> Batch:
    if roster.batch is not None:
        return roster.batch
    with transaction.atomic():
        batch = Batch.objects.create(kind="roster", note=roster.file_name, created_at=at)
        roster.batch = batch
        roster.save(update_fields=["batch"])
    return batch


def _stage(roster: RosterImport, plan: Plan, batch: Batch, at: dt.datetime) -> None:
    groups = _staged_groups(roster, plan, at)
    for start in range(0, len(plan.new), CHUNK):
        _write_chunk(roster.cohort, plan.new[start : start + CHUNK], groups, batch, at)


def _staged_groups(roster: RosterImport, plan: Plan, at: dt.datetime) -> Mapping[str, Group]:
    """Groups the file names; new ones stay archived until the import is current."""
    cohort = roster.cohort
    there = set(Group.objects.filter(cohort=cohort).values_list("name", flat=True))
    missing = [name for name in plan.groups if name not in there]
    with transaction.atomic():
        Group.objects.bulk_create(
            [Group(cohort=cohort, name=name, archived_at=at) for name in missing]
        )
        made = list(
            Group.objects.filter(cohort=cohort, name__in=missing).values_list("pk", flat=True)
        )
        roster.counts = {**roster.counts, "made": made} if made else roster.counts
        roster.save(update_fields=["counts"])
    return {group.name: group for group in Group.objects.filter(cohort=cohort)}


def _write_chunk(
    cohort: Cohort,
    rows: Sequence[Row],
    groups: Mapping[str, Group],
    batch: Batch,
    at: dt.datetime,
) -> None:
    """People, subjects, grants and places of up to `CHUNK` rows, each table in a short passage.

    Nothing holds them together but the batch: nobody sees any of it yet, all of it is repeatable.
    """
    people = _write_people(cohort, rows, batch)
    Subject.objects.bulk_create(
        [Subject(person_id=pk) for pk in people.values()], ignore_conflicts=True
    )
    standing_for = dict(
        Subject.objects.filter(person__in=people.values()).values_list("person_id", "pk")
    )
    grants = [
        Grant(
            subject_id=subject, role=Grant.Role.LEARNER, scope=Grant.Scope.COHORT,
            scope_code=cohort.code, since=at, batch=batch,
        )
        for subject in standing_for.values()
    ]  # fmt: skip
    Grant.objects.bulk_create(grants, ignore_conflicts=True)
    subjects = {email: standing_for[pk] for email, pk in people.items()}
    _place(cohort, rows, groups, subjects, at)


def _write_people(cohort: Cohort, rows: Sequence[Row], batch: Batch) -> dict[str, int]:
    """The people of the rows by address; whoever is known already stays as they are."""
    emails = [row.email for row in rows]
    known = set(Person.objects.filter(email__in=emails).values_list("email", flat=True))
    fresh = [
        Person(
            email=row.email, name=row.name, key=row.number, language=cohort.course.language,
            time_zone=cohort.time_zone, password=NO_PASSWORD, batch=batch,
        )
        for row in rows
        if row.name and row.email not in known
    ]  # fmt: skip
    Person.objects.bulk_create(fresh, ignore_conflicts=True)
    return dict(Person.objects.filter(email__in=emails).values_list("email", "pk"))


def _place(
    cohort: Cohort,
    rows: Sequence[Row],
    groups: Mapping[str, Group],
    subjects: Mapping[str, int],
    at: dt.datetime,
) -> None:
    grants = dict(
        Grant.objects.filter(
            subject__in=subjects.values(),
            role=Grant.Role.LEARNER,
            scope=Grant.Scope.COHORT,
            scope_code=cohort.code,
        ).values_list("subject_id", "pk")
    )
    places = [
        Membership(
            cohort=cohort, subject_id=subjects[row.email], grant_id=grants[subjects[row.email]],
            role=Membership.Role.LEARNER, group=groups.get(row.group), joined_at=at,
        )
        for row in rows
        if row.email in subjects
    ]  # fmt: skip
    Membership.objects.bulk_create(places, ignore_conflicts=True)


def _make_current(roster: RosterImport, plan: Plan, batch: Batch, at: dt.datetime) -> None:
    """The one small transaction in which everybody appears."""
    with transaction.atomic():
        names = set(plan.groups)
        Group.objects.filter(cohort=roster.cohort, name__in=names).update(archived_at=None)
        Batch.objects.filter(pk=batch.pk).update(current_at=at)
        counts = {**roster.counts, **_counts(plan)}
        RosterImport.objects.filter(pk=roster.pk).update(counts=counts)
        record(
            roster.by, "bring in roster", noun="cohort", code=roster.cohort.code, at=at,
            detail={"file": roster.file_name, "batch": str(batch.code), **_counts(plan)},
        )  # fmt: skip
    roster.counts = counts
    batch.current_at = at


def _apply(roster: RosterImport, change: Change, at: dt.datetime) -> None:
    place = place_by_email(roster.cohort, change.row.email)
    if place is None:
        return
    by = roster.by
    if "return" in change.what:
        place = come_back(place, by=by, at=at)
    if "group" in change.what:
        group = Group.objects.filter(cohort=roster.cohort, name=change.row.group).first()
        move_to_group(place, group, by=by, at=at)
    if "number" in change.what and place.subject.person_id is not None:
        with transaction.atomic():
            Person.objects.filter(pk=place.subject.person_id, key="").update(key=change.row.number)


def _remove_some(batch: Batch) -> int:
    """Delete up to a chunk of an abandoned batch's rows, leaves first."""
    grants = list(Grant.objects.filter(batch=batch).values_list("pk", flat=True)[:CHUNK])
    people = list(Person.objects.filter(batch=batch).values_list("pk", flat=True)[:CHUNK])
    with transaction.atomic():
        if grants:
            Membership.objects.filter(grant__in=grants).delete()
            Grant.objects.filter(pk__in=grants).delete()
        else:
            # Whoever was given something else meanwhile is kept, as a person of their own.
            kept = Grant.objects.filter(subject__person__in=people).values("subject__person")
            Person.objects.filter(pk__in=kept).update(batch=None)
            gone = Person.objects.filter(pk__in=people, batch=batch)
            Subject.objects.filter(person__in=gone).delete()
            gone.delete()
    return len(grants) + len(people)


def _counts(plan: Plan) -> dict[str, int]:
    return {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "same": plan.same,
        "skipped": len(plan.skipped),
        "absent": plan.absent,
    }
