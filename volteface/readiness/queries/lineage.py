"""The same questions through the cycle: who held a belief before, and who still shows it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from volteface.core.charts import Point
from volteface.core.errors import Missing
from volteface.learning.models import Draw, Grade
from volteface.questions.queries import misconception_texts, versions_by_id
from volteface.readiness.events import stages_told
from volteface.readiness.queries.evidence import edition_of
from volteface.readiness.queries.people import standings
from volteface.readiness.queries.said import belief_views
from volteface.readiness.rules import wording
from volteface.readiness.rules.believed import beliefs
from volteface.readiness.rules.ledger import tallies
from volteface.readiness.rules.survival import (
    BEFORE,
    DELAYED,
    EXIT,
    FIRST_VOTE,
    OPENING,
    REFRESHER,
    SECOND_VOTE,
    Given,
    Survival,
    survival,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from volteface.accounts.models import Subject
    from volteface.readiness.queries.sheet import BeliefView
    from volteface.rosters.models import Group
    from volteface.timetable.models import Cycle

_STAGE = {
    Draw.Purpose.OPENING_CHECK: OPENING,
    Draw.Purpose.VOTE: FIRST_VOTE,
    Draw.Purpose.EXIT_TICKET: EXIT,
    Draw.Purpose.REFRESHER: REFRESHER,
    Draw.Purpose.DELAYED_CHECK: DELAYED,
}
# The stages that leave answers: they stand in the table even while they are empty.
_ANSWERED = {*_STAGE.values(), SECOND_VOTE}
# A vote's two turns are two draws: "<room>:<place>:2" is the second.
_SECOND_TURN = ":2"
_READ = (
    "response_id",
    "response__subject_id",
    "response__version__question_id",
    "response__draw__purpose",
    "response__draw__nonce",
    "correct",
    "misconceptions",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """One stage of the curve in words."""

    word: str
    found: Survival
    # Whom it counts, where that is not learners.
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeliefLineage:
    """One misconception through the cycle, of the learners its reader answers for."""

    key: str
    text: str
    # Everybody who showed it at one question or several, of who met one that can tell.
    holders: int
    answered: int
    # The same at the one question that shows it most, as the briefing counts it.
    briefed: BeliefView | None
    stages: tuple[StageView, ...]

    @property
    def points(self) -> list[Point]:
        """The curve: everybody who held it, then the share that still does, where there is one.

        Stages with counts only stand in the table: a name without a dot takes a phone's room.
        """
        return [
            Point(label=_(wording.STAGES[BEFORE]), value=1.0, n=self.holders),
            *(
                Point(
                    label=one.word,
                    value=one.found.share,
                    low=one.found.low,
                    high=one.found.high,
                    n=one.found.n,
                    who=one.who,
                )
                for one in self.stages
                if one.found.share is not None
            ),
        ]

    @property
    def met_again(self) -> bool:
        """Whether anybody met one of its questions again."""
        return any(one.found.n for one in self.stages)

    @property
    def too_few(self) -> list[str]:
        """Stages that somebody met, but too few for a share: told in the table alone."""
        return [one.word for one in self.stages if one.found.n and one.found.share is None]

    @property
    def drawn(self) -> bool:
        """Whether there is a share to draw at all."""
        return len(self.points) > 1


def lineage_of(
    cycle: Cycle, key: str, *, viewer: Subject, at: dt.datetime, group: Group | None = None
) -> BeliefLineage:
    """The curve of a misconception; raises `Missing` for a key the bank does not know.

    Of one ``group``, what only the whole meeting can tell is left out.
    """
    texts = misconception_texts(cycle.module.course.bank)
    if key not in texts:
        raise Missing
    here = standings(cycle, at=at, viewer=viewer, group=group.code if group else "")
    answers = here.answers()
    held, answered = _held(answers, key)
    told = {} if group else stages_told(cycle, key, viewer, at)
    found = survival(
        _given(cycle, key, held) if held else (),
        {stage: (count.n, count.holding) for stage, count in told.items()},
    )
    return BeliefLineage(
        key=key,
        text=texts[key],
        holders=len(held),
        answered=answered,
        briefed=_briefed(cycle, answers, key, texts),
        stages=tuple(
            StageView(
                word=_(wording.STAGES[one.stage]),
                found=one,
                who=told[one.stage].who if one.stage in told else "",
            )
            for one in found
            if one.stage in told or one.stage in _ANSWERED
        ),
    )


def _briefed(
    cycle: Cycle, answers: Mapping[int, str], key: str, texts: Mapping[str, str]
) -> BeliefView | None:
    """The belief as the briefing shows it, whether or not it is among its first."""
    believed = beliefs(tallies(answers.values()), most=len(texts))
    mine = [one for one in believed if one.misconception == key]
    shown = belief_views([cycle], [edition_of(cycle)], mine, texts=texts, believers={})
    return shown[0] if shown else None


def _held(answers: Mapping[int, str], key: str) -> tuple[dict[int, set[int]], int]:
    """Who held the belief before the meeting, and at which questions; how many answered those."""
    telling = {
        one.version
        for one in tallies(answers.values())
        if not one.correct and key in one.misconceptions.split(",")
    }
    questions = {pk: version.question_id for pk, version in versions_by_id(telling).items()}
    wanted = {str(pk) for pk in questions}
    held: dict[int, set[int]] = defaultdict(set)
    answered = 0
    for subject, tokens in answers.items():
        asked = [token for token in tokens.split(";") if token.partition("|")[0] in wanted]
        met = tallies([";".join(asked)]) if asked else ()
        answered += bool(met)
        for one in met:
            if not one.correct and key in one.misconceptions.split(","):
                held[subject].add(questions[one.version])
    return dict(held), answered


def _given(cycle: Cycle, key: str, held: Mapping[int, AbstractSet[int]]) -> list[Given]:
    """What the believers answered later to the very questions at which they showed it."""
    of_cycle = Q(response__draw__cycle=cycle)
    # Refreshers belong to the cohort: those since the meeting are this belief's later life.
    since = Q(
        response__draw__purpose=Draw.Purpose.REFRESHER,
        response__draw__cycle__isnull=True,
        response__accepted_at__gte=cycle.meeting.starts_at,
    )
    rows = (
        Grade.objects.filter(
            of_cycle | since,
            response__draw__cohort_id=cycle.cohort_id,
            response__draw__purpose__in=_STAGE,
            response__subject_id__in=held,
            response__version__question_id__in=set().union(*held.values()),
            response__countable=True,
            response__late=False,
        )
        # A regrade adds a row: the newest of a response comes last and replaces the others.
        .order_by("response_id", "pk")
        .values_list(*_READ)
    )
    found: dict[int, Given] = {}
    for seq, subject, question, purpose, nonce, correct, shown in rows:
        if question in held[subject]:
            second = purpose == Draw.Purpose.VOTE and nonce.endswith(_SECOND_TURN)
            found[seq] = Given(
                subject=subject,
                question=question,
                stage=SECOND_VOTE if second else _STAGE[purpose],
                holds=not correct and key in shown.split(","),
            )
    return list(found.values())
