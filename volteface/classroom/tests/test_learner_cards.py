"""Learners' cards from the first word to the module's own material."""

from __future__ import annotations

import datetime as dt

import pytest

from volteface.classroom.actions.card_decisions import (
    LOOKED_AT,
    accept_card,
    decline_card,
    let_stand,
    send_back,
)
from volteface.classroom.actions.learner_cards import (
    CardText,
    answer_card,
    begin_card,
    hand_in,
    keep_card,
    rate_card,
    report_card,
    take_card_back,
)
from volteface.classroom.errors import (
    CardIsIncomplete,
    CardIsSettled,
    NotAnsweredYet,
    TooManyCards,
)
from volteface.classroom.models import CardRating, LearnerCard
from volteface.classroom.queries.learner_cards import (
    desk_cards,
    next_to_try,
    own_card,
    own_cards,
    waiting_for,
)
from volteface.classroom.rules.learner_cards import CardWords, words_from_json
from volteface.classroom.testing import DURING, Held, build_card
from volteface.core.errors import Missing
from volteface.courses.errors import TermIsThere
from volteface.courses.queries.outline import terms_of
from volteface.messaging.events import purpose_named
from volteface.messaging.models import OutboxMessage
from volteface.questions.queries import content_of
from volteface.questions.queries.bank import BY_LEARNERS
from volteface.timetable.testing import build_person

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def card(held: Held) -> LearnerCard:
    return build_card(held.cycle, by=held.world.ann, at=DURING, front="Gap", back="A pause")


def _rate(card: LearnerCard, count: int, *, right: int) -> None:
    for number in range(count):
        peer = build_person(f"Peer {number}")
        answer_card(card, answer="gap", by=peer, at=DURING)
        rate_card(
            card, is_right=number < right, is_clear=True, comment=f"c{number}", by=peer, at=DURING
        )


def _accept(card: LearnerCard, held: Held, **words: str) -> LearnerCard:
    said = words_from_json(card.words)
    worded = CardWords(
        front=words.get("front", said.front), back=said.back, why=said.why, wrong=said.wrong
    )
    return accept_card(card, words=worded, objective="gap", by=held.world.teacher, at=DURING)


def test_an_empty_draft_is_used_again_and_kept_as_it_is_typed(held: Held) -> None:
    ann = held.world.ann
    first = begin_card(held.cycle, kind="term", by=ann, at=DURING)
    assert begin_card(held.cycle, kind="term", by=ann, at=DURING) == first
    keep_card(first, CardText(words=CardWords(front="Ga")), at=DURING)
    assert begin_card(held.cycle, kind="term", by=ann, at=DURING) != first
    assert own_card(held.cycle, ann, first.code).words.front == "Ga"
    with pytest.raises(CardIsIncomplete) as refused:
        hand_in(first, CardText(words=CardWords(front="Ga")), by=ann, at=DURING)
    assert set(refused.value.problems) == {"back"}
    with pytest.raises(Missing):
        own_card(held.cycle, held.world.bob, first.code)
    text = CardText(words=CardWords(front="Gap", back="A pause"))
    hand_in(first, text, by=ann, at=DURING)
    second = begin_card(held.cycle, kind="term", by=ann, at=DURING)
    with pytest.raises(CardIsIncomplete):
        hand_in(second, text, by=ann, at=DURING)


def test_nobody_floods_the_table(held: Held) -> None:
    ann = held.world.ann
    for number in range(8):
        build_card(held.cycle, by=ann, at=DURING, front=f"Word {number}")
    with pytest.raises(TooManyCards):
        begin_card(held.cycle, kind="pair", by=ann, at=DURING)
    for number in range(8, 20):
        build_card(held.cycle, by=ann, at=DURING + number * HOUR, front=f"Word {number}")
    with pytest.raises(TooManyCards):
        begin_card(held.cycle, kind="pair", by=ann, at=DURING + 50 * HOUR)


