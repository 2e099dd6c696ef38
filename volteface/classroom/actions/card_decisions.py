"""What becomes of learners' cards: taken into the module, sent back, or not taken."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from volteface.accounts.actions import record
from volteface.classroom.errors import CardIsIncomplete, CardIsSettled
from volteface.classroom.models import CardRating, LearnerCard
from volteface.classroom.queries.learner_cards import SHOWN, lacks
from volteface.classroom.rules.learner_cards import (
    LONGEST_LINE,
    tidied,
    tidy,
    words_from_json,
    words_to_json,
)
from volteface.courses.actions.terms import add_term
from volteface.messaging.actions import BOTH, Planned, plan_many
from volteface.questions.actions import belief_keys, save_question
from volteface.questions.queries import content_of
from volteface.questions.queries.bank import BY_LEARNERS
from volteface.questions.queries.content import Content, Option, Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.classroom.rules.learner_cards import CardWords
    from volteface.courses.models import Module
    from volteface.questions.models import Question

State, Kind = LearnerCard.State, LearnerCard.Kind
# Why a message says that cards were looked at.
LOOKED_AT = "cards_looked_at"
# A teacher looks at several in a row: one message speaks of all of them.
_TOGETHER = dt.timedelta(minutes=30)
_NEWS = dt.timedelta(days=7)
# One pair alone is no question: there is nothing to tell its halves apart from.
_LEAST_PAIRS, _PAIRS = 2, "matching"


def accept_card(
    card: LearnerCard,
    *,
    words: CardWords,
    objective: str,
    belief: str = "",
    line: str = "",
    by: Subject,
    at: dt.datetime,
) -> LearnerCard:
    """Take a card into its module, worded like this: a term, or a question of the bank.

    ``belief`` is a misconception, by its key or in words, which the first wrong option gives away.
    Raises `CardIsIncomplete`, `CardIsSettled`, and what the module or the bank refuses.
    """
    words = tidied(words)
    problems = lacks(card.kind, words)
    if problems:
        raise CardIsIncomplete(problems)
    with transaction.atomic():
        row = _waiting(card)
        row.words, row.objective, row.belief = words_to_json(words), objective[:40], belief[:200]
        row.state, row.line = State.ACCEPTED, tidy(line)[:LONGEST_LINE]
        row.decided_at, row.hidden_at = at, None
        row.save()
        _take_in(row, words, by=by, at=at)
        record(by, "accept", noun="card", code=row.code, at=at)
        _tell_author(row, by=by, at=at)
    return row


def send_back(card: LearnerCard, *, line: str, by: Subject, at: dt.datetime) -> LearnerCard:
    """Let its author mend a card; the line says what is missing."""
    return _decide(card, State.RETURNED, line=line, verb="send back", by=by, at=at)


def decline_card(card: LearnerCard, *, line: str, by: Subject, at: dt.datetime) -> LearnerCard:
    """Leave a card out; its author reads the line, or a kind sentence without one."""
    return _decide(card, State.DECLINED, line=line, verb="decline", by=by, at=at)


def let_stand(card: LearnerCard, *, by: Subject, at: dt.datetime) -> LearnerCard:
    """Show a reported card to peers again; no report hides it from now on."""
    with transaction.atomic():
        row = _waiting(card)
        row.hidden_at, row.cleared_at = None, at
        row.save(update_fields=["hidden_at", "cleared_at"])
        record(by, "let stand", noun="card", code=row.code, at=at)
    return row


def drop_comment(rating: CardRating, *, by: Subject, at: dt.datetime) -> CardRating:
    """Take a peer's comment away before its author reads it."""
    with transaction.atomic():
        rating.comment = ""
        rating.save(update_fields=["comment"])
        record(by, "remove", noun="comment", code=rating.card.code, at=at)
    return rating


def _decide(
    card: LearnerCard,
    state: LearnerCard.State,
    *,
    line: str,
    verb: str,
    by: Subject,
    at: dt.datetime,
) -> LearnerCard:
    with transaction.atomic():
        row = _waiting(card)
        row.state, row.line = state, tidy(line)[:LONGEST_LINE]
        row.decided_at, row.hidden_at = at, None
        row.save(update_fields=["state", "line", "decided_at", "hidden_at"])
        record(by, verb, noun="card", code=row.code, at=at)
        _tell_author(row, by=by, at=at)
    return row


