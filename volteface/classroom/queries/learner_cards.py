"""Learners' cards as their authors, their peers and the teacher see them; never with a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _

from volteface.classroom.games.fit import cards_needed
from volteface.classroom.games.game import LETTERS, Face
from volteface.classroom.models import CardRating, LearnerCard
from volteface.classroom.rules.learner_cards import (
    FEWEST_RATINGS,
    CardWords,
    Wrong,
    is_right_answer,
    next_card,
    problems_of,
    share_of,
    shown_order,
    words_from_json,
)
from volteface.core import faces
from volteface.core.errors import Missing
from volteface.courses.queries import may_write_bank
from volteface.courses.queries.outline import objectives_of
from volteface.questions.queries import misconception_texts
from volteface.timetable.queries import audience_visible_to

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from volteface.accounts.models import Subject
    from volteface.classroom.rules.learner_cards import Share
    from volteface.courses.models import Module
    from volteface.timetable.models import Cycle

__all__ = [
    "OPEN",
    "SHOWN",
    "CardView",
    "CardWords",
    "DeskCard",
    "Tried",
    "Wrong",
    "author_of",
    "belief_choices",
    "card_to_try",
    "desk_card",
    "desk_cards",
    "has_tried",
    "lacks",
    "may_accept",
    "next_to_try",
    "objective_choices",
    "own_card",
    "own_cards",
    "waiting_for",
    "waiting_on_desk",
]

State = LearnerCard.State
# What may still be changed by whoever wrote it.
OPEN = (State.DRAFT, State.HANDED_IN, State.RETURNED)
# What the teacher sees: drafts are their author's own.
SHOWN = (State.HANDED_IN, State.RETURNED, State.ACCEPTED, State.DECLINED)


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """A card with its words, and what is said of it as far as it may be told."""

    card: LearnerCard
    words: CardWords
    objective: str
    right: Share
    clear: Share
    # How many answered it as its author meant, of those who answered.
    answered: Share
    comments: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether its author may still change it."""
        return self.card.state in OPEN

    @property
    def kind(self) -> str:
        return str(LearnerCard.Kind(self.card.kind).label)

    @property
    def to_come(self) -> int:
        """How many ratings are missing until shares are told."""
        return max(0, FEWEST_RATINGS - self.right.n)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """A card as a peer meets it: first without its key, then with it."""

    card: LearnerCard
    words: CardWords
    options: tuple[tuple[str, str], ...]
    # None until they have answered.
    rating: CardRating | None
    is_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskCard:
    """A card on the teacher's desk, with everything said of it."""

    view: CardView
    reports: tuple[tuple[str, str], ...]
    comments: tuple[CardRating, ...]

    @property
    def card(self) -> LearnerCard:
        return self.view.card

    @property
    def is_reported(self) -> bool:
        """Whether it waits for a look because somebody reported it."""
        return self.card.hidden_at is not None


def own_cards(cycle: Cycle, subject: Subject) -> list[CardView]:
    """What somebody wrote for a cycle, the newest first; comments only beside enough ratings."""
    cards = _with_ratings(LearnerCard.objects.filter(cycle=cycle, subject=subject))
    return [_viewed(card, _texts(cycle.module)) for card in reversed(cards)]


def own_card(cycle: Cycle, subject: Subject, code: str) -> CardView:
    """One of them; raises ``Missing``."""
    rows = LearnerCard.objects.filter(cycle=cycle, subject=subject, code=code)
    for card in _with_ratings(rows):
        return _viewed(card, _texts(cycle.module))
    raise Missing


def waiting_for(cycle: Cycle, subject: Subject) -> QuerySet[LearnerCard]:
    """The cards somebody may still try: others', handed in, not hidden, not rated by them."""
    done = CardRating.objects.filter(subject=subject, card__cycle=cycle).exclude(rated_at=None)
    rows = LearnerCard.objects.filter(cycle=cycle, state=State.HANDED_IN, hidden_at=None)
    return rows.exclude(subject=subject).exclude(pk__in=done.values("card"))


def next_to_try(cycle: Cycle, subject: Subject) -> LearnerCard | None:
    """The card to try next: one begun, else one that the fewest have rated."""
    rows = waiting_for(cycle, subject)
    begun = rows.filter(ratings__subject=subject).order_by("pk").first()
    if begun is not None:
        return begun
    counted = rows.annotate(
        rated=Count(
            "ratings", filter=Q(ratings__rated_at__isnull=False, ratings__wording=F("wording"))
        )
    )
    code = next_card(list(counted.values_list("code", "rated")), seed=str(subject.code))
    return rows.filter(code=code).first() if code else None


def card_to_try(cycle: Cycle, subject: Subject, code: str) -> Tried:
    """A peer's card, for somebody who may try it or has; raises ``Missing``."""
    rating = CardRating.objects.filter(card__code=code, card__cycle=cycle, subject=subject)
    card = waiting_for(cycle, subject).filter(code=code).first()
    if card is None:
        raise Missing
    said = rating.first()
    words = words_from_json(card.words)
    return Tried(
        card=card,
        words=words,
        options=shown_order(f"{card.code}:{subject.code}", words)
        if card.kind == "question"
        else (),
        rating=said,
        is_right=said is not None and is_right_answer(card.kind, words, said.answer),
    )


