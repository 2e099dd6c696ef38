"""Six cards that the demo's learners made for tomorrow's game, and what became of each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

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


CARDS = (
    Made(
        kind="term",
        front="Successive relearning",
        back="Recalling something until it is right, and again on another day.",
        objective="forget",
        author=6,
        tried=6,
        answered=4,
        right=6,
        clear=5,
        signed=True,
        state=State.ACCEPTED,
        line="Exactly what was missing among our terms.",
    ),
    Made(
        kind="question",
        front="You learn twenty knots, and sail in ten weeks. When is the second round?",
        back="In a week or two",
        why="About a tenth to a fifth of the wait.",
        wrong=(
            ("Tonight, while the fingers remember", "It would be easy, and so of little use."),
            ("In the ninth week", "By then you begin again from nothing."),
        ),
        belief="Review while it is still fresh",
        objective="gap",
        author=13,
        tried=7,
        answered=5,
        right=6,
        clear=7,
        state=State.ACCEPTED,
        comments=("A real case, I like it.",),
    ),
    Made(
        kind="pair",
        front="Two rashes that look alike",
        back="study them mixed",
        why="You learn to tell them apart.",
        objective="mix",
        author=21,
        tried=4,
        answered=2,
        right=4,
        clear=3,
        state=State.ACCEPTED,
    ),
    Made(
        kind="term",
        front="Forgetting curve",
        back="How memory goes down.",
        objective="forget",
        author=0,
        tried=5,
        answered=3,
        right=4,
        clear=2,
        state=State.RETURNED,
        line="Good choice. Say over what time it falls, and when it falls fastest.",
        comments=("Down to what?", "Could also be an age."),
    ),
    Made(
        kind="question",
        front="What did Ebbinghaus eat for breakfast?",
        back="Nobody knows",
        wrong=(("Nonsense syllables", "Ha."), ("Rolls", "No source.")),
        objective="forget",
        author=34,
        tried=3,
        answered=3,
        right=1,
        clear=3,
        state=State.DECLINED,
        line="I laughed. It asks for nothing that this module is about, though.",
    ),
    Made(
        kind="question",
        front="Your reviews are planned for Mondays and you were ill this Monday. What now?",
        back="Do it on the first good day and move the later ones along",
        why="A plan kept roughly beats a perfect one that is dropped.",
        wrong=(
            ("Skip it and go on as planned", "The gap doubles, and most would be gone."),
            ("Do two sessions next Monday", "Two in a row are cramming again."),
            ("Begin the plan anew", "What you know already would be learnt twice."),
        ),
        belief="A broken plan is worthless",
        objective="plan",
        author=27,
        tried=6,
        answered=4,
        right=6,
        clear=5,
        state=State.HANDED_IN,
        comments=("The first wrong answer nearly got me.", "Long, but clear."),
    ),
)


def make_cards(
    cycle: Cycle, actors: Sequence[Actor], teacher: Subject, *, at: dt.datetime
) -> list[LearnerCard]:
    """Learners write them over two days, others try them, and the teacher has looked at five."""
    learners = [actor.subject for actor in actors]
    made = []
    for number, said in enumerate(CARDS):
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
