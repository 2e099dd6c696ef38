"""What one participant's phone shows: their form, their answer, what happens now."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from volteface.classroom.rules.rounds import VOTING, Phase
from volteface.classroom.rules.state import PHONE, RoomState, for_role
from volteface.learning.models import Draw
from volteface.learning.queries import answer_token, draw_versions, latest_of
from volteface.learning.queries.cards import ANSWER_PATH, CardView, question_card
from volteface.questions.queries import content_of
from volteface.questions.queries.shown import feedback_view, given_answer, question_view
from volteface.rosters.queries import membership_of

from .ballots import VOTE_PATH, ballot_votes, vote_token
from .own_team import SeatAndTeam, seat_and_team
from .rooms import full_state, rounds_of

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.classroom.models import Participant, Room, Round
    from volteface.learning.queries import ResponseRow
    from volteface.questions.models import QuestionVersion
    from volteface.questions.queries.shown import FeedbackView, QuestionView


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCard:
    """The vote in hand for one participant."""

    question: QuestionView
    draw_code: str
    token: str
    answer_id: str
    shown: str
    language: str
    chosen: tuple[str, ...]
    certainty: int | None
    saved_at: dt.datetime | None
    is_empty: bool
    # Only with the result.
    key: tuple[str, ...]
    feedback: FeedbackView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """A question of a check once its answers may be seen."""

    question: QuestionView
    feedback: FeedbackView
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneScreen:
    """The whole phone."""

    state: RoomState
    vote: VoteCard | None
    check: tuple[CardView, ...]
    results: tuple[CheckResult, ...]
    answered: int
    # An anonymous room and this browser holds no ballot; it may still take one, or it is too late.
    lacks_ballot: bool
    may_take_ballot: bool
    # Tokens of every vote of the room, so that a new question needs no request.
    tokens: dict[str, str]
    # The participant's own pace: 1.5 is half as much time again, 0 no limit.
    factor: float
    # A member's team and seat, while nothing is asked.
    own: SeatAndTeam | None = None

    @property
    def asks(self) -> bool:
        """Whether there is something to answer now: nothing else is on the screen then."""
        return bool(self.check or self.lacks_ballot or (self.vote and self.vote.token))


def is_of_the_cohort(room: Room, subject: Subject | None, at: dt.datetime) -> bool:
    """Whether joining counts as a member's attendance."""
    if subject is None:
        return False
    return membership_of(subject, room.cycle.cohort, at) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Voter:
    """Whose answers a phone shows: the seat's own, or in an anonymous room a ballot's."""

    seat: Participant
    room: Room
    ballot: uuid.UUID | None

    def latest(self, draw: Draw) -> dict[int, ResponseRow]:
        """The answers that are in, by question version."""
        if self.room.anonymous:
            return ballot_votes(self.ballot, draw)
        return latest_of(self.seat.subject, draw)

    def token(self, draw: Draw, at: dt.datetime) -> str:
        """What the form carries; nothing where there is no ballot to vote with."""
        if not self.room.anonymous:
            return answer_token(self.seat.subject, draw, at=at, scope=self.room.code)
        return vote_token(draw, self.ballot, at) if self.ballot else ""


def phone_screen(
    room: Room, seat: Participant, at: dt.datetime, *, empty: str, ballot: uuid.UUID | None = None
) -> PhoneScreen:
    """What this participant sees now; ``empty`` is the question whose form came back empty."""
    voter = Voter(seat=seat, room=room, ballot=ballot)
    lacks = room.anonymous and ballot is None and room.closed_at is None
    state = for_role(full_state(room), PHONE)
    current = room.current_round
    is_vote = current is not None and current.first.purpose == Draw.Purpose.VOTE
    asks = current is not None and not is_vote and current.phase == Phase.FIRST_VOTE
    asks = asks and not lacks
    check = _check(voter, current, at, empty) if asks and current is not None else ()
    over = current is not None and not is_vote and current.phase == Phase.RESULT
    rounds = rounds_of(room) if room.closed_at is None else []
    screen = PhoneScreen(
        state=state,
        vote=_vote(voter, current, at, empty) if current is not None and is_vote else None,
        check=check,
        results=_results(voter, current) if over and current is not None else (),
        answered=sum(card.is_answered for card in check),
        lacks_ballot=lacks,
        may_take_ballot=not seat.has_ballot,
        tokens={
            draw.code: voter.token(draw, at)
            for each in rounds
            if each.first.purpose == Draw.Purpose.VOTE and each.phase != Phase.RESULT and not lacks
            for draw in (each.first, each.second)
            if draw is not None
        },
        factor=_factor(room, seat, at),
    )
    return replace(screen, own=seat_and_team(room, seat, asks=screen.asks))


def _vote(voter: Voter, current: Round, at: dt.datetime, empty: str) -> VoteCard:
    version = draw_versions(current.first)[0]
    shown = question_view(version, seed=current.code)
    second = current.second
    mine = voter.latest(current.first).get(version.pk)
    later = voter.latest(second).get(version.pk) if second else None
    is_second = current.phase == Phase.SECOND_VOTE and second is not None
    draw = second if is_second and second is not None else current.first
    # The second vote begins empty: one decides again, one does not confirm.
    latest = later if is_second else (later or mine)
    given = given_answer(latest.answer if latest else "")
    is_over = current.phase == Phase.RESULT
    return VoteCard(
        question=shown,
        draw_code=draw.code,
        token=voter.token(draw, at) if current.phase in VOTING else "",
        answer_id=str(uuid.uuid4()),
        shown=",".join(key for key, _html in shown.options),
        language=get_language() or "en",
        chosen=given.choice,
        certainty=latest.certainty if latest else None,
        saved_at=latest.accepted_at if latest else None,
        is_empty=empty == version.code,
        key=_key(version) if is_over else (),
        feedback=_feedback(version, latest) if is_over else None,
    )


def _check(voter: Voter, current: Round, at: dt.datetime, empty: str) -> tuple[CardView, ...]:
    """The check's questions as cards; the forms come back here."""
    latest = voter.latest(current.first)
    token = voter.token(current.first, at)
    return tuple(
        question_card(
            version,
            draw=current.first,
            subject=voter.seat.subject,
            seed=_seed(voter, current),
            token=token,
            next_path=f"/room/{voter.room.code}/",
            action=VOTE_PATH if voter.room.anonymous else ANSWER_PATH,
            number=place,
            latest=latest.get(version.pk),
            is_empty=empty == version.code,
        )
        for place, version in enumerate(draw_versions(current.first), start=1)
    )


def _results(voter: Voter, current: Round) -> tuple[CheckResult, ...]:
    latest = voter.latest(current.first)
    return tuple(
        CheckResult(
            question=question_view(version, seed=_seed(voter, current)),
            feedback=_feedback(version, latest.get(version.pk)),
            answered=version.pk in latest,
        )
        for version in draw_versions(current.first)
    )


def _seed(voter: Voter, current: Round) -> str:
    # Alike for everybody in an anonymous room: an order of one's own would be a signature.
    return current.code if voter.room.anonymous else str(voter.seat.subject.code)


def _key(version: QuestionVersion) -> tuple[str, ...]:
    return tuple(option.id for option in content_of(version).options if option.fraction > 0)


def _feedback(version: QuestionVersion, latest: ResponseRow | None) -> FeedbackView:
    return feedback_view(version, latest.answer if latest else "")


def _factor(room: Room, seat: Participant, at: dt.datetime) -> float:
    membership = membership_of(seat.subject, room.cycle.cohort, at)
    return float(membership.time_factor) if membership else 1.0
