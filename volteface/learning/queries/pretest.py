"""The pre-test and the later check as their learner sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.phrases import address
from volteface.learning.models import Draw, Response, ShownObjective
from volteface.learning.queries import answer_token, draw_of, draw_versions, latest_of
from volteface.learning.queries.cards import CardView, question_card
from volteface.learning.queries.look import NOTHING, looks_for, objectives_of
from volteface.learning.queries.paths import candidates_of, outline_of, shown_objectives
from volteface.learning.rules.pretest import ASIDE, PER_OBJECTIVE, PRETEST, Tried, minutes_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from volteface.accounts.models import Subject
    from volteface.courses.models import Edition
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries import CycleView


@dataclass(frozen=True, slots=True, kw_only=True)
class PretestOffer:
    """What the start page says of a pre-test before the first step."""

    questions: int
    minutes: int
    answered: int

    @property
    def is_begun(self) -> bool:
        return self.answered > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage:
    """The questions of a pre-test or of a later check, answered or not."""

    cards: tuple[CardView, ...]
    minutes: int

    @property
    def answered(self) -> int:
        return sum(card.is_answered for card in self.cards)


def asked_in(draw: Draw, edition: Edition) -> dict[str, list[int]]:
    """The questions of a pre-test by objective, where it asks enough of them to show it."""
    candidates, _versions = candidates_of(edition.module, edition)
    in_draw = {version.question_id for version in draw_versions(draw)}
    asked = {}
    for objective in sorted({key for one in candidates for key in one.objectives}):
        about = [one for one in candidates if objective in one.objectives]
        kept = [one for one in about if one.use == PRETEST]
        whole = kept or [one for one in about if one.use not in ASIDE]
        own = [one.question for one in about if one.question in in_draw]
        if own and len(own) >= min(PER_OBJECTIVE, len(whole)):
            asked[objective] = own
    return asked


def first_tries(draw: Draw, subject: Subject) -> list[Tried]:
    """The learner's first answer to each question: a second one follows feedback."""
    rows = (
        Response.objects.filter(draw=draw, subject=subject, countable=True)
        .order_by("seq", "grades__pk")
        .values_list("seq", "version__question_id", "certainty", "grades__correct")
    )
    first: dict[int, int] = {}
    found: dict[int, Tried] = {}
    for seq, question, certainty, correct in rows:
        # A regrade adds a mark to the same answer: the newest one counts.
        if first.setdefault(question, seq) == seq:
            found[question] = Tried(question=question, correct=bool(correct), certainty=certainty)
    return list(found.values())


def offer_of(cycle: Cycle, subject: Subject) -> PretestOffer | None:
    """The pre-test of a cycle; nothing where it has none."""
    draw = draw_of(cycle, Draw.Purpose.PRETEST)
    if draw is None:
        return None
    questions = draw.questions.count()
    answered = Response.objects.filter(draw=draw, subject=subject).values("version").distinct()
    return PretestOffer(
        questions=questions, minutes=minutes_of(questions), answered=answered.count()
    )


def pretest_page(
    view: CycleView, subject: Subject, *, at: dt.datetime, empty: str = ""
) -> CheckPage | None:
    """Every question of the pre-test; nothing where the cycle has none."""
    draw = draw_of(view.cycle, Draw.Purpose.PRETEST)
    if draw is None:
        return None
    return _page(view, subject, draw, draw_versions(draw), "learning:pretest", at, empty)


def to_check(cycle: Cycle, subject: Subject) -> list[ShownObjective]:
    """What was shown and skipped, and is not checked yet."""
    rows = shown_objectives(cycle, subject)
    return [row for row in rows if row.state == ShownObjective.State.OPEN]


def validation_page(
    view: CycleView, subject: Subject, *, at: dt.datetime, empty: str = ""
) -> CheckPage | None:
    """The questions that check what was skipped, one for each objective."""
    draw = draw_of(view.cycle, Draw.Purpose.VALIDATION)
    rows = shown_objectives(view.cycle, subject)
    if draw is None or not rows:
        return None
    wanted = {row.objective.key for row in rows}
    edition = view.module.published
    known = outline_of(edition).objectives if edition else {}
    versions = [
        version
        for version in draw_versions(draw)
        if wanted.intersection(objectives_of(version, known))
    ]
    if not versions:
        return None
    return _page(view, subject, draw, versions, "learning:validation", at, empty)


def _page(
    view: CycleView,
    subject: Subject,
    draw: Draw,
    versions: Collection[QuestionVersion],
    name: str,
    at: dt.datetime,
    empty: str,
) -> CheckPage:
    latest = latest_of(subject, draw)
    token = answer_token(subject, draw, at=at, scope=view.cycle.code)
    looks = looks_for(draw) if latest else {}
    cards = tuple(
        question_card(
            version,
            draw=draw,
            subject=subject,
            token=token,
            next_path=address(name, view.cycle.code),
            number=number,
            latest=latest.get(version.pk),
            look=looks.get(version.question_id, NOTHING),
            is_empty=empty == version.code,
        )
        for number, version in enumerate(versions, start=1)
    )
    left = sum(not card.is_answered for card in cards)
    return CheckPage(cards=cards, minutes=minutes_of(left or len(cards)))
