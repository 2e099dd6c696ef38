"""Six cards that the demo's learners made for tomorrow's game, and what became of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from volteface.classroom.actions.card_decisions import accept_card, decline_card, send_back
from volteface.classroom.actions.learner_cards import (
    CardText,
    answer_card,
    begin_card,
    hand_in,
    rate_card,
)
from volteface.classroom.models import LearnerCard
from volteface.classroom.queries.learner_cards import CardWords, Wrong

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.timetable.models import Cycle
    from volteface.web.demo.doings import Actor

State = LearnerCard.State
_CARDS = Path(__file__).with_name("cards.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A card with its author's place among the learners, its ratings, and what became of it."""

    kind: str
    front: str
    back: str
    objective: str
    author: int
    # Of so many who tried it, how many answered as meant, called it right, called it clear.
    tried: int
    answered: int
    right: int
    clear: int
    state: State
    why: str = ""
    wrong: tuple[tuple[str, str], ...] = ()
    belief: str = ""
    signed: bool = False
    comments: tuple[str, ...] = ()
    line: str = ""


def cards() -> list[Made]:
    """All of them, in the order they were made."""
    rows = yaml.safe_load(_CARDS.read_text("utf-8"))
    return [_made(row) for row in rows]


def _made(row: dict[str, Any]) -> Made:
    wrong = tuple(pair for one in row.pop("wrong", ()) for pair in one.items())
    comments = tuple(row.pop("comments", ()))
    return Made(**row | {"state": State(row["state"])}, wrong=wrong, comments=comments)


def make_cards(
    cycle: Cycle, actors: Sequence[Actor], teacher: Subject, *, at: dt.datetime
) -> list[LearnerCard]:
    """Learners write them over two days, others try them, and the teacher has looked at five."""
    learners = [actor.subject for actor in actors]
    made = []
    for number, said in enumerate(cards()):
        moment = at - dt.timedelta(hours=40 - 5 * number)
        author = learners[said.author % len(learners)]
        card = begin_card(cycle, kind=said.kind, by=author, at=moment)
        card = hand_in(card, _text(said), by=author, at=moment)
        peers = [each for each in learners[1:] if each != author][number : number + said.tried]
        _try(card, said, peers, at=moment)
        made.append(_decide(card, said, teacher, at=moment + dt.timedelta(hours=4)))
    return made


def _text(said: Made) -> CardText:
    wrong = tuple(Wrong(text=text, why=why) for text, why in said.wrong)
    words = CardWords(front=said.front, back=said.back, why=said.why, wrong=wrong)
    return CardText(words=words, objective=said.objective, belief=said.belief, signed=said.signed)


def _try(card: LearnerCard, said: Made, peers: Sequence[Subject], *, at: dt.datetime) -> None:
    wanted = said.front if said.kind == "term" else said.back
    other = said.wrong[0][0] if said.wrong else ""
    for place, peer in enumerate(peers):
        moment = at + dt.timedelta(minutes=12 * (place + 1))
        answer = wanted if place < said.answered else other
        answer_card(card, answer=answer, by=peer, at=moment)
        rate_card(
            card,
            is_right=place < said.right,
            is_clear=place < said.clear,
            comment=said.comments[place] if place < len(said.comments) else "",
            by=peer,
            at=moment,
        )


def _decide(card: LearnerCard, said: Made, teacher: Subject, *, at: dt.datetime) -> LearnerCard:
    if said.state == State.ACCEPTED:
        text = _text(said)
        return accept_card(
            card,
            words=text.words,
            objective=text.objective,
            belief=said.belief,
            line=said.line,
            by=teacher,
            at=at,
        )
    if said.state == State.RETURNED:
        return send_back(card, line=said.line, by=teacher, at=at)
    if said.state == State.DECLINED:
        return decline_card(card, line=said.line, by=teacher, at=at)
    return card
