"""GIFT questions as questions of ours; what our kinds cannot say is named, never dropped."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.interop.gift.items import (
    CHOICE,
    ESSAY,
    MATCHING,
    NUMERICAL,
    ORDERING,
    SHORT_ANSWER,
    TRUE_FALSE,
    Answer,
    GiftQuestion,
    Text,
)
from volteface.interop.gift.reading import BLANK
from volteface.interop.rules.html_text import holds_html, markdown_of, words_of
from volteface.interop.rules.plain_text import escaped
from volteface.questions.queries.content import (
    Content,
    Option,
    folded,
    problems_of,
    without_gaps,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# Where a file's missing word stood, while its words become Markdown.
_GAP = "\ue010"
OTHER_ANSWERS = N_("Feedback on every other answer (“*”) has no place here; the question came in.")
WILDCARD = N_("An answer with a wildcard (“*”) cannot be compared; it was left out.")
SAME_ANSWER = N_("An answer differs from another only in case or accents; it was left out.")
PICTURE = N_("A picture is not part of the file: add it to the course's files under its name.")


# Why, as a sentence to translate, and what exactly (a file's name), or nothing.
type Loss = tuple[str, str]


@dataclass(kw_only=True)
class Mapped:
    """The question, if it can be one, and whatever of it did not come in."""

    content: Content | None = None
    losses: list[Loss] = field(default_factory=list)


def mapped(question: GiftQuestion, *, introduction: str = "") -> Mapped:
    """Our own question; ``introduction`` is Markdown to put before its words."""
    result = Mapped()
    kind = _kind(question)
    stem = (
        _with_gap(question, result.losses)
        if kind == "cloze"
        else as_markdown(question.text, result.losses)
    )
    content = Content(
        kind=kind,
        stem=f"{introduction}\n\n{stem}".strip() if introduction else stem,
        options=tuple(_OPTIONS[question.kind](question, result.losses)),
        explanation=as_markdown(question.general_feedback, result.losses),
    )
    problems = problems_of(content)
    if problems:
        result.losses.append((problems[0], ""))
    else:
        result.content = content
    return result


def as_markdown(text: Text, losses: list[Loss]) -> str:
    """Words in any of GIFT's formats as Markdown."""
    if text.format == "markdown":
        return text.words
    if text.format == "html" or (text.format == "moodle" and holds_html(text.words)):
        translated = markdown_of(text.words)
        losses.extend((PICTURE, name) for name in translated.pictures)
        return translated.markdown
    return escaped(text.words)


def _kind(question: GiftQuestion) -> str:
    if question.kind == CHOICE:
        return "single" if question.single else "multiple"
    if question.kind == SHORT_ANSWER:
        return "cloze" if question.blank else "short_text"
    return {
        TRUE_FALSE: "true_false",
        NUMERICAL: "numeric",
        ESSAY: "open",
        MATCHING: "matching",
        ORDERING: "ordering",
    }[question.kind]


def _with_gap(question: GiftQuestion, losses: list[Loss]) -> str:
    """The words with a gap where the file's missing word stood."""
    pieces = question.text.words.split(BLANK)
    before, after = BLANK.join(pieces[: question.blank]), BLANK.join(pieces[question.blank :])
    marked = replace(question.text, words=f"{before}{_GAP}{after}")
    return without_gaps(as_markdown(marked, losses)).replace(_GAP, "[[1]]")


def _choices(question: GiftQuestion, losses: list[Loss]) -> Iterable[Option]:
    for number, answer in enumerate(question.answers, 1):
        yield Option(
            id=f"o{number}",
            text=as_markdown(answer.text, losses),
            fraction=answer.fraction,
            feedback=as_markdown(answer.feedback, losses),
        )


def _truth(question: GiftQuestion, losses: list[Loss]) -> Iterable[Option]:
    for answer in question.answers:
        word = answer.text.words
        yield Option(
            id=word,
            text=word.capitalize(),
            fraction=answer.fraction,
            feedback=as_markdown(answer.feedback, losses),
        )


def _numbers(question: GiftQuestion, losses: list[Loss]) -> Iterable[Option]:
    for number, answer in enumerate(question.answers, 1):
        if answer.text.words == "*":
            losses.append((OTHER_ANSWERS, ""))
            continue
        yield Option(
            id=f"o{number}",
            text=answer.text.words,
            fraction=answer.fraction,
            feedback=as_markdown(answer.feedback, losses),
            tolerance=answer.tolerance,
        )


def _words(question: GiftQuestion, losses: list[Loss]) -> Iterable[Option]:
    seen: set[str] = set()
    for number, answer in enumerate(sorted(question.answers, key=lambda each: -each.fraction), 1):
        words = _bare(answer)
        if "*" in words:
            losses.append((WILDCARD if words.strip("* ") else OTHER_ANSWERS, ""))
            continue
        if folded(words) in seen:
            losses.append((SAME_ANSWER, ""))
            continue
        seen.add(folded(words))
        yield Option(
            id=f"o{number}",
            text=words,
            fraction=answer.fraction,
            feedback=as_markdown(answer.feedback, losses),
            match="1" if question.blank else "",
        )


def _pairs(question: GiftQuestion, losses: list[Loss]) -> Iterable[Option]:
    for number, pair in enumerate(question.pairs, 1):
        left = as_markdown(pair.left, losses)
        right = as_markdown(Text(words=pair.right), losses)
        yield Option(
            id=f"o{number}", text=left, match=" ".join(right.split()), fraction=float(bool(left))
        )


def _places(question: GiftQuestion, losses: list[Loss]) -> Iterable[Option]:
    for number, answer in enumerate(question.answers, 1):
        yield Option(id=f"o{number}", text=as_markdown(answer.text, losses), fraction=1.0)


def _nothing(_question: GiftQuestion, _losses: list[Loss]) -> Iterable[Option]:
    return ()


def _bare(answer: Answer) -> str:
    if answer.text.format in {"html", "moodle"} and holds_html(answer.text.words):
        return words_of(answer.text.words)
    return " ".join(answer.text.words.split())


_OPTIONS: dict[str, Callable[[GiftQuestion, list[Loss]], Iterable[Option]]] = {
    CHOICE: _choices,
    TRUE_FALSE: _truth,
    NUMERICAL: _numbers,
    SHORT_ANSWER: _words,
    ESSAY: _nothing,
    MATCHING: _pairs,
    ORDERING: _places,
}