@pytest.mark.parametrize("front", ["Gap \U00012000", "x" * 61, "http://x.example"])
def test_what_no_kit_can_print_is_refused_where_it_stands(held: Held, front: str) -> None:
    made = begin_card(held.cycle, kind="term", by=held.world.ann, at=DURING)
    words = CardWords(front=front, back="A pause")
    with pytest.raises(CardIsIncomplete) as refused:
        hand_in(made, CardText(words=words), by=held.world.ann, at=DURING)
    assert set(refused.value.problems) == {"front"}


def test_peers_try_others_cards_once_and_never_their_own(card: LearnerCard, held: Held) -> None:
    ann, bob = held.world.ann, held.world.bob
    assert next_to_try(held.cycle, ann) is None
    assert next_to_try(held.cycle, bob) == card
    with pytest.raises(NotAnsweredYet):
        rate_card(card, is_right=True, is_clear=True, by=bob, at=DURING)
    answer_card(card, answer="Pause", by=bob, at=DURING)
    answer_card(card, answer="Gap", by=bob, at=DURING)
    assert CardRating.objects.get().answer == "Pause"
    assert next_to_try(held.cycle, bob) == card
    rate_card(card, is_right=True, is_clear=False, comment="See www.x.example", by=bob, at=DURING)
    assert next_to_try(held.cycle, bob) is None
    assert CardRating.objects.get().comment == ""


def test_few_ratings_are_counted_and_not_told(card: LearnerCard, held: Held) -> None:
    _rate(card, 2, right=2)
    [before] = own_cards(held.cycle, held.world.ann)
    assert (before.right.n, before.right.is_told, before.comments) == (2, False, ())
    bob = held.world.bob
    answer_card(card, answer="", by=bob, at=DURING)
    rate_card(card, is_right=False, is_clear=True, comment="a", by=bob, at=DURING)
    [after] = own_cards(held.cycle, held.world.ann)
    assert (after.right.count, after.right.n, after.right.is_told) == (2, 3, True)
    assert (after.answered.count, after.answered.n) == (2, 3)
    assert after.comments == ("a", "c0", "c1")


def test_other_words_are_rated_anew(card: LearnerCard, held: Held) -> None:
    _rate(card, 3, right=3)
    same = CardText(words=words_from_json(card.words), signed=True)
    hand_in(card, same, by=held.world.ann, at=DURING)
    assert own_cards(held.cycle, held.world.ann)[0].right.n == 3
    other = CardText(words=CardWords(front="Gap", back="A pause on purpose"))
    hand_in(card, other, by=held.world.ann, at=DURING)
    assert own_cards(held.cycle, held.world.ann)[0].right.n == 0


def test_a_report_hides_a_card_until_the_teacher_has_looked(card: LearnerCard, held: Held) -> None:
    bob, other = held.world.bob, build_person("Cleo Learner")
    for peer in (bob, other):
        answer_card(card, answer="", by=peer, at=DURING)
    report_card(card, because="hurtful", by=bob, at=DURING)
    assert not waiting_for(held.cycle, other).exists()
    [desk] = desk_cards(held.cycle)
    assert desk.is_reported
    let_stand(card, by=held.world.teacher, at=DURING)
    report_card(card, because="wrong", by=other, at=DURING)
    assert waiting_for(held.cycle, build_person("Dan Learner")).get() == card
    [desk] = desk_cards(held.cycle)
    assert (desk.is_reported, len(desk.reports)) == (False, 2)


def test_one_who_reports_everything_hides_little(held: Held) -> None:
    bob = held.world.bob
    cards = [
        build_card(held.cycle, by=held.world.ann, at=DURING, front=f"Word {number}")
        for number in range(7)
    ]
    for made in cards:
        answer_card(made, answer="", by=bob, at=DURING)
        report_card(made, because="wrong", by=bob, at=DURING)
    assert LearnerCard.objects.filter(hidden_at__isnull=False).count() == 5


