"""The why-we-flip page as one person sees it: names only where they may be seen (T03)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from volteface.core.db.prepared import Prepared
from volteface.core.errors import Missing
from volteface.core.phrases import address
from volteface.courses.queries import edition_steps
from volteface.dialogue.models import Acknowledgement, Note, Reply, StopReason, Thread
from volteface.dialogue.rules import Load, load_of, minutes_between, reasons_told
from volteface.rosters.queries import (
    cohort_for,
    learners_of,
    learners_visible_to,
    role_in,
)
from volteface.timetable.queries import cycles_of_cohort

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from django.db.models import QuerySet

    from volteface.accounts.models import Subject
    from volteface.rosters.models import Cohort
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries import CycleView

# Who answers for learners; a programme manager reads counts.
ANSWERERS = ("teacher", "tutor")
_LONGEST_LIST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleRow:
    """One cycle of the cohort as the page tells it: minutes and dates."""

    code: str
    title: str
    why: str
    minutes: int
    slot_starts_at: dt.datetime | None
    slot_ends_at: dt.datetime | None
    closes_at: dt.datetime
    meeting_starts_at: dt.datetime
    meeting_minutes: int
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """What the page says about the course: its own dates, minutes and reasons."""

    cohort: Cohort
    role: str
    rows: tuple[CycleRow, ...]
    # The next meeting, else the last one.
    week: CycleRow | None
    load: Load

    @property
    def is_staff(self) -> bool:
        return self.role != "learner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the cohort's learners have said in one tap, counted."""

    learners: int
    acknowledged: int
    at_home: dict[str, int]
    doubtful: int

    @property
    def cannot(self) -> int:
        return sum(count for answer, count in self.at_home.items() if answer != "yes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A learner who cannot do it at home, for whoever may see the name."""

    name: str
    group: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyView:
    """An answer as it is shown."""

    body: str
    name: str
    by_teacher: bool
    at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadView:
    """A question as it is shown: ``name`` is empty for whoever may not see it."""

    code: str
    body: str
    name: str
    mine: bool
    where: str
    asked_at: dt.datetime
    answered: bool
    # The step it was asked at, the passage and the film's moment; empty for the scheme.
    step_key: str
    quote: str
    second: int | None
    url: str
    replies: tuple[ReplyView, ...]
    # So many have this question, whoever asked it among them.
    votes: int = 1
    # The reader said that it is theirs too; may say so, or take it back.
    too: bool = False
    may_join: bool = False


def why_page(subject: Subject, cohort: Cohort, *, at: dt.datetime) -> WhyPage:
    """The cohort's cycles in the words of the page; drafts only for staff."""
    views = cycles_of_cohort(subject, cohort, at)
    rows = tuple(_row(view) for view in views if not view.is_cancelled)
    coming = [row for row in rows if row.meeting_starts_at > at]
    return WhyPage(
        cohort=cohort,
        role=role_in(subject, cohort, at),
        rows=rows,
        week=coming[0] if coming else rows[-1] if rows else None,
        load=load_of((row.minutes, row.meeting_minutes, _reserved(row)) for row in rows),
    )


def acknowledgement_of(subject: Subject, cohort: Cohort) -> Acknowledgement | None:
    """What the learner has said about the scheme, if anything."""
    return Acknowledgement.objects.filter(cohort=cohort, subject=subject).first()


def has_acknowledged(subject: Subject, cohort: Cohort) -> bool:
    """Whether the learner has read why this cohort flips."""
    return Acknowledgement.objects.filter(
        cohort=cohort, subject=subject, acknowledged_at__isnull=False
    ).exists()


def acknowledged_cohorts(subject: Subject) -> set[int]:
    """The ids of the cohorts whose page the learner has read; one query for a whole list."""
    rows = Acknowledgement.objects.filter(subject=subject, acknowledged_at__isnull=False)
    return set(rows.values_list("cohort_id", flat=True))


def heard_in(cohort: Cohort, *, at: dt.datetime, viewer: Subject | None = None) -> Heard:
    """Counts of the learners ``viewer`` may see: a tutor's groups, or the whole cohort."""
    learners = learners_visible_to(viewer, cohort, at) if viewer else learners_of(cohort, at=at)
    subjects = set(learners.values_list("subject_id", flat=True))
    said = [
        row for row in Acknowledgement.objects.filter(cohort=cohort) if row.subject_id in subjects
    ]
    return Heard(
        learners=len(subjects),
        acknowledged=sum(row.acknowledged_at is not None for row in said),
        at_home=dict(Counter(row.at_home for row in said if row.at_home)),
        doubtful=sum(row.doubtful_at is not None for row in said),
    )


def unable_in(cohort: Cohort, *, among: Collection[int]) -> int:
    """How many of these learners, by subject, said that they cannot do it at home."""
    return sum(subject in among for (subject,) in _unable(cohort.pk))


def needs_in(subject: Subject, cohort: Cohort, *, role: str, at: dt.datetime) -> list[Need]:
    """Who cannot do it at home, by name; only where ``role`` is their teacher's or tutor's."""
    if role not in ANSWERERS:
        return []
    rows = Acknowledgement.objects.filter(cohort=cohort).exclude(at_home__in=("", "yes"))
    answers = {row.subject_id: row.get_at_home_display() for row in rows}
    learners = learners_visible_to(subject, cohort, at).filter(subject_id__in=answers)
    return [
        Need(
            name=str(place.subject.person or ""),
            group=place.group.name if place.group else "",
            why=answers[place.subject_id],
        )
        for place in learners
    ]


_unable = Prepared(
    lambda cohort: (
        Acknowledgement.objects.filter(cohort=cohort)
        .exclude(at_home__in=("", Acknowledgement.AtHome.YES.value))
        .order_by("pk")
        .values_list("subject_id")
    )
)


def threads_in(
    subject: Subject,
    cohort: Cohort,
    *,
    role: str,
    at: dt.datetime,
    cycle: Cycle | None = None,
    step_key: str = "",
) -> list[ThreadView]:
    """The questions of a cohort or of one cycle, those of the step ``step_key`` before the others.

    Unanswered first for staff, one's own first for learners; seven queries, however many there are.
    """
    rows = Thread.objects.live().filter(cohort=cohort)
    if cycle is not None:
        rows = rows.filter(cycle=cycle)
    found = list(_loaded(rows).order_by("-asked_at", "-pk")[:_LONGEST_LIST])
    names = _names_for(subject, cohort, role, at)
    views = [_thread_view(row, subject, names, joins=role == "learner") for row in found]
    if role == "learner":
        views.sort(key=lambda view: not view.mine)
    else:
        views.sort(key=lambda view: view.answered)
    return sorted(views, key=lambda view: view.step_key != step_key) if step_key else views


def thread_for(subject: Subject, code: str, *, at: dt.datetime) -> Thread:
    """The question, for everybody of its cohort; raises `Missing` for anybody else."""
    thread = _loaded(Thread.objects.filter(code=code)).first()
    if thread is None or role_in(subject, thread.cohort, at) == "":
        raise Missing
    return thread


def shown(thread: Thread, subject: Subject, *, role: str, at: dt.datetime) -> ThreadView:
    """One question as this person may see it."""
    return _thread_view(thread, subject, _names_for(subject, thread.cohort, role, at))


def unanswered_in(cohort: Cohort, *, cycle: Cycle | None = None) -> int:
    """How many questions wait for an answer."""
    rows = Thread.objects.live().filter(cohort=cohort, answered_at__isnull=True)
    return rows.count() if cycle is None else rows.filter(cycle=cycle).count()


def questions_of(cycle: Cycle) -> QuerySet[Thread]:
    """The questions asked at the cycle's steps, newest first, for the briefing."""
    return Thread.objects.live().filter(cycle=cycle).order_by("-asked_at")


def notes_in(cohort: Cohort) -> QuerySet[Note]:
    """You said, we did: newest first."""
    return Note.objects.live().filter(cohort=cohort)


def note_for(subject: Subject, code: str, *, at: dt.datetime) -> Note:
    """The note, for whoever may write one in its cohort; raises `Missing` for anybody else."""
    note = Note.objects.select_related("cohort__course").filter(code=code).first()
    if note is None:
        raise Missing
    cohort_for(subject, note.cohort.code, roles=("teacher", "manager"), at=at)
    return note


def stop_reasons_of(cycle: Cycle) -> list[tuple[str, int]]:
    """Why people stopped, as words with counts; nothing below five answers."""
    words = dict(StopReason.Reason.choices)
    reasons = StopReason.objects.filter(cycle=cycle).values_list("reason", flat=True)
    return [(str(words[reason]), count) for reason, count in reasons_told(list(reasons))]


def last_words_of(
    subject_ids: Collection[int],
    about: str,  # noqa: ARG001 - a word about anything counts
    at: dt.datetime,
) -> dict[int, dt.datetime]:
    """When each learner last asked something here: reminders keep quiet after it; one query."""
    asked = Thread.objects.filter(subject_id__in=subject_ids, asked_at__lte=at)
    latest = asked.values("subject_id").annotate(latest=Max("asked_at"))
    return dict(latest.values_list("subject_id", "latest"))


def answer_numbered(number: object) -> Reply | None:
    """The answer a message tells of, with its question and their cohort."""
    rows = Reply.objects.select_related("thread__cohort__course")
    return rows.filter(pk=number).first() if isinstance(number, int) else None


def has_asked_further(answer: Reply) -> bool:
    """Whether who asked has written below the answer since, and so has read it."""
    thread = answer.thread
    return thread.replies.filter(subject_id=thread.subject_id, at__gt=answer.at).exists()


def _row(view: CycleView) -> CycleRow:
    edition = view.module.published
    dates = view.dates
    return CycleRow(
        code=view.cycle.code,
        title=view.module.title,
        why=view.module.why,
        minutes=edition.minutes if edition else 0,
        slot_starts_at=dates.slot_starts_at,
        slot_ends_at=dates.slot_ends_at,
        closes_at=view.closes_at,
        meeting_starts_at=dates.meeting_starts_at,
        meeting_minutes=minutes_between(dates.meeting_starts_at, dates.meeting_ends_at),
        place=view.meeting.place or view.meeting.remote_link,
    )


def _reserved(row: CycleRow) -> int:
    if row.slot_starts_at is None or row.slot_ends_at is None:
        return 0
    return minutes_between(row.slot_starts_at, row.slot_ends_at)


def _loaded(rows: QuerySet[Thread]) -> QuerySet[Thread]:
    return rows.select_related(
        "cohort__course",
        "cycle__module__published",
        "cycle__module__course",
        "subject__person",
    ).prefetch_related("replies__subject__person", "same")


def _names_for(subject: Subject, cohort: Cohort, role: str, at: dt.datetime) -> set[int]:
    """The subjects whose names this person may read."""
    if role not in ANSWERERS:
        return {subject.pk}
    return set(learners_visible_to(subject, cohort, at).values_list("subject_id", flat=True))


def _where(thread: Thread) -> str:
    """The module's title, and the step's while the published module has it."""
    if thread.cycle is None:
        return ""
    module = thread.cycle.module
    steps = edition_steps(module.published) if module.published else ()
    title = next((step.title for step in steps if step.key == thread.step_key), "")
    return f"{module.title} · {title}" if title else module.title


def _url(thread: Thread) -> str:
    if thread.cycle is None or not thread.step_key:
        return ""
    return address("learning:step", thread.cycle.code, thread.step_key)


def _thread_view(
    thread: Thread, subject: Subject, names: set[int], *, joins: bool = False
) -> ThreadView:
    same = {one.subject_id for one in thread.same.all()}
    return ThreadView(
        code=thread.code,
        votes=len(same | {thread.subject_id}),
        too=subject.pk in same,
        may_join=joins and thread.subject_id != subject.pk and thread.answered_at is None,
        body=thread.body,
        name=str(thread.subject.person or "")
        if thread.signed or thread.subject_id in names
        else "",
        mine=thread.subject_id == subject.pk,
        where=_where(thread),
        asked_at=thread.asked_at,
        answered=thread.answered_at is not None,
        step_key=thread.step_key,
        quote=thread.quote,
        second=thread.second,
        url=_url(thread),
        replies=tuple(
            ReplyView(
                body=reply.body,
                # Who teaches signs; who learns is named only where names may be read.
                name=str(reply.subject.person or "")
                if reply.by_teacher or reply.subject_id in names
                else "",
                by_teacher=reply.by_teacher,
                at=reply.at,
            )
            for reply in thread.replies.all()
            if not reply.is_archived
        ),
    )
