"""The only writers of what was shown, skipped, brought back and offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.core import changes
from volteface.core.models import Cursor
from volteface.learning import events
from volteface.learning.actions import open_draw
from volteface.learning.models import (
    Draw,
    DrawQuestion,
    MeetingRole,
    Progress,
    Response,
    ShownObjective,
)
from volteface.learning.queries import responses_after
from volteface.learning.queries.paths import (
    aside_questions,
    candidates_of,
    film_questions,
    objective_ids,
    outline_of,
)
from volteface.learning.queries.practice import practice_versions
from volteface.learning.queries.pretest import asked_in, first_tries
from volteface.learning.rules import levels, pretest
from volteface.questions.models import Question
from volteface.questions.queries import content_of, versions_by_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from volteface.accounts.models import Subject
    from volteface.learning.queries import ResponseRow
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle

CURSOR = "learning.shown"
_PULLED = 2_000
# What may take a skip back: the question after the way, and a refresher.
CHECKS = (Draw.Purpose.VALIDATION, Draw.Purpose.REFRESHER)


def ensure_beside(cycle: Cycle, *, at: dt.datetime) -> None:
    """Everything that is asked beside the steps: the pre-test, its check, and practice."""
    edition = cycle.module.published
    if edition is None:
        return
    ensure_pretest(cycle, at=at)
    links = edition.questions.select_related("version").order_by("step__position", "position")
    kept = [question.current for question in aside_questions(cycle.module) if question.current]
    own = [version for version in kept if content_of(version).settings.use == pretest.PRACTICE]
    filmed = film_questions(edition)
    asked = [link.version for link in links if link.version.code not in filmed]
    practised = practice_versions([*asked, *own])
    ensure_practice(cycle, practised, at=at)


def ensure_pretest(cycle: Cycle, *, at: dt.datetime) -> Draw | None:
    """The cycle's pre-test with what checks it later; nothing where nothing could be skipped.

    Its questions are chosen anew for a new edition as long as nobody has answered any.
    """
    edition = cycle.module.published
    if edition is None:
        return None
    candidates, versions = candidates_of(cycle.module, edition)
    chosen = pretest.choose(outline_of(edition).steps, candidates)
    asked = list(dict.fromkeys(question for each in chosen.values() for question in each))
    checks = [
        check
        for objective in chosen
        if (check := pretest.checking(objective, candidates, asked=asked)) is not None
    ]
    found = versions_by_id(versions[question] for question in {*asked, *checks})
    if not asked:
        return None
    draw = _ensure(cycle, Draw.Purpose.PRETEST, [found[versions[one]] for one in asked], at=at)
    _ensure(cycle, Draw.Purpose.VALIDATION, [found[versions[one]] for one in checks], at=at)
    return draw


def settle_pretest(cycle: Cycle, *, subject: Subject, at: dt.datetime) -> list[str]:
    """Skip what the pre-test has shown; returns the objectives shown. Repeating changes nothing."""
    edition = cycle.module.published
    draw = Draw.objects.filter(cycle=cycle, purpose=Draw.Purpose.PRETEST).first()
    if edition is None or draw is None:
        return []
    tries = first_tries(draw, subject)
    asked = asked_in(draw, edition)
    shown = pretest.shown(asked, tries)
    if not shown:
        return []
    ids = objective_ids(cycle.module, shown)
    last_seq = Response.objects.filter(draw=draw, subject=subject).latest("seq").seq
    with transaction.atomic():
        ShownObjective.objects.bulk_create(
            [
                ShownObjective(
                    cycle=cycle,
                    subject=subject,
                    objective_id=ids[key],
                    asked=len(asked[key]),
                    shown_at=at,
                    last_seq=last_seq,
                )
                for key in shown
                if key in ids
            ],
            ignore_conflicts=True,
        )
        _skip_steps(cycle, subject, at=at)
        events.step_finished.announce(cycle.pk)
    return shown


def follow_checks(*, at: dt.datetime) -> int:
    """Settle every skip that a later answer has checked since the last time; returns how many."""
    cursor, _made = Cursor.objects.get_or_create(name=CURSOR)
    seq, count = cursor.seq, 0
    while rows := responses_after(seq, _PULLED):
        seq = rows[-1].seq
        count += _settle([row for row in rows if row.countable and row.purpose in CHECKS], at=at)
        if len(rows) < _PULLED:
            break
    if seq != cursor.seq:
        Cursor.objects.filter(pk=cursor.pk, seq__lt=seq).update(seq=seq, moved_at=at)
    return count


def choose_role(cycle: Cycle, *, role: str, by: Subject, at: dt.datetime) -> MeetingRole:
    """Take a role in the meeting, or none this time; the newest word holds."""
    with transaction.atomic():
        said, _made = MeetingRole.objects.update_or_create(
            cycle=cycle, subject=by, defaults={"role": MeetingRole.Role(role), "at": at}
        )
        record(by, "choose", noun="role", code=cycle.code, at=at, detail={"role": role})
    return said


def ensure_practice(cycle: Cycle, versions: Sequence[QuestionVersion], *, at: dt.datetime) -> Draw:
    """The draw behind a cycle's practice; what may be practised is added, nothing is taken out."""
    draw = Draw.objects.filter(nonce=f"{cycle.code}:{Draw.Purpose.PRACTICE}").first()
    if draw is None:
        return _open(cycle, Draw.Purpose.PRACTICE, versions, at=at)
    known = set(draw.questions.values_list("version_id", flat=True))
    new = [version for version in versions if version.pk not in known]
    if new:
        with transaction.atomic():
            DrawQuestion.objects.bulk_create(
                [
                    DrawQuestion(draw=draw, version=version, position=position)
                    for position, version in enumerate(new, start=len(known))
                ],
                ignore_conflicts=True,
            )
            changes.announce("draw", str(draw.pk), at=at)
    return draw


