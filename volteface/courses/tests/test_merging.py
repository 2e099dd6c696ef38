"""Two authors' texts come together; no word of either is lost."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volteface.courses.rules.differences import counts, difference
from volteface.courses.rules.merging import clashes, merge, settled

BASE = "One.\n\nTwo.\n\nThree.\n\nFour."


@pytest.mark.parametrize(
    ("mine", "theirs", "merged"),
    [
        (BASE, BASE, BASE),
        (BASE.replace("One", "1"), BASE.replace("Four", "4"), "1.\n\nTwo.\n\nThree.\n\n4."),
        (BASE.replace("Two.\n\n", ""), BASE + "\n\nFive.", "One.\n\nThree.\n\nFour.\n\nFive."),
        ("Zero.\n\n" + BASE, BASE + " And more.", "Zero.\n\n" + BASE + " And more."),
        (BASE.replace("Two", "2"), BASE.replace("Two", "2"), BASE.replace("Two", "2")),
        ("", BASE, ""),
        (BASE, "", ""),
    ],
)
def test_edits_in_different_places_merge_by_themselves(mine: str, theirs: str, merged: str) -> None:
    parts = merge(BASE, mine=mine, theirs=theirs)
    assert clashes(parts) == ()
    assert settled(parts) == merged


def test_edits_in_the_same_place_show_both_with_a_choice() -> None:
    mine, theirs = BASE.replace("Two.", "My two."), BASE.replace("Two.", "Their two.")
    parts = merge(BASE, mine=mine, theirs=theirs)
    (clash,) = clashes(parts)
    assert (clash.my_text.strip(), clash.their_text.strip()) == ("My two.", "Their two.")
    assert settled(parts) == "One.\n\nMy two.\n\nTheir two.\n\nThree.\n\nFour."
    assert settled(parts, ["mine"]) == mine
    assert settled(parts, ["theirs"]) == theirs


def test_a_paragraph_taken_out_by_one_and_changed_by_the_other_is_a_choice() -> None:
    parts = merge(BASE, mine=BASE.replace("Two.\n\n", ""), theirs=BASE.replace("Two", "2"))
    (clash,) = clashes(parts)
    assert clash.their_text.strip() == "2."
    assert clash.my_text == ""


def test_indentation_stays_with_its_paragraph() -> None:
    base = "- One.\n\n  More.\n\n      code\n\n- Two."
    mine = base.replace("- Two.", "- 2.")
    theirs = base.replace("- One.", "- 1.")
    expected = "- 1.\n\n  More.\n\n      code\n\n- 2."
    assert settled(merge(base, mine=mine, theirs=theirs)) == expected


PARAGRAPHS = st.lists(
    st.lists(
        st.sampled_from(["a", "b", "c", "d", "- e", "# f", "  g"]), min_size=1, max_size=3
    ).map("\n".join),
    max_size=6,
)
TEXTS = st.tuples(PARAGRAPHS, st.sampled_from(["", "\n", "\n\n"])).map(
    lambda given: "\n\n".join(given[0]) + given[1]
)


def words_added(base: str, text: str) -> Counter[str]:
    return Counter(text.split()) - Counter(base.split())


@settings(max_examples=500, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_no_word_that_either_typed_is_lost(base: str, mine: str, theirs: str) -> None:
    merged = Counter(settled(merge(base, mine=mine, theirs=theirs)).split())
    for text in (mine, theirs):
        assert not words_added(base, text) - merged


DONE = st.lists(st.tuples(*[st.sampled_from(["kept", "taken out", "changed"])] * 2), max_size=7)


@settings(max_examples=300, deadline=None)
@given(DONE)
def test_what_both_kept_is_kept_and_what_either_changed_is_there(
    done: list[tuple[str, str]],
) -> None:
    def text(author: int) -> str:
        words = {"kept": "p{0}", "taken out": "", "changed": "p{0} by {1}"}
        said = [words[each[author]].format(number, author) for number, each in enumerate(done)]
        return "\n\n".join(filter(None, said))

    base = "\n\n".join(f"p{number}" for number in range(len(done)))
    merged = settled(merge(base, mine=text(0), theirs=text(1))).split("\n\n")
    for number, each in enumerate(done):
        if each == ("kept", "kept"):
            assert merged.count(f"p{number}") == 1
        for author in (0, 1):
            if each[author] == "changed":
                assert merged.count(f"p{number} by {author}") == 1


@settings(max_examples=300, deadline=None)
@given(TEXTS, TEXTS)
def test_one_authors_changes_alone_are_exactly_theirs(base: str, mine: str) -> None:
    parts = merge(base, mine=mine, theirs=base)
    assert clashes(parts) == ()
    assert settled(parts).split() == mine.split()
    other = merge(base, mine=base, theirs=mine)
    assert settled(other).split() == mine.split()


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS, TEXTS)
def test_choosing_a_side_everywhere_keeps_all_its_words(base: str, mine: str, theirs: str) -> None:
    parts = merge(base, mine=mine, theirs=theirs)
    choices = ["mine"] * len(clashes(parts))
    assert not words_added(base, mine) - Counter(settled(parts, choices).split())


def test_a_difference_shows_words_added_and_removed() -> None:
    before = "Same.\n\nLeave a gap.\n\nFar.\n\nFarther.\n\nFarthest."
    after = "Same.\n\nLeave a long gap of days.\n\nFar.\n\nFarther.\n\nFarthest."
    lines = difference(before, after)
    added = [change.text for line in lines for change in line.changes if change.kind == "added"]
    assert added == ["long ", " of days"]
    assert lines[-1].skipped == 2
    assert counts(before, after) == (3, 0)


@settings(max_examples=200, deadline=None)
@given(TEXTS, TEXTS)
def test_a_difference_leaves_nothing_out(before: str, after: str) -> None:
    lines = difference(before, after)
    if any(line.skipped for line in lines):
        return
    for kind, text in (("removed", before), ("added", after)):
        said = "".join(
            change.text
            for line in lines
            for change in line.changes
            if change.kind in {"same", kind}
        )
        assert "".join(said.split()) == "".join(text.split())