def _tell_author(card: LearnerCard, *, by: Subject, at: dt.datetime) -> None:
    """Plan the news, once a day for a cycle, unless nobody knows who wrote the card."""
    author, cycle = card.subject, card.cycle
    if author == by or author.person_id is None:
        return
    plan_many(
        [
            Planned(
                subject=author,
                purpose=LOOKED_AT,
                channel=channel,
                about=cycle.code,
                nonce=f"{LOOKED_AT}:{cycle.code}:{author.code}:{at.date()}:{channel}",
                due_at=at + _TOGETHER,
                useless_after=at + _NEWS,
            )
            for channel in BOTH
        ],
        at=at,
    )


def _waiting(card: LearnerCard) -> LearnerCard:
    row = (
        LearnerCard.objects.select_for_update()
        .select_related("subject", "cycle__module__course__bank")
        .get(pk=card.pk)
    )
    if row.state not in SHOWN or row.state == State.ACCEPTED:
        raise CardIsSettled(_("This card is decided already, or its author took it back."))
    return row


def _take_in(card: LearnerCard, words: CardWords, *, by: Subject, at: dt.datetime) -> None:
    module = card.cycle.module
    if card.kind == Kind.TERM:
        add_term(
            module,
            term=words.front,
            meaning=words.back,
            objective=card.objective,
            origin=BY_LEARNERS,
            by=by,
            at=at,
        )
    elif card.kind == Kind.PAIR:
        _take_pair_in(card, by=by, at=at)
    else:
        _take_question_in(card, words, by=by, at=at)


def _take_question_in(card: LearnerCard, words: CardWords, *, by: Subject, at: dt.datetime) -> None:
    bank = card.cycle.module.course.bank
    belief = belief_keys(bank, [card.belief])[card.belief] if card.belief else ""
    wrong = words.filled_wrong
    options = (
        Option(id="o1", text=words.back, fraction=1.0),
        *(
            Option(
                id=f"o{place + 2}",
                text=each.text,
                fraction=0.0,
                feedback=each.why,
                misconception=belief if place == 0 else "",
            )
            for place, each in enumerate(wrong)
        ),
    )
    content = Content(
        kind="single",
        stem=words.front,
        options=options,
        explanation=words.why,
        settings=Settings(use=BY_LEARNERS),
    )
    objectives = [card.objective] if card.objective else []
    card.question = save_question(
        bank, key=f"card-{card.code}", content=content, objectives=objectives, by=by, at=at
    )
    card.save(update_fields=["question"])


def _take_pair_in(card: LearnerCard, *, by: Subject, at: dt.datetime) -> None:
    """Accepted pairs of a module are one question of the bank, from two on.

    What was changed there stays; one that was put away is left alone, and another begun.
    """
    module = card.cycle.module
    rows = LearnerCard.objects.filter(cycle__module=module, kind=Kind.PAIR, state=State.ACCEPTED)
    pairs = list(rows.select_related("question__current").order_by("decided_at", "pk"))
    fresh = [each for each in pairs if each.question is None]
    asked = next((each.question for each in pairs if _is_pairs(each.question)), None)
    if asked is None and len(fresh) < _LEAST_PAIRS:
        return
    objectives = {each.objective for each in fresh if each.objective}
    if asked is not None:
        objectives |= set(asked.objectives.values_list("key", flat=True))
    question = save_question(
        module.course.bank,
        key=asked.key if asked is not None else f"pairs-{fresh[0].code}",
        content=_with_pairs(_pairs_so_far(asked, module), fresh),
        objectives=sorted(objectives),
        by=by,
        at=at,
    )
    rows.filter(question=None).update(question=question)


def _is_pairs(question: Question | None) -> bool:
    """Whether more pairs go into this question."""
    return (
        question is not None
        and question.archived_at is None
        and question.current is not None
        and question.current.kind == _PAIRS
    )


def _pairs_so_far(asked: Question | None, module: Module) -> Content:
    if asked is not None and asked.current is not None:
        return content_of(asked.current)
    with override(module.course.language):
        return Content(
            kind=_PAIRS, stem=_("What belongs together?"), settings=Settings(use=BY_LEARNERS)
        )


def _with_pairs(content: Content, cards: Sequence[LearnerCard]) -> Content:
    taken = {option.id for option in content.options}
    free = (f"o{number}" for number in count(1) if f"o{number}" not in taken)
    said = [words_from_json(each.words) for each in cards]
    added = (Option(id=next(free), text=each.front, match=each.back, fraction=1.0) for each in said)
    whys = dict.fromkeys(each.why for each in said if each.why not in content.explanation)
    return replace(
        content,
        options=(*content.options, *added),
        explanation=" ".join(filter(None, (content.explanation, *whys))),
    )
