"""Words of a text are marked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.kinds.mark_words.words import (
    MOST_WORDS,
    chunks,
    marked,
    numbers,
    phrases,
    split,
    unmarked,
    words_of,
)
from volteface.questions.rules.asked import Asked, stem_alone
from volteface.questions.rules.drafts import AnswerRow, filled, option_of, row_of
from volteface.questions.rules.marks import (
    NOTHING,
    Form,
    Mark,
    Part,
    always_readable,
    decode_list,
    encode,
    mark_of,
)
from volteface.questions.rules.texts import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.kinds.mark_words.words import Span
    from volteface.questions.rules.content import Content, Option

label = N_("Mark the words")
position = 12
judged = True
votable = False
shuffles = False
ids = "numbered"
wording = "typed"
first_rows: tuple[AnswerRow, ...] = ()
unreadable = always_readable
stem = stem_alone

# An answer has to fit its place in the log.
_MOST_MARKED = 900


def check(content: Content) -> list[str]:
    """One right word at least, and every answer to a word about a word that is marked."""
    problems = []
    _asked, text = split(content.stem)
    words = words_of(text)
    if not any(option.fraction > 0 for option in content.options):
        problems.append(N_("Mark at least one right word: [[word]]."))
    if any(not _inside(option, len(words)) for option in content.options):
        problems.append(N_("An answer is about words that are not marked in the text."))
    if len(words) == len(_right_words(content)):
        problems.append(N_("Leave at least one word unmarked."))
    if len(words) >= MOST_WORDS or len(content.options) > _MOST_MARKED:
        problems.append(N_("Shorten the text: fewer than 2,000 words."))
    if any(not -1 <= option.fraction <= 1 for option in content.options):
        problems.append(N_("Give each option a share of the mark between −1 and 1."))
    return problems


def parse(form: Form, content: Content) -> str | None:
    """The numbers of the words marked, in the text's order."""
    count = len(words_of(split(content.stem)[1]))
    posted = {value for value in form.get("word") or () if value.isascii() and value.isdecimal()}
    known = [at for at in range(count) if str(at) in posted]
    return encode("words", known[:_MOST_MARKED]) if known else None


def grade(content: Content, answer: str) -> Mark:
    """The shares of the right words found, less a price for each wrong one.

    A wrong word costs as much as one right word brings, unless the author gave it a price, so that
    marking everything earns nothing. Of words that belong together each brings its part.
    """
    given = _given(answer)
    right = _right_words(content)
    if not given or not right:
        return NOTHING
    whole = sum(right.values())
    named = {at: option for option in content.options for at in numbers(option.area)}
    prices = [-named[at].fraction if at in named else 0.0 for at in given if at not in right]
    usual = 1 / len(right)
    total = sum(share for at, share in right.items() if at in given) / whole
    total -= sum(price or usual for price in prices)
    correct = given == set(right)
    chosen = [option for option in content.options if _is_chosen(option, given)]
    return mark_of(chosen, fraction=1.0 if correct else max(0.0, min(1.0, total)), correct=correct)


def shown(content: Content, answer: str) -> str:
    """The words marked; neighbours stay together."""
    return " · ".join(phrases(split(content.stem)[1], _given(answer)))


def right(content: Content, answer: str) -> tuple[str, ...]:  # noqa: ARG001 - the face all kinds share
    """The words that were to be marked."""
    return tuple(option.text for option in content.options if option.fraction > 0)


def parts(content: Content, answer: str) -> tuple[Part, ...]:
    """Each place to mark, and each word marked that was none."""
    text = split(content.stem)[1]
    given = _given(answer) & set(range(len(words_of(text))))
    places = [option for option in content.options if option.fraction > 0]
    found = [Part(each.id, each.text, given >= set(numbers(each.area))) for each in places]
    wrong = given - set(_right_words(content))
    return (*found, *(Part(f"w{at}", phrases(text, {at})[0], False) for at in sorted(wrong)))


def ask(content: Content, *, seed: str) -> Asked:  # noqa: ARG001 - the face all kinds share
    """What is asked, and the text cut into its words."""
    asked, text = split(content.stem)
    return Asked(stem=asked, more=chunks(text))


def key(content: Content) -> object:
    """Which words are right, and what they bring."""
    return {option.id: (option.fraction, option.area) for option in content.options}


def read_form(stem: str, rows: Sequence[AnswerRow]) -> tuple[str, tuple[Option, ...]]:
    """The stem without its marks; rows say more about marked words, found by their words."""
    asked, text = split(stem)
    bare, spans = unmarked(text)
    left = [row for row in filled(rows) if row.text.strip()]
    options = [_option(span, index, left) for index, span in enumerate(spans, 1)]
    # What is said about words that are not marked stays, so that the check can tell.
    lost = [
        replace(option_of(row, index), area="")
        for index, row in enumerate((row for row in left if row.feedback), len(spans) + 1)
    ]
    return f"{asked}\n\n{bare}" if asked else bare, (*options, *lost)


def fill_form(content: Content) -> tuple[str, tuple[AnswerRow, ...]]:
    """The stem with its marks, and a row for each of them."""
    asked, text = split(content.stem)
    spans = tuple((option.area, option.fraction > 0) for option in content.options)
    words = marked(text, spans)
    rows = tuple(row_of(option, index) for index, option in enumerate(content.options, 1))
    return f"{asked}\n\n{words}" if asked else words, rows


def _option(span: Span, index: int, rows: list[AnswerRow]) -> Option:
    """The option of a span; the first row with its words says more, and is used up."""
    row = next((row for row in rows if folded(row.text) == folded(span.words)), None)
    if row is not None:
        rows.remove(row)
    given = replace(row or AnswerRow(number=index), text=span.words, right=span.right)
    option = replace(option_of(given, index), area=span.area)
    if (option.fraction > 0) != span.right:
        # The marks in the text decide; a share that contradicts them was for other marks.
        option = replace(option, fraction=float(span.right))
    return option


def _given(answer: str) -> set[int]:
    return {at for at in decode_list(answer, "words") if isinstance(at, int)}


def _right_words(content: Content) -> dict[int, float]:
    """The right words' numbers, and what each brings."""
    found: dict[int, float] = {}
    for option in content.options:
        inside = numbers(option.area)
        if option.fraction > 0:
            found |= dict.fromkeys(inside, option.fraction / len(inside) if inside else 0.0)
    return found


def _inside(option: Option, count: int) -> bool:
    inside = numbers(option.area)
    return bool(inside) and inside[-1] < count


def _is_chosen(option: Option, given: set[int]) -> bool:
    inside = set(numbers(option.area))
    return bool(inside) and (given >= inside if option.fraction > 0 else bool(given & inside))
