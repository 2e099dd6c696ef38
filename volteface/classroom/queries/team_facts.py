"""What teams are made from: who may come, who is ready, answers, seats, and who met before."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from volteface.classroom.models import Seat, TeamPlace, TeamPlan
from volteface.classroom.rules.seats import Spot
from volteface.classroom.rules.teams import Candidate, Wishes
from volteface.learning.models import Draw
from volteface.learning.queries import current_responses
from volteface.readiness.models import ReadinessState
from volteface.rosters.queries import learners_of
from volteface.timetable.queries import audience_of

from .attendance import joined_at_by_subject
from .material import AskedQuestion, questions_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle

# Earlier meetings whose teams are remembered, and questions a teacher may mix answers by.
_REMEMBERED, MOST_QUESTIONS = 6, 6
_READY = (ReadinessState.State.READY, ReadinessState.State.AHEAD)


def expected_in(cycle: Cycle) -> set[int]:
    """The subjects the meeting is for."""
    return set(audience_of(cycle).order_by().values_list("subject_id", flat=True))


def joined_in(cycle: Cycle) -> set[int]:
    """The subjects of learners who joined a room of the meeting, of whatever group."""
    learners = learners_of(cycle.cohort).order_by().values_list("subject_id", flat=True)
    return set(learners) & set(joined_at_by_subject(cycle))


def candidates_of(cycle: Cycle, question: QuestionVersion | None) -> dict[int, Candidate]:
    """Every learner of the cohort with what is known for this meeting, by subject."""
    ready = ready_in(cycle)
    answers = _answers(cycle, question) if question else {}
    seats = {
        subject: Spot(row, number)
        for subject, row, number in Seat.objects.filter(cycle=cycle).values_list(
            "subject", "row", "number"
        )
    }
    places = learners_of(cycle.cohort).order_by().values_list("subject_id", "group__name")
    return {
        subject: Candidate(
            key=subject,
            group=group or "",
            ready=subject in ready,
            answer=answers.get(subject, ""),
            seat=seats.get(subject),
        )
        for subject, group in places
    }


def ready_in(cycle: Cycle) -> set[int]:
    """The subjects who are ready, or ahead."""
    rows = ReadinessState.objects.filter(cycle=cycle, state__in=_READY)
    return set(rows.values_list("subject_id", flat=True))


def wishes_of(plan: TeamPlan) -> Wishes:
    """What the teacher chose, and who sat together in the meetings before this one."""
    return Wishes(
        size=plan.size,
        together=plan.groups == TeamPlan.Groups.TOGETHER,
        met=met_before(plan.cycle),
    )


def last_teams(cycle: Cycle) -> dict[int, list[int]]:
    """The teams of the cohort's last meeting before this one, by number, with who was absent."""
    last = _earlier(cycle).first()
    teams: dict[int, list[int]] = {}
    if last is not None:
        rows = TeamPlace.objects.filter(plan=last, team__isnull=False).order_by("pk")
        for number, subject in rows.values_list("team__number", "subject_id"):
            teams.setdefault(number, []).append(subject)
    return teams


def met_before(cycle: Cycle) -> dict[tuple[int, int], int]:
    """How often two people were in one team, in the last meetings of the cohort before this."""
    earlier = list(_earlier(cycle).values_list("pk", flat=True)[:_REMEMBERED])
    rows = TeamPlace.objects.filter(plan__in=earlier, is_absent=False, team__isnull=False)
    teams: dict[int, list[int]] = {}
    for team, subject in rows.values_list("team_id", "subject_id"):
        teams.setdefault(team, []).append(subject)
    met: Counter[tuple[int, int]] = Counter()
    for members in teams.values():
        met.update(combinations(sorted(members), 2))
    return dict(met)


def key_questions(cycle: Cycle) -> list[AskedQuestion]:
    """What answers may be mixed by: questions somebody answered, the most missed first."""
    return [one for one in questions_of(cycle) if one.answered][:MOST_QUESTIONS]


def _earlier(cycle: Cycle) -> QuerySet[TeamPlan]:
    """The teams of the cohort's earlier meetings, the last one first."""
    return TeamPlan.objects.filter(
        cycle__cohort_id=cycle.cohort_id,
        cycle__meeting__starts_at__lt=cycle.meeting.starts_at,
        cycle__meeting__cancelled_at__isnull=True,
    ).order_by("-cycle__meeting__starts_at")


def _answers(cycle: Cycle, question: QuestionVersion) -> dict[int, str]:
    """What each learner chose in the preparation, of whatever version of the question."""
    return {
        row.subject_id: ",".join(sorted(row.chosen))
        for row in current_responses(cycle, Draw.Purpose.PREPARATION)
        if row.question_id == question.question_id
    }
