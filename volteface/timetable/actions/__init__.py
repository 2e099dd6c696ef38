"""Planning, publishing, moving and calling off meetings; extensions and calendar addresses."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.core import jobs
from volteface.core.codes import secret_token
from volteface.timetable import events
from volteface.timetable.actions.telling import (
    REMIND_AGAIN,
    TELL_CANCELLED,
    TELL_MOVED,
    TELL_PUBLISHED,
    TELL_RESTORED,
    plan_reminders_again,
)
from volteface.timetable.errors import AlreadyPlanned, BadTimes, MeetingIsOver, NothingToLearn
from volteface.timetable.models import Cycle, Extension, Feed, Meeting, Slot
from volteface.timetable.queries import dates_of
from volteface.timetable.rules.dates import Offsets, SlotOffset
from volteface.timetable.rules.proposal import offset_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from volteface.accounts.models import Subject
    from volteface.courses.models import Module
    from volteface.rosters.models import Cohort, Group

LONGEST_MEETING = 12 * 60


def plan_cycles(
    module: Module,
    *,
    cohort: Cohort,
    groups: Sequence[Group] | None = None,
    starts_at: dt.datetime,
    minutes: int,
    place: str = "",
    slot: tuple[dt.datetime, int] | None,
    by: Subject | None,
    at: dt.datetime,
    offsets: Offsets | None = None,
    starts: Mapping[int, dt.datetime] | None = None,
    pinned_close_at: dt.datetime | None = None,
    remote_link: str = "",
    slot_place: str = "",
) -> list[Cycle]:
    """Draft a cycle for the whole cohort, or one for each of ``groups`` in one series.

    ``slot`` is its start and minutes before the meeting at ``starts_at``; groups whose meeting
    ``starts`` (by group id) at another time get theirs as long before. Raises `AlreadyPlanned`,
    `BadTimes`.
    """
    # Longer because its signature takes a line for each thing a plan can say.
    if not 1 <= minutes <= LONGEST_MEETING:
        raise BadTimes(_("A meeting lasts between one minute and twelve hours."))
    offset = None
    if slot is not None:
        zone = cohort.time_zone
        offset = offset_of(slot[0], slot[1], meeting_starts_at=starts_at, zone=zone)
    if offset is not None and offset.before <= dt.timedelta():
        raise BadTimes(_("The learning time starts before the meeting does."))
    series = uuid.uuid4()
    cycles = []
    try:
        with transaction.atomic():
            for group in groups if groups is not None else [None]:
                cycle = Cycle(module=module, cohort=cohort, group=group, series=series)
                _set_offsets(cycle, offsets or Offsets())
                cycle.pinned_close_at = pinned_close_at
                cycle.save()
                begins = (starts or {}).get(group.pk, starts_at) if group else starts_at
                _place_meeting(cycle, begins, minutes, place=place, remote_link=remote_link, at=at)
                _reserve(cycle, offset, slot_place, at)
                record(by, "plan", noun="cycle", code=cycle.code, at=at)
                cycles.append(cycle)
    except IntegrityError:
        raise AlreadyPlanned(
            _("“%(module)s” is planned for these people already: move that meeting instead.")
            % {"module": module.title}
        ) from None
    return cycles


def publish_cycle(cycle: Cycle, *, by: Subject | None, at: dt.datetime) -> Cycle:
    """Show the dates to learners and plan what they are told; harmless when repeated.

    Raises `NothingToLearn` while the module has no edition.
    """
    if cycle.state == Cycle.State.PUBLISHED:
        return cycle
    if cycle.module.published_id is None:
        raise NothingToLearn(
            _("“%(module)s” is still a draft: publish the module first.")
            % {"module": cycle.module.title}
        )
    with transaction.atomic():
        cycle.state, cycle.published_at = Cycle.State.PUBLISHED, at
        cycle.save(update_fields=["state", "published_at"])
        detail = {"slots": cycle.slots.count()}
        record(by, "publish", noun="cycle", code=cycle.code, at=at, detail=detail)
        _tell(TELL_PUBLISHED, cycle, {}, by=by, at=at)
        events.cycle_published.announce(cycle.pk)
    return cycle


def move_meeting(
    meeting: Meeting,
    *,
    starts_at: dt.datetime,
    minutes: int | None = None,
    place: str | None = None,
    remote_link: str | None = None,
    by: Subject | None,
    at: dt.datetime,
) -> Meeting:
    """Move a meeting, and with it every date that was not pinned; whoever is concerned is told.

    What was sent is not sent again; what waits gets its new time. Raises `MeetingIsOver` when it
    has begun, `BadTimes` for a moment that is past.
    """
    _check_ahead(meeting, at)
    if starts_at <= at:
        raise BadTimes(_("Choose a moment that is still to come."))
    length = dt.timedelta(minutes=minutes) if minutes else meeting.ends_at - meeting.starts_at
    if not dt.timedelta() < length <= dt.timedelta(minutes=LONGEST_MEETING):
        raise BadTimes(_("A meeting lasts between one minute and twelve hours."))
    was = (meeting.starts_at, meeting.ends_at, meeting.place, meeting.remote_link)
    new_place = meeting.place if place is None else place
    new_link = meeting.remote_link if remote_link is None else remote_link
    if was == (starts_at, starts_at + length, new_place, new_link):
        return meeting
    with transaction.atomic():
        meeting.starts_at, meeting.ends_at = starts_at, starts_at + length
        meeting.place, meeting.remote_link = new_place, new_link
        _touch(meeting, at, slots=was[0] != starts_at)
        detail = {"was": was[0].isoformat(), "now": starts_at.isoformat()}
        record(by, "move", noun="meeting", code=meeting.code, at=at, detail=detail)
        if meeting.cycle.state == Cycle.State.PUBLISHED:
            told = {"was": was[0].isoformat(), "starts_at": starts_at.isoformat()}
            _tell(TELL_MOVED, meeting.cycle, told, by=by, at=at)
        events.meeting_moved.announce(meeting.cycle_id)
    return meeting


def cancel_meeting(meeting: Meeting, *, by: Subject | None, at: dt.datetime) -> Meeting:
    """Call a meeting off; nothing is deleted and `restore_meeting` takes it back."""
    if meeting.cancelled_at is not None:
        return meeting
    _check_ahead(meeting, at)
    cycle = meeting.cycle
    with transaction.atomic():
        told_before = cycle.state == Cycle.State.PUBLISHED
        meeting.cancelled_at = at
        cycle.state = Cycle.State.CANCELLED
        cycle.save(update_fields=["state"])
        _touch(meeting, at, slots=True)
        record(by, "cancel", noun="meeting", code=meeting.code, at=at)
        if told_before:
            _tell(TELL_CANCELLED, cycle, {}, by=by, at=at)
        events.meeting_cancelled.announce(cycle.pk)
    return meeting


def restore_meeting(meeting: Meeting, *, by: Subject | None, at: dt.datetime) -> Meeting:
    """Take a cancelled meeting back, as it was: published if learners had been told of it."""
    if meeting.cancelled_at is None:
        return meeting
    cycle = meeting.cycle
    try:
        with transaction.atomic():
            meeting.cancelled_at = None
            was_published = cycle.published_at is not None
            cycle.state = Cycle.State.PUBLISHED if was_published else Cycle.State.DRAFT
            cycle.save(update_fields=["state"])
            _touch(meeting, at, slots=True)
            record(by, "restore", noun="meeting", code=meeting.code, at=at)
            if was_published:
                _tell(TELL_RESTORED, cycle, {}, by=by, at=at)
            events.meeting_restored.announce(cycle.pk)
    except IntegrityError:
        raise AlreadyPlanned(_("The module was planned anew for these people meanwhile.")) from None
    return meeting


def change_slot(
    cycle: Cycle,
    slot: tuple[dt.datetime, int] | None,
    *,
    place: str = "",
    by: Subject | None,
    at: dt.datetime,
) -> Cycle:
    """Put the learning time elsewhere, or (``None``) give it back; its calendar entry updates."""
    meeting = cycle.meeting
    with transaction.atomic():
        kept = cycle.slots.order_by("pk").first()
        if slot is None:
            cycle.slots.all().delete()
        else:
            offset = offset_of(
                slot[0], slot[1], meeting_starts_at=meeting.starts_at, zone=meeting.time_zone
            )
            if offset.before <= dt.timedelta():
                raise BadTimes(_("The learning time starts before the meeting does."))
            if kept is None:
                _reserve(cycle, offset, place, at)
            else:
                kept.before, kept.minutes, kept.place = offset.before, offset.minutes, place
                kept.sequence, kept.changed_at = kept.sequence + 1, at
                kept.save()
        record(by, "change", noun="slot", code=cycle.code, at=at)
        events.meeting_moved.announce(cycle.pk)
    return cycle


def pin_closing(
    cycle: Cycle, closes_at: dt.datetime | None, *, by: Subject | None, at: dt.datetime
) -> Cycle:
    """Fix when preparation closes, whatever happens to the meeting; ``None`` frees it again."""
    with transaction.atomic():
        cycle.pinned_close_at = closes_at
        cycle.save(update_fields=["pinned_close_at"])
        _touch(cycle.meeting, at, slots=False)
        record(by, "pin", noun="closing", code=cycle.code, at=at)
        _tell(REMIND_AGAIN, cycle, {}, by=by, at=at)
        events.meeting_moved.announce(cycle.pk)
    return cycle


def extend(
    cycle: Cycle,
    subject: Subject,
    *,
    closes_at: dt.datetime,
    reason: str = "",
    by: Subject | None,
    at: dt.datetime,
) -> Extension:
    """Give one learner more time; a second extension replaces the first.

    Raises `MeetingIsOver` when there is nothing left to prepare for, `BadTimes`.
    """
    if cycle.meeting.ends_at <= at:
        raise MeetingIsOver(
            _(
                "This meeting is over: there is nothing left to prepare for. "
                "What is answered now is kept as late."
            )
        )
    if closes_at <= dates_of(cycle).closes_at:
        raise BadTimes(_("An extension ends after the preparation closes for the others."))
    with transaction.atomic():
        extension, _made = Extension.objects.update_or_create(
            cycle=cycle, subject=subject, defaults={"closes_at": closes_at, "reason": reason}
        )
        _touch(cycle.meeting, at, slots=False)
        detail = {"subject": str(subject.code), "closes_at": closes_at.isoformat()}
        record(by, "extend", noun="cycle", code=cycle.code, at=at, detail=detail)
        plan_reminders_again(cycle, subject=subject, at=at)
        events.extension_given.announce(cycle.pk)
    return extension


def withdraw_extension(extension: Extension, *, by: Subject | None, at: dt.datetime) -> None:
    """Take an extension back: the learner's preparation closes with the others'."""
    cycle, subject = extension.cycle, extension.subject
    with transaction.atomic():
        extension.delete()
        _touch(cycle.meeting, at, slots=False)
        detail = {"subject": str(subject.code)}
        record(by, "withdraw extension", noun="cycle", code=cycle.code, at=at, detail=detail)
        plan_reminders_again(cycle, subject=subject, at=at)
        events.extension_given.announce(cycle.pk)


def ensure_feed(subject: Subject, *, at: dt.datetime) -> Feed:
    """The person's calendar address, made when there is none."""
    with transaction.atomic():
        feed = Feed.objects.filter(subject=subject, revoked_at__isnull=True).first()
        return feed or Feed.objects.create(subject=subject, token=secret_token(), created_at=at)