def test_an_accepted_term_is_the_modules(card: LearnerCard, held: Held) -> None:
    done = _accept(card, held, front="Spacing gap")
    held.cycle.module.refresh_from_db()
    [term] = terms_of(held.cycle.module)
    assert (term.term, term.meaning, term.objective) == ("Spacing gap", "A pause", "gap")
    assert words_from_json(done.words).front == "Spacing gap"
    for late in (take_card_back, send_back):
        kwargs = {"line": ""} if late is send_back else {}
        with pytest.raises(CardIsSettled):
            late(card, by=held.world.ann, at=DURING, **kwargs)
    twin = build_card(held.cycle, by=held.world.bob, at=DURING, front="spacing GAP")
    with pytest.raises(TermIsThere):
        _accept(twin, held)
    twin.refresh_from_db()
    assert twin.state == LearnerCard.State.HANDED_IN


def test_an_accepted_question_is_in_the_bank_and_marked(held: Held) -> None:
    made = build_card(
        held.cycle, by=held.world.ann, at=DURING, kind="question", front="When?", back="In 6 days"
    )
    done = accept_card(
        made, words=words_from_json(made.words), objective="gap",
        belief="Fresh is best", by=held.world.teacher, at=DURING,
    )  # fmt: skip
    assert done.question is not None
    assert done.question.current is not None
    content = content_of(done.question.current)
    assert (content.kind, content.settings.use) == ("single", BY_LEARNERS)
    assert [(each.text, each.fraction, each.feedback) for each in content.options] == [
        ("In 6 days", 1.0, ""),
        ("Tomorrow", 0.0, "Too early"),
        ("Never", 0.0, "It fades"),
    ]
    assert [bool(each.misconception) for each in content.options] == [False, True, False]
    assert list(done.question.objectives.values_list("key", flat=True)) == ["gap"]


def test_sent_back_it_may_be_mended_and_left_out_it_is_over(card: LearnerCard, held: Held) -> None:
    teacher, ann = held.world.teacher, held.world.ann
    back = send_back(card, line="Say for how long.", by=teacher, at=DURING)
    assert (back.state, back.line) == ("returned", "Say for how long.")
    assert next_to_try(held.cycle, held.world.bob) is None
    words = CardWords(front="Gap", back="A pause of days")
    again = hand_in(back, CardText(words=words), by=ann, at=DURING)
    assert (again.state, again.wording) == ("handed_in", 2)
    decline_card(again, line="", by=teacher, at=DURING)
    with pytest.raises(CardIsSettled):
        hand_in(again, CardText(words=words), by=ann, at=DURING)


def test_taken_back_it_is_a_draft_and_then_gone(card: LearnerCard, held: Held) -> None:
    draft = take_card_back(card, by=held.world.ann, at=DURING)
    assert draft is not None
    assert not desk_cards(held.cycle)
    assert take_card_back(draft, by=held.world.ann, at=DURING) is None
    assert not LearnerCard.objects.exists()


def test_the_author_is_told_once_a_day_and_the_message_says_nothing_of_the_card(
    card: LearnerCard, held: Held
) -> None:
    other = build_card(held.cycle, by=held.world.ann, at=DURING, front="Lag", back="A delay")
    send_back(card, line="Longer", by=held.world.teacher, at=DURING)
    decline_card(other, line="", by=held.world.teacher, at=DURING)
    mine = OutboxMessage.objects.filter(purpose=LOOKED_AT, subject=held.world.ann)
    assert sorted(mine.values_list("channel", flat=True)) == ["mail", "page"]
    purpose = purpose_named(LOOKED_AT)
    said = purpose.render(mine[0], "en")
    assert "See what became of them." in said.text
    assert "Gap" not in f"{said.title}{said.text}{said.address}"
    assert purpose.wanted(mine[0], DURING) == ""
    LearnerCard.objects.update(state=LearnerCard.State.HANDED_IN)
    assert purpose.wanted(mine[0], DURING) == "gone"