def _ensure(
    cycle: Cycle, purpose: str, versions: Sequence[QuestionVersion], *, at: dt.datetime
) -> Draw:
    draw = Draw.objects.filter(nonce=f"{cycle.code}:{purpose}").first()
    if draw is None:
        return _open(cycle, purpose, versions, at=at)
    known = list(draw.questions.order_by("position").values_list("version_id", flat=True))
    wanted = list(dict.fromkeys(version.pk for version in versions))
    if known != wanted and not Response.objects.filter(draw=draw).exists():
        with transaction.atomic():
            draw.questions.all().delete()
            DrawQuestion.objects.bulk_create(
                DrawQuestion(draw=draw, version_id=version, position=position)
                for position, version in enumerate(wanted)
            )
            changes.announce("draw", str(draw.pk), at=at)
    return draw


def _open(
    cycle: Cycle, purpose: str, versions: Sequence[QuestionVersion], *, at: dt.datetime
) -> Draw:
    return open_draw(
        purpose,
        cohort=cycle.cohort,
        cycle=cycle,
        nonce=f"{cycle.code}:{purpose}",
        versions=versions,
        edition=cycle.module.published,
        at=at,
    )


def _skip_steps(cycle: Cycle, subject: Subject, *, at: dt.datetime) -> None:
    edition = cycle.module.published
    if edition is None:
        return
    rows = ShownObjective.objects.filter(cycle=cycle, subject=subject)
    counts = rows.exclude(state=ShownObjective.State.BACK)
    shown = set(counts.values_list("objective__key", flat=True))
    keys = levels.skippable(outline_of(edition).steps, shown)
    Progress.objects.bulk_create(
        [Progress(cycle=cycle, subject=subject, step_key=key, opened_at=at) for key in keys],
        ignore_conflicts=True,
    )
    open_ones = Progress.objects.filter(
        cycle=cycle, subject=subject, step_key__in=keys, finished_at__isnull=True
    )
    open_ones.update(finished_at=at, skipped_at=at)


def _settle(rows: Sequence[ResponseRow], *, at: dt.datetime) -> int:
    if not rows:
        return 0
    open_ones = ShownObjective.objects.filter(
        state=ShownObjective.State.OPEN, subject_id__in={row.subject_id for row in rows}
    ).select_related("cycle__module__published", "objective")
    by_subject: dict[int, list[ShownObjective]] = {}
    for shown in open_ones:
        by_subject.setdefault(shown.subject_id, []).append(shown)
    if not by_subject:
        return 0
    questions = Question.objects.filter(pk__in={row.question_id for row in rows})
    about = {
        question.pk: {one.pk for one in question.objectives.all()}
        for question in questions.prefetch_related("objectives")
    }
    count = 0
    for row in rows:
        for shown in by_subject.get(row.subject_id, []):
            if _checks(row, shown, about.get(row.question_id, set())):
                _settle_one(shown, row, at=at)
                count += 1
    return count


def _checks(row: ResponseRow, shown: ShownObjective, objectives: Collection[int]) -> bool:
    return (
        shown.state == ShownObjective.State.OPEN
        and shown.objective_id in objectives
        and row.seq > shown.last_seq
        and row.cohort_id == shown.cycle.cohort_id
        and row.cycle_id in (None, shown.cycle_id)
    )


def _settle_one(shown: ShownObjective, row: ResponseRow, *, at: dt.datetime) -> None:
    shown.state = ShownObjective.State.HELD if row.correct else ShownObjective.State.BACK
    shown.settled_by_id, shown.settled_at = row.seq, at
    with transaction.atomic():
        shown.save(update_fields=["state", "settled_by", "settled_at"])
        if not row.correct:
            _bring_back(shown, at=at)
            events.step_finished.announce(shown.cycle_id)


def _bring_back(shown: ShownObjective, *, at: dt.datetime) -> None:
    """The skipped steps that serve the objective are to do again; whoever read them anyway, too."""
    edition = shown.cycle.module.published
    if edition is None:
        return
    steps = outline_of(edition).steps
    keys = [step.key for step in steps if shown.objective.key in step.objectives]
    rows = Progress.objects.filter(
        cycle=shown.cycle, subject_id=shown.subject_id, step_key__in=keys
    )
    # Opened anew, so that whoever follows pages by their moments sees it.
    rows.filter(skipped_at__isnull=False).update(finished_at=None, skipped_at=None, opened_at=at)
