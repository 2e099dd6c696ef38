"""The only writers of what is said: taps, questions, answers, notes and reasons."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.dialogue.errors import NothingWritten, UnknownAnswer
from volteface.dialogue.models import Acknowledgement, Note, Reply, SameQuestion, StopReason, Thread
from volteface.dialogue.rules import LONGEST_NOTE, LONGEST_QUOTE, NOWHERE, Place, tidy
from volteface.messaging.actions import BOTH, Planned, plan_many

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.rosters.models import Cohort
    from volteface.timetable.models import Cycle

# Why a message says that an answer is there.
ANSWERED = "question_answered"
# An answer that could not be told of within this time is no news any more.
_NEWS = dt.timedelta(days=7)
# The same words again within this time are one message sent twice.
_TWICE = dt.timedelta(minutes=2)
# A reason tapped by mistake may be changed for this long.
_SLIP = dt.timedelta(hours=1)


def acknowledge(cohort: Cohort, *, by: Subject, at: dt.datetime) -> Acknowledgement:
    """Note that a learner has read why; the first time counts."""
    with transaction.atomic():
        said = _said_by(by, cohort)
        if said.acknowledged_at is None:
            said.acknowledged_at = at
            said.save(update_fields=["acknowledged_at"])
            record(by, "acknowledge", noun="cohort", code=cohort.code, at=at)
    return said


def say_at_home(cohort: Cohort, *, answer: str, by: Subject, at: dt.datetime) -> Acknowledgement:
    """Note whether a learner can do it at home; the newest answer holds."""
    if answer not in Acknowledgement.AtHome.values:
        raise UnknownAnswer(_("That answer is not among those offered."))
    with transaction.atomic():
        said = _said_by(by, cohort)
        if said.at_home != answer:
            said.at_home = answer
            said.at_home_at = at
            said.save(update_fields=["at_home", "at_home_at"])
            record(by, "say", noun="at home", code=cohort.code, at=at)
    return said


def doubt(cohort: Cohort, *, by: Subject, at: dt.datetime) -> Acknowledgement:
    """A learner does not see the point: that opens one question, which asks for an answer."""
    with transaction.atomic():
        said = _said_by(by, cohort)
        if said.doubtful_at is None:
            said.doubtful_at = at
            said.save(update_fields=["doubtful_at"])
            _open_thread(cohort, body=_("I do not see the point of it."), by=by, at=at)
    return said


def ask(
    cohort: Cohort,
    *,
    body: str,
    by: Subject,
    at: dt.datetime,
    cycle: Cycle | None = None,
    step_key: str = "",
    place: Place | None = None,
    signed: bool = False,
) -> Thread:
    """Open a question; the same words sent twice are one. Raises `NothingWritten`.

    ``place`` says more than ``step_key``: a passage, a moment of the film.
    """
    kept = _kept(body)
    place = place or Place(step_key=step_key)
    with transaction.atomic():
        twice = Thread.objects.filter(
            cohort=cohort, subject=by, cycle=cycle, body=kept, asked_at__gt=at - _TWICE
        ).first()
        return twice or _open_thread(
            cohort, body=kept, by=by, at=at, cycle=cycle, place=place, signed=signed
        )


def reply(thread: Thread, *, body: str, by_teacher: bool, by: Subject, at: dt.datetime) -> Reply:
    """Answer a question; a teacher's or tutor's answer settles it. Raises `NothingWritten`."""
    kept = _kept(body)
    with transaction.atomic():
        twice = thread.replies.filter(subject=by, body=kept, at__gt=at - _TWICE).first()
        if twice is not None:
            return twice
        made = Reply.objects.create(
            thread=thread, subject=by, body=kept, by_teacher=by_teacher, at=at
        )
        # A learner who asks further waits for an answer again.
        thread.answered_at = at if by_teacher else None
        thread.save(update_fields=["answered_at"])
        record(by, "answer", noun="question", code=thread.code, at=at)
        _tell_asker(made, at=at)
    return made


def ask_too(thread: Thread, *, mine: bool, by: Subject, at: dt.datetime) -> None:
    """Say that a question is one's own too, or take that back; whoever asked it counts anyway."""
    with transaction.atomic():
        if not mine:
            SameQuestion.objects.filter(thread=thread, subject=by).delete()
        elif thread.subject_id != by.pk:
            SameQuestion.objects.get_or_create(thread=thread, subject=by, defaults={"at": at})