def rotate_feed(subject: Subject, *, at: dt.datetime) -> Feed:
    """A new calendar address; every older one is dead from this moment."""
    with transaction.atomic():
        Feed.objects.filter(subject=subject, revoked_at__isnull=True).update(revoked_at=at)
        feed = Feed.objects.create(subject=subject, token=secret_token(), created_at=at)
        record(subject, "rotate", noun="feed", code=str(subject.code), at=at)
    return feed


def _set_offsets(cycle: Cycle, offsets: Offsets) -> None:
    cycle.close_before = offsets.close_before
    cycle.soft_before = offsets.soft_before
    cycle.reminders = list(offsets.reminders)
    cycle.briefings = list(offsets.briefings)
    cycle.delayed_check_after = offsets.delayed_check_after


def _place_meeting(
    cycle: Cycle,
    starts_at: dt.datetime,
    minutes: int,
    *,
    place: str,
    remote_link: str,
    at: dt.datetime,
) -> Meeting:
    return Meeting.objects.create(
        cycle=cycle,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=minutes),
        time_zone=cycle.cohort.time_zone,
        place=place,
        remote_link=remote_link,
        changed_at=at,
    )


def _reserve(cycle: Cycle, offset: SlotOffset | None, place: str, at: dt.datetime) -> None:
    if offset is not None:
        Slot.objects.create(
            cycle=cycle,
            before=offset.before,
            minutes=offset.minutes,
            place=place,
            changed_at=at,
        )


def _check_ahead(meeting: Meeting, at: dt.datetime) -> None:
    if meeting.starts_at <= at:
        raise MeetingIsOver(_("This meeting has begun: it stays where it was."))


def _touch(meeting: Meeting, at: dt.datetime, *, slots: bool) -> None:
    """Calendars take an entry over again only when its sequence has grown."""
    meeting.sequence += 1
    meeting.changed_at = at
    meeting.save()
    if slots:
        for slot in Slot.objects.filter(cycle_id=meeting.cycle_id):
            slot.sequence, slot.changed_at = slot.sequence + 1, at
            slot.save(update_fields=["sequence", "changed_at"])


def _tell(
    kind: str, cycle: Cycle, told: Mapping[str, object], *, by: Subject | None, at: dt.datetime
) -> None:
    """Write the job that plans the messages: a cohort's are too many for this transaction."""
    sequence = Meeting.objects.values_list("sequence", flat=True).get(cycle=cycle)
    jobs.enqueue(
        kind,
        nonce=f"{kind}:{cycle.code}:{sequence}",
        payload={"cycle": cycle.pk, "sequence": sequence, "by": by.pk if by else None, **told},
        run_at=at,
    )
