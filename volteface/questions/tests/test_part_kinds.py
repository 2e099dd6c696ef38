"""Kinds with parts: what is read, how it is marked, and that nothing shown gives the key away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from volteface.questions import kinds
from volteface.questions.kinds.cloze.gaps import read_gaps, write_gaps
from volteface.questions.kinds.ordering import NO_ORDER
from volteface.questions.rules.content import Content, Option, from_json, to_json
from volteface.questions.rules.marks import TOO_LONG

MATCHING = Content(
    kind="matching",
    stem="Who found what?",
    options=(
        Option(id="o1", text="Ebbinghaus", match="forgetting curve", fraction=1, feedback="1885."),
        Option(id="o2", text="Dunlosky", match="ten techniques", fraction=1, misconception="mix"),
        Option(id="o3", text="", match="working memory", fraction=0),
    ),
)
CATEGORISE = replace(MATCHING, kind="categorise")
ORDERING = Content(
    kind="ordering",
    stem="From first to last?",
    options=tuple(
        Option(id=f"o{number}", text=text, fraction=1, feedback=f"About {text}")
        for number, text in ((3, "read"), (1, "recall"), (4, "check"), (2, "sleep"))
    ),
)
CLOZE_STEM, CLOZE_OPTIONS = read_gaps(
    "[[Paris|Lutetia]] lies on the [[Seine|~Loire|~Rhine]], [[2,1 ± 0.2]] million people.",
    [Option(id="", text="Lyon", match="1", fraction=0, feedback="No.", misconception="second")],
)
CLOZE = Content(kind="cloze", stem=CLOZE_STEM, options=CLOZE_OPTIONS)
PAIR = '{"parts":{"o1":"forgetting curve","o2":"ten techniques"}}'


@pytest.mark.parametrize("content", [MATCHING, CATEGORISE, ORDERING, CLOZE])
def test_a_sound_question_has_nothing_to_mend_and_survives_storing(content: Content) -> None:
    kind = kinds.get(content.kind)
    assert kind.check(content) == []
    assert from_json(to_json(content)) == content
    stem, rows = kind.fill_form(content)
    assert kind.read_form(stem, rows) == (content.stem, content.options) or kind.ids != "numbered"


@pytest.mark.parametrize("content", [MATCHING, CATEGORISE, ORDERING, CLOZE])
@pytest.mark.parametrize(
    "answer", ["", "{", '{"parts":[]}', '{"order":{}}', '{"order":[["o1"]]}', '{"parts":{"o1":1}}']
)
def test_an_unreadable_answer_is_wrong_and_reveals_nothing(content: Content, answer: str) -> None:
    kind = kinds.get(content.kind)
    mark = kind.grade(content, answer)
    assert (mark.correct, mark.fraction) == (False, 0)
    assert kind.shown(content, answer) is not None
    assert all(not part.correct for part in kind.parts(content, answer))


def test_each_right_pair_brings_its_share() -> None:
    kind = kinds.get("matching")
    form = {"part-o1": ["forgetting curve"], "part-o2": ["working memory"], "part-o3": ["x"]}
    answer = kind.parse(form, MATCHING)
    assert answer == '{"parts":{"o1":"forgetting curve","o2":"working memory"}}'
    mark = kind.grade(MATCHING, answer)
    assert (mark.fraction, mark.correct, mark.misconceptions) == (0.5, False, ("mix",))
    assert [part.correct for part in kind.parts(MATCHING, answer)] == [True, False]
    assert kind.grade(MATCHING, PAIR).correct
    assert kind.grade(MATCHING, PAIR).feedback == ()
    assert kind.parse({"part-o1": ["invented"], "part-o2": [""]}, MATCHING) is None


@pytest.mark.parametrize(
    ("order", "fraction"),
    [
        (["o3", "o1", "o4", "o2"], 1.0),
        (["o1", "o3", "o4", "o2"], 4 / 6),
        (["o2", "o4", "o1", "o3"], 0.0),
        (["o1", "o2", "o3", "o4"], 0.0),
    ],
)
def test_an_order_is_worth_the_pairs_that_agree(order: list[str], fraction: float) -> None:
    kind = kinds.get("ordering")
    places = {f"order-{name}": [str(place)] for place, name in enumerate(order, 1)}
    answer = kind.parse(places, ORDERING)
    assert answer is not None
    assert kind.unreadable(answer, ORDERING) == ""
    mark = kind.grade(ORDERING, answer)
    assert mark.fraction == pytest.approx(fraction)
    assert mark.correct == (fraction == 1)


def test_only_what_must_move_is_commented_on() -> None:
    kind = kinds.get("ordering")
    mark = kind.grade(ORDERING, '{"order":["o2","o3","o1","o4"]}')
    assert mark.feedback == ("About sleep",)
    assert [part.correct for part in kind.parts(ORDERING, '{"order":["o2","o3","o1","o4"]}')] == [
        False,
        True,
        True,
        True,
    ]


def test_half_an_order_is_none() -> None:
    kind = kinds.get("ordering")
    for form in ({"order-o3": ["1"]}, {f"order-o{each}": ["2"] for each in (1, 2, 3, 4)}):
        answer = kind.parse(form, ORDERING)
        assert answer is not None
        assert kind.unreadable(answer, ORDERING) == NO_ORDER
    assert kind.parse({"order-o3": [""]}, ORDERING) is None


def test_the_order_shown_first_is_never_the_right_one() -> None:
    two = replace(ORDERING, options=ORDERING.options[:2])
    kind = kinds.get("ordering")
    for seed in range(20):
        assert [name for name, _words in kind.ask(two, seed=str(seed)).options] == ["o1", "o3"]


def test_ids_say_nothing_of_the_right_order() -> None:
    texts = [f"step {letter}" for letter in "abcdefgh"]
    new = Content(
        kind="ordering",
        stem="?",
        options=tuple(Option(id="new", text=text, fraction=1) for text in texts),
    )
    ids = [option.id for option in kinds.with_stable_ids(new, before=None, used=()).options]
    assert sorted(ids) == [f"o{number}" for number in range(1, 9)]
    assert ids != sorted(ids)
    turned = replace(new, options=new.options[::-1])
    again = kinds.with_stable_ids(turned, before=None, used=()).options
    assert [option.id for option in again] == ids[::-1]


def test_a_file_that_comes_again_changes_no_id() -> None:
    file = Content(
        kind="ordering",
        stem="?",
        options=tuple(
            Option(id=f"o{number}", text=f"step {number}", fraction=1) for number in range(1, 7)
        ),
    )
    first = kinds.with_stable_ids(file, before=None, used=())
    assert kinds.with_stable_ids(file, before=first, used=()) == first


@pytest.mark.parametrize(
    ("given", "fraction"),
    [
        (("paris", "Seine", "2.1"), 1.0),
        (("LUTETIA ", "Seine", "2,25"), 1.0),
        (("Lyon", "Seine", "3"), 1 / 3),
        (("", "Loire", "2.0 million"), 1 / 3),
    ],
)
def test_gaps_take_every_accepted_answer(given: tuple[str, ...], fraction: float) -> None:
    kind = kinds.get("cloze")
    names = [name for name, _is_right in [(part.id, 0) for part in kind.parts(CLOZE, "")]]
    form = {f"part-{name}": [text] for name, text in zip(names, given, strict=True)}
    answer = kind.parse(form, CLOZE)
    assert answer is not None
    mark = kind.grade(CLOZE, answer)
    assert mark.fraction == pytest.approx(fraction)
    assert mark.correct == (fraction == 1)
    assert ("second" in mark.misconceptions) == (given[0] == "Lyon")


def test_a_gap_takes_no_more_than_it_holds() -> None:
    kind = kinds.get("cloze")
    name = kind.parts(CLOZE, "")[0].id
    answer = kind.parse({f"part-{name}": ["x" * 201]}, CLOZE)
    assert answer is not None
    assert kind.unreadable(answer, CLOZE) == TOO_LONG


def test_gaps_are_written_as_they_were_read() -> None:
    for text in (
        "[[a|b]] and [[c|~d]]",
        r"[[a\|b\]\]|~\~]] not \[[one]]",
        "`[[x]]` $[[1 ± 0.5]]$",
    ):
        stem, options = read_gaps(text)
        content = Content(kind="cloze", stem=stem, options=options)
        assert write_gaps(content)[0] == text
    assert "Paris" not in CLOZE.stem
    assert kinds.get("cloze").stem(CLOZE).startswith(r"\_\_\_ lies on")


def test_what_a_gap_lacks_is_said() -> None:
    kind = kinds.get("cloze")
    for text, said in (
        ("No gap", "Write a gap"),
        ("[[~a|~b]]", "Give the right answer of every gap"),
        ("[[a|A]]", "Two answers differ"),
        (f"[[{'x' * 201}]]", "Shorten the answers"),
    ):
        stem, options = read_gaps(text)
        problems = kind.check(Content(kind="cloze", stem=stem, options=options))
        assert any(problem.startswith(said) for problem in problems), text
