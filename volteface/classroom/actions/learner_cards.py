"""The only writers of learners' cards and of what their peers say of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.classroom.errors import (
    CardIsIncomplete,
    CardIsSettled,
    NotAnsweredYet,
    TooManyCards,
)
from volteface.classroom.models import CardRating, LearnerCard
from volteface.classroom.queries.learner_cards import OPEN, SHOWN, lacks, objective_choices
from volteface.classroom.rules.learner_cards import (
    LONGEST_ANSWER,
    LONGEST_BELIEF,
    LONGEST_COMMENT,
    MOST_AN_HOUR,
    MOST_CARDS,
    MOST_REPORTS_A_DAY,
    objects_to,
    tidied,
    tidy,
    words_from_json,
    words_to_json,
)

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.classroom.rules.learner_cards import CardWords
    from volteface.timetable.models import Cycle

State = LearnerCard.State
_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardText:
    """Everything an author says of a card."""

    words: CardWords
    objective: str = ""
    belief: str = ""
    signed: bool = False


def begin_card(cycle: Cycle, *, kind: str, by: Subject, at: dt.datetime) -> LearnerCard:
    """An empty draft; one that is still empty is used again. Raises `TooManyCards`."""
    with transaction.atomic():
        own = LearnerCard.objects.filter(cycle=cycle, subject=by)
        for draft in own.filter(kind=kind, state=State.DRAFT):
            if words_from_json(draft.words).is_empty:
                return draft
        if own.exclude(state=State.DECLINED).count() >= MOST_CARDS:
            message = _("You have %(count)s cards in this module: finish or remove one first.")
            raise TooManyCards(message % {"count": MOST_CARDS})
        if own.filter(made_at__gt=at - _HOUR).count() >= MOST_AN_HOUR:
            raise TooManyCards(_("That is a lot of cards for one hour. Go on a little later."))
        return LearnerCard.objects.create(
            cycle=cycle, subject=by, kind=kind, made_at=at, changed_at=at
        )


def keep_card(card: LearnerCard, text: CardText, *, at: dt.datetime) -> LearnerCard:
    """Keep what was typed, finished or not. Only for drafts: others are handed in anew."""
    with transaction.atomic():
        row = _open(card)
        if row.state == State.HANDED_IN:
            return row
        _write(row, text, at=at)
        row.save()
    return row


def hand_in(card: LearnerCard, text: CardText, *, by: Subject, at: dt.datetime) -> LearnerCard:
    """Show a card to peers and teacher; other words than before are rated anew.

    Raises `CardIsIncomplete` with everything that is missing, `CardIsSettled` once it is decided.
    """
    words = tidied(text.words)
    problems = lacks(card.kind, words)
    objection = objects_to(tidy(text.belief), longest=LONGEST_BELIEF)
    if objection:
        problems["belief"] = _(objection)
    if not text.objective and objective_choices(card.cycle.module):
        problems["objective"] = _("Choose what it goes with.")
    if problems:
        raise CardIsIncomplete(problems)
    with transaction.atomic():
        row = _open(card)
        before = words_from_json(row.words)
        was_shown = row.handed_in_at is not None
        others = LearnerCard.objects.filter(cycle=row.cycle, subject=row.subject).exclude(pk=row.pk)
        if any(words_from_json(each.words) == words for each in others.filter(state__in=SHOWN)):
            raise CardIsIncomplete({"front": _("You have handed in these words already.")})
        _write(row, text, at=at)
        if was_shown and before != words:
            row.wording += 1
        row.state, row.handed_in_at = State.HANDED_IN, at
        row.save()
        record(by, "hand_in", noun="card", code=row.code, at=at)
    return row


def take_card_back(card: LearnerCard, *, by: Subject, at: dt.datetime) -> LearnerCard | None:
    """Take a card off the table: handed in, it becomes a draft; a draft is deleted."""
    with transaction.atomic():
        row = _open(card)
        if row.state == State.DRAFT:
            row.delete()
            return None
        row.state, row.changed_at = State.DRAFT, at
        row.save(update_fields=["state", "changed_at"])
        record(by, "take back", noun="card", code=row.code, at=at)
    return row


def answer_card(card: LearnerCard, *, answer: str, by: Subject, at: dt.datetime) -> CardRating:
    """Note what a peer answered before seeing the key; the first answer stays."""
    kept = tidy(answer)[:LONGEST_ANSWER]
    with transaction.atomic():
        rating, made = CardRating.objects.get_or_create(
            card=card,
            subject=by,
            defaults={"answer": kept, "wording": card.wording, "answered_at": at},
        )
        if not made and rating.wording != card.wording and rating.rated_at is None:
            rating.answer, rating.wording, rating.answered_at = kept, card.wording, at
            rating.save(update_fields=["answer", "wording", "answered_at"])
    return rating


def rate_card(
    card: LearnerCard,
    *,
    is_right: bool,
    is_clear: bool,
    comment: str = "",
    by: Subject,
    at: dt.datetime,
) -> CardRating:
    """Note what a peer says of a card; again, it replaces what they said. Raises `NotAnsweredYet`.

    A comment that holds an address is left out.
    """
    with transaction.atomic():
        rating = _rating(card, by)
        rating.is_right, rating.is_clear = is_right, is_clear
        rating.comment, rating.rated_at = _comment(comment), at
        rating.save(update_fields=["is_right", "is_clear", "comment", "rated_at"])
    return rating


def report_card(
    card: LearnerCard, *, because: str, comment: str = "", by: Subject, at: dt.datetime
) -> CardRating:
    """Report a card as wrong or hurtful, which hides it until the teacher has looked.

    Once the teacher has let it stand, or when somebody reports many cards a day, a report is only
    noted. Raises `NotAnsweredYet`.
    """
    if because not in CardRating.Report.values:
        because = CardRating.Report.WRONG
    with transaction.atomic():
        row = LearnerCard.objects.select_for_update().get(pk=card.pk)
        rating = _rating(row, by)
        lately = CardRating.objects.filter(subject=by, rated_at__gt=at - _DAY).exclude(report="")
        is_many = lately.exclude(pk=rating.pk).count() >= MOST_REPORTS_A_DAY
        rating.report, rating.comment, rating.rated_at = because, _comment(comment), at
        rating.is_right = because != CardRating.Report.WRONG
        rating.is_clear = None
        rating.save()
        if row.state == State.HANDED_IN and row.cleared_at is None and not is_many:
            row.hidden_at = row.hidden_at or at
            row.save(update_fields=["hidden_at"])
        record(by, "report", noun="card", code=row.code, at=at)
    return rating


def _open(card: LearnerCard) -> LearnerCard:
    row = LearnerCard.objects.select_for_update().get(pk=card.pk)
    if row.state not in OPEN:
        raise CardIsSettled(_("Your teacher has decided on this card; it stays as it is."))
    return row


def _write(row: LearnerCard, text: CardText, *, at: dt.datetime) -> None:
    row.words = words_to_json(tidied(text.words))
    row.objective = text.objective[:40]
    row.belief = tidy(text.belief)[:LONGEST_BELIEF] if row.kind == LearnerCard.Kind.QUESTION else ""
    row.signed = text.signed
    row.changed_at = at


def _rating(card: LearnerCard, subject: Subject) -> CardRating:
    rating = CardRating.objects.filter(card=card, subject=subject).first()
    if rating is None:
        raise NotAnsweredYet(_("Answer the card first, then say what you think of it."))
    return rating


def _comment(text: str) -> str:
    kept = tidy(text)[:LONGEST_COMMENT]
    return "" if objects_to(kept, longest=LONGEST_COMMENT) else kept
