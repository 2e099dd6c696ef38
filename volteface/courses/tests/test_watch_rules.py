"""What the watching rules say of drafts: each on its own, and all of them quickly."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest

from volteface.courses.rules.body import pieces_of, question_keys
from volteface.courses.rules.watch import options, pace, reach, readability, variety
from volteface.courses.rules.watch.draft import Draft, DraftQuestion, DraftStep
from volteface.courses.rules.watch.looking import REASONS, notices

EASY = "The cat sat on the mat. The dog ran to the red ball. It was a good day. " * 8
HARD = (
    "Institutional accountability necessitates comprehensive interdisciplinary characterisation "
    "of organisational responsibilities, notwithstanding considerable methodological "
    "heterogeneity throughout internationally comparable administrative configurations. "
) * 9
FACILE = "Le chat dort sur le lit. Il fait beau. Le chien joue avec la balle rouge. " * 8
DIFFICILE = (
    "L'institutionnalisation progressive des responsabilités organisationnelles nécessite une "
    "caractérisation interdisciplinaire particulièrement approfondie des configurations "
    "administratives internationalement comparables. "
) * 9


def step(body: str, *, code: str = "s1", minutes: int = 3) -> DraftStep:
    return DraftStep(
        code=code,
        title=code,
        minutes=minutes,
        level="core",
        pieces=pieces_of(body),
        asked=question_keys(body),
    )


def draft(*steps: DraftStep, language: str = "en", **more: object) -> Draft:
    return Draft(language=language, objectives={}, steps=steps, **more)  # type: ignore[arg-type]  # by name


def question(*texts: str, right: int = 0, key: str = "q1") -> DraftQuestion:
    pairs = tuple((text, place == right) for place, text in enumerate(texts))
    return DraftQuestion(key=key, kind="single", options=pairs)


def rules_of(one: Draft) -> set[str]:
    return {notice.rule for notice in notices(one)}


def test_more_than_thirty_minutes_are_said() -> None:
    assert not list(pace.total(draft(step("a", minutes=30))))
    [notice] = pace.total(draft(step("a", minutes=20), step("b", minutes=11)))
    assert notice.values["minutes"] == 31


@pytest.mark.parametrize(
    ("body", "minutes"),
    [
        ("word " * 900, 5),
        ("word " * 1800, 10),
        ("word " * 900 + "\n\n{{ question q1 }}\n\n" + "word " * 900, 5),
        ("::: video a.webm {minutes=12}\n:::", 12),
        ("::: video a.webm {minutes=12}\n5:00 chapter Two\n:::", 7),
        ("::: video a.webm {minutes=12}\n4:00 {{ question q1 }}\n8:00 chapter Two\n:::", 4),
        ("word " * 360 + "\n\n::: video a.webm {minutes=10}\n5:00 chapter Two\n:::", 7),
    ],
)
def test_a_stretch_is_cut_by_questions_and_chapters(body: str, minutes: float) -> None:
    assert pace.longest_stretch(step(body)) == pytest.approx(minutes)
    assert bool(list(pace.segments(draft(step(body))))) == (minutes > 6)


def test_three_steps_of_text_alone_are_monotonous_and_a_picture_ends_it() -> None:
    text = [step("Words.", code=f"s{n}") for n in range(3)]
    [notice] = variety.notices(draft(*text))
    assert (notice.step, notice.values["steps"]) == ("s0", 3)
    assert not list(variety.notices(draft(*text[:2], step("![a tree](tree.png)"))))
    assert not list(variety.notices(draft(*text[:2])))


def test_pictures_need_words_unless_they_are_decoration() -> None:
    body = '![](tree.png) ![a tree](b.png) ![](line.png "decorative") `![](code.png)`'
    assert reach.wordless(body) == ["tree.png"]
    assert reach.wordless("```\n![](x.png)\n```\n") == []
    [notice] = reach.pictures(draft(step("Look: ![]( tree.png )")))
    assert notice.values["name"] == "tree.png"


def test_films_need_their_file_captions_and_a_transcript() -> None:
    bare = draft(step("::: video a.webm {captions=a.vtt}\n:::"))
    assert len(list(reach.films(bare))) == 3
    whole = draft(
        step("::: video a.webm {captions=a.vtt}\nWhat is said.\n:::"),
        files=frozenset(("a.webm", "a.vtt")),
    )
    assert not list(reach.films(whole))
    [notice] = reach.films(draft(step("::: embed https://tube.example.org/w/4f\n:::")))
    assert "embedded" in notice.text


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("It strengthens the memory.", "It strengthens the memory", True),
        ("It strengthens the memory trace", "It strengthened the memory trace", True),
        ("In 5 days", "In 6 days", False),
        ("Tomorrow", "Never", False),
        ("", "", False),
    ],
)
def test_options_are_alike_when_nine_tenths_are(first: str, second: str, alike: bool) -> None:
    assert options.alike(first, second) is alike


def test_a_long_right_option_gives_itself_away() -> None:
    long = "Because repeated retrieval with growing gaps strengthens the memory each time"
    one = draft(step("{{ question q1 }}"), questions={"q1": question(long, "No", "Yes")})
    assert [notice.rule for notice in options.lengths(one)] == ["length"]
    fair = draft(step("{{ question q1 }}"), questions={"q1": question("Yes", "No", "Maybe")})
    assert not list(options.lengths(fair))


def test_right_options_that_are_mostly_the_longest_are_said_once_for_the_module() -> None:
    many = {f"q{n}": question("Right one", "Wrong", "No", key=f"q{n}") for n in range(6)}
    [notice] = options.lengths(draft(step("x"), questions=many))
    assert (notice.values["longest"], notice.values["count"]) == (6, 6)


@pytest.mark.parametrize(
    "text", ["All of the above", "none of these", "Aucune de ces réponses", "Tout ce qui précède"]
)
def test_options_that_refer_to_the_others_are_said(text: str) -> None:
    one = draft(step("{{ question q1 }}"), questions={"q1": question("Yes", "No", text)})
    assert [notice.rule for notice in options.everything(one)] == ["everything"]


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        ("cat", "en", 1), ("table", "en", 2), ("memory", "en", 3), ("make", "en", 1),
        ("strengthened", "en", 2), ("chat", "fr", 1), ("table", "fr", 1), ("mémoire", "fr", 2),
        ("parlent", "fr", 1), ("apprentissage", "fr", 4), ("réponses", "fr", 2),
    ],
)  # fmt: skip
def test_syllables_are_counted_from_the_letters(word: str, language: str, count: int) -> None:
    assert readability.syllables(word, language) == count


def test_readability_tells_easy_from_hard_in_both_languages() -> None:
    scores = []
    for text, language in ((EASY, "en"), (HARD, "en"), (FACILE, "fr"), (DIFFICILE, "fr")):
        found = readability.reading(text, language)
        assert found is not None
        scores.append(found.score)
    easy, hard, facile, difficile = scores
    assert easy > 90
    assert hard < 0
    assert facile > 80
    assert difficile < 30
    [notice] = readability.notices(draft(step(HARD)))
    assert notice.values["score"] == 0
    assert not list(readability.notices(draft(step(EASY))))


def test_flesch_s_formula_is_the_published_one() -> None:
    found = readability.reading(EASY, "en")
    assert found is not None
    expected = 206.835 - 1.015 * found.words_per_sentence - 84.6 * found.syllables_per_word
    assert found.score == pytest.approx(expected)
    assert readability.reading("Too short.", "en") is None
    assert readability.reading(EASY, "de") is None


def test_every_rule_says_why_whose_and_how_to_mend() -> None:
    for reason in REASONS.values():
        assert reason.why
        assert reason.source
        assert reason.mend


def test_a_notice_keeps_its_mark_while_its_figures_change() -> None:
    [before] = pace.total(draft(step("a", minutes=31)))
    [after] = pace.total(draft(step("a", minutes=45)))
    assert before.mark == after.mark


def test_a_module_of_thirty_steps_is_looked_at_in_twenty_milliseconds() -> None:
    body = f"{HARD}\n\n{{{{ question q%d }}}}\n\n![](a.png)\n\n{EASY}"
    steps = tuple(step(body % n, code=f"s{n}") for n in range(30))
    asked = {
        f"q{n}": question(
            f"It strengthens the trace in many long words {n}", "It weakens it", "Nothing",
            key=f"q{n}",
        )
        for n in range(30)
    }  # fmt: skip
    whole = draft(*steps, questions=asked)
    moments = []
    for _turn in range(6):
        moments.append(time.perf_counter())
        found = notices(whole)
    assert len(found) > 30
    assert min(after - before for before, after in pairwise(moments)) < 0.020
