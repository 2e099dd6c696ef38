"""Whether an edit is cosmetic or meaningful, and which option is which after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from volteface.questions.kinds import edit_between, with_stable_ids
from volteface.questions.rules.choices import shown_order
from volteface.questions.rules.content import Content, Option, Settings
from volteface.questions.rules.edits import Edit

BEFORE = Content(
    kind="single",
    stem="When?",
    options=(
        Option(id="o1", text="Now", fraction=0, misconception="cram"),
        Option(id="o2", text="In six days", fraction=1),
        Option(id="o3", text="Never", fraction=0),
    ),
)
NUMBER = Content(
    kind="numeric", stem="?", options=(Option(id="o1", text="6", fraction=1, tolerance=1),)
)


def _with(content: Content, index: int, **changes: object) -> Content:
    options = list(content.options)
    options[index] = replace(options[index], **changes)  # type: ignore[arg-type]
    return replace(content, options=tuple(options))


@pytest.mark.parametrize(
    ("before", "after", "edit"),
    [
        (BEFORE, BEFORE, Edit.NONE),
        (BEFORE, replace(BEFORE, stem="When, then?"), Edit.COSMETIC),
        (BEFORE, replace(BEFORE, explanation="Because."), Edit.COSMETIC),
        (BEFORE, replace(BEFORE, certainty=True), Edit.COSMETIC),
        (BEFORE, _with(BEFORE, 0, text="Right now"), Edit.COSMETIC),
        (BEFORE, _with(BEFORE, 0, feedback="No."), Edit.COSMETIC),
        (BEFORE, _with(BEFORE, 0, misconception="other"), Edit.COSMETIC),
        (BEFORE, replace(BEFORE, options=BEFORE.options[::-1]), Edit.COSMETIC),
        (BEFORE, _with(BEFORE, 0, fraction=0.5), Edit.MEANINGFUL),
        (BEFORE, replace(BEFORE, options=BEFORE.options[:2]), Edit.MEANINGFUL),
        (BEFORE, replace(BEFORE, kind="multiple"), Edit.MEANINGFUL),
        (NUMBER, _with(NUMBER, 0, tolerance=2.0), Edit.MEANINGFUL),
        (NUMBER, _with(NUMBER, 0, text="7"), Edit.MEANINGFUL),
        (NUMBER, replace(NUMBER, settings=Settings(unit="days")), Edit.COSMETIC),
    ],
)
def test_the_key_is_meaning_and_the_words_are_not(
    before: Content, after: Content, edit: Edit
) -> None:
    assert edit_between(before, after) is edit


def _fresh(*texts: tuple[str, float]) -> Content:
    options = tuple(
        Option(id=f"new{index}", text=text, fraction=fraction)
        for index, (text, fraction) in enumerate(texts)
    )
    return Content(kind="single", stem="When?", options=options)


@pytest.mark.parametrize(
    ("texts", "ids"),
    [
        ([("Now", 0), ("In six days", 1), ("Never", 0)], ["o1", "o2", "o3"]),
        ([("Never", 0), ("now", 0), ("In six days", 1)], ["o3", "o1", "o2"]),
        ([("Now", 0), ("In about six days", 1), ("Never", 0)], ["o1", "o2", "o3"]),
        ([("Now", 0), ("In six days", 1)], ["o1", "o2"]),
        ([("Now", 0), ("In six days", 1), ("Never", 0), ("Later", 0)], ["o1", "o2", "o3", "o5"]),
        ([("Now", 0), ("In six days", 1), ("Maybe", 1)], ["o1", "o2", "o5"]),
    ],
)
def test_options_keep_their_ids_and_new_ones_never_get_an_old_id(
    texts: list[tuple[str, float]], ids: list[str]
) -> None:
    kept = with_stable_ids(_fresh(*texts), before=BEFORE, used={"o1", "o2", "o3", "o4"})
    assert [option.id for option in kept.options] == ids


def test_the_order_shown_is_each_learners_own_and_stays() -> None:
    orders = {
        tuple(option.id for option in shown_order(BEFORE, seed=str(seed))) for seed in range(50)
    }
    assert len(orders) == 6
    assert shown_order(BEFORE, seed="a") == shown_order(BEFORE, seed="a")
    fixed = replace(BEFORE, settings=Settings(shuffle=False))
    assert shown_order(fixed, seed="a") == BEFORE.options