def has_tried(cycle: Cycle, subject: Subject, code: str) -> bool:
    """Whether somebody has tried a card, be it still there to try or not."""
    return CardRating.objects.filter(card__code=code, card__cycle=cycle, subject=subject).exists()


def desk_cards(cycle: Cycle) -> list[DeskCard]:
    """What learners handed in: reported ones first, then those that wait, most rated first."""
    cards = _with_ratings(LearnerCard.objects.filter(cycle=cycle, state__in=SHOWN))
    texts = _texts(cycle.module)
    return sorted((_on_desk(card, texts) for card in cards), key=_urgency)


def desk_card(cycle: Cycle, code: str) -> DeskCard:
    """One of them; raises ``Missing``."""
    rows = LearnerCard.objects.filter(cycle=cycle, state__in=SHOWN, code=code)
    for card in _with_ratings(rows):
        return _on_desk(card, _texts(cycle.module))
    raise Missing


def waiting_on_desk(cycle: Cycle) -> int:
    """How many cards wait for the teacher."""
    return LearnerCard.objects.filter(cycle=cycle, state=State.HANDED_IN).count()


def author_of(card: LearnerCard, *, reader: Subject, at: dt.datetime) -> str:
    """Who wrote a card, for staff who may see them by name; nothing for others."""
    seen = audience_visible_to(reader, card.cycle, at).filter(subject=card.subject_id).first()
    person = seen.subject.person if seen is not None else None
    return person.name if person is not None else ""


def may_accept(subject: Subject, module: Module, at: dt.datetime) -> bool:
    """Whether somebody may put a card into the module: who may write its course."""
    return may_write_bank(subject, module.course.bank_id, at)


def objective_choices(module: Module) -> list[tuple[str, str]]:
    """The module's objectives, to tie a card to."""
    return list(objectives_of(module))


def belief_choices(module: Module) -> list[tuple[str, str]]:
    """The course's misconceptions, for the teacher's eyes: they tell which options are wrong."""
    return list(misconception_texts(module.course.bank).items())


def lacks(kind: str, words: CardWords) -> dict[str, str]:
    """What keeps a card from being handed in, part by part, in the reader's language."""
    found = {part: _(sentence) for part, sentence in problems_of(kind, words).items()}
    texts = {"front": words.front, "back": words.back, "why": words.why}
    for number, each in enumerate(words.wrong, 1):
        texts |= {f"wrong{number}": each.text, f"why{number}": each.why}
    for part, text in texts.items():
        unknown = faces.missing(text)
        if unknown:
            found[part] = _("The kit cannot print %(signs)s. Write it otherwise.") % {
                "signs": " ".join(unknown[:8])
            }
    if not found and not _fits(kind, words):
        found["front"] = _("Together this does not fit on a card. Say it in fewer words.")
    return found


def _fits(kind: str, words: CardWords) -> bool:
    if kind == "question":
        texts = (words.back, *(each.text for each in words.filled_wrong))
        face = Face(
            kind="question", text=words.front, options=tuple(zip(LETTERS, texts, strict=False))
        )
        return cards_needed(face, "card") == 1
    sides = (Face(kind="text", text=words.front), Face(kind="text", text=words.back))
    return all(cards_needed(side, "square") == 1 for side in sides)


def _with_ratings(rows: QuerySet[LearnerCard]) -> Sequence[LearnerCard]:
    return list(rows.prefetch_related("ratings"))


def _texts(module: Module) -> dict[str, str]:
    return dict(objectives_of(module))


def _viewed(card: LearnerCard, objectives: dict[str, str]) -> CardView:
    words = words_from_json(card.words)
    said = [each for each in card.ratings.all() if each.wording == card.wording]
    rated = [each for each in said if each.rated_at is not None]
    enough = len(rated) >= FEWEST_RATINGS
    return CardView(
        card=card,
        words=words,
        objective=objectives.get(card.objective, ""),
        right=share_of(bool(each.is_right) for each in rated),
        clear=share_of(bool(each.is_clear) for each in rated),
        answered=share_of(is_right_answer(card.kind, words, each.answer) for each in said),
        # In the order of their words: who came first is nobody's business.
        comments=tuple(sorted(each.comment for each in rated if each.comment)) if enough else (),
    )


def _on_desk(card: LearnerCard, objectives: dict[str, str]) -> DeskCard:
    ratings = sorted(card.ratings.all(), key=lambda each: each.comment)
    return DeskCard(
        view=_viewed(card, objectives),
        reports=tuple(
            (str(CardRating.Report(each.report).label), each.comment)
            for each in ratings
            if each.report
        ),
        comments=tuple(each for each in ratings if each.comment and not each.report),
    )


def _urgency(desk: DeskCard) -> tuple[bool, int, int, dt.datetime]:
    order = {State.HANDED_IN: 0, State.RETURNED: 1, State.ACCEPTED: 2, State.DECLINED: 3}
    return (
        not desk.is_reported,
        order[State(desk.card.state)],
        -desk.view.right.n,
        desk.card.made_at,
    )