def put_away(thread: Thread, *, by: Subject, at: dt.datetime) -> Thread:
    """Take a question off the page; it can be taken back."""
    return _archive(thread, at, by=by, verb="put away", at=at)


def take_back(thread: Thread, *, by: Subject, at: dt.datetime) -> Thread:
    """Show a question again that was put away."""
    return _archive(thread, None, by=by, verb="take back", at=at)


def write_note(cohort: Cohort, *, said: str, did: str, by: Subject, at: dt.datetime) -> Note:
    """Tell learners what was changed because of what they said. Raises `NothingWritten`."""
    kept = [tidy(text, longest=LONGEST_NOTE) for text in (said, did)]
    if not all(kept):
        raise NothingWritten(_("Write both: what they said, and what you did."))
    with transaction.atomic():
        twice = Note.objects.filter(
            cohort=cohort, said=kept[0], did=kept[1], at__gt=at - _TWICE
        ).first()
        if twice is not None:
            return twice
        note = Note.objects.create(cohort=cohort, by=by, said=kept[0], did=kept[1], at=at)
        record(by, "write", noun="note", code=note.code, at=at)
    return note


def put_note_away(note: Note, *, by: Subject, at: dt.datetime) -> Note:
    """Take a note off the page."""
    with transaction.atomic():
        note.archived_at = at
        note.save(update_fields=["archived_at"])
        record(by, "put away", noun="note", code=note.code, at=at)
    return note


def say_why_stopped(
    cycle: Cycle, *, step_key: str, reason: str, by: Subject, at: dt.datetime
) -> StopReason:
    """Note why somebody left, in one tap, once per module; a slip is mended within the hour."""
    if reason not in StopReason.Reason.values:
        raise UnknownAnswer(_("That answer is not among those offered."))
    with transaction.atomic():
        said, made = StopReason.objects.get_or_create(
            cycle=cycle,
            subject=by,
            defaults={"step_key": step_key[:40], "reason": reason, "at": at},
        )
        if not made and at - said.at < _SLIP:
            said.reason, said.step_key = reason, step_key[:40]
            said.save(update_fields=["reason", "step_key"])
    return said


def _said_by(subject: Subject, cohort: Cohort) -> Acknowledgement:
    said, _made = Acknowledgement.objects.select_for_update().get_or_create(
        cohort=cohort, subject=subject
    )
    return said


def _open_thread(
    cohort: Cohort,
    *,
    body: str,
    by: Subject,
    at: dt.datetime,
    cycle: Cycle | None = None,
    place: Place = NOWHERE,
    signed: bool = False,
) -> Thread:
    thread = Thread.objects.create(
        cohort=cohort,
        cycle=cycle,
        step_key=place.step_key[:40],
        quote=" ".join(place.quote.split())[:LONGEST_QUOTE],
        block=place.block,
        second=place.second,
        subject=by,
        signed=signed,
        body=body,
        asked_at=at,
    )
    record(by, "ask", noun="question", code=thread.code, at=at)
    return thread


def _tell_asker(answer: Reply, *, at: dt.datetime) -> None:
    """Plan the news for who asked, unless it is they who wrote or nobody knows who they are.

    The message is about the cohort: neither it nor its row says which question it was.
    """
    thread = answer.thread
    asker = thread.subject
    if asker == answer.subject or asker.person_id is None:
        return
    plan_many(
        [
            Planned(
                subject=asker,
                purpose=ANSWERED,
                channel=channel,
                about=thread.cohort.code,
                nonce=f"{ANSWERED}:{answer.pk}:{channel}",
                due_at=at,
                context={"answer": answer.pk},
                useless_after=at + _NEWS,
            )
            for channel in BOTH
        ],
        at=at,
    )


def _archive(
    thread: Thread, archived_at: dt.datetime | None, *, by: Subject, verb: str, at: dt.datetime
) -> Thread:
    with transaction.atomic():
        thread.archived_at = archived_at
        thread.save(update_fields=["archived_at"])
        record(by, verb, noun="question", code=thread.code, at=at)
    return thread


def _kept(body: str) -> str:
    kept = tidy(body)
    if not kept:
        raise NothingWritten(_("Write something first, in at most 2,000 characters."))
    return kept
