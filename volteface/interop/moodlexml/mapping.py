"""Moodle's questions as questions of ours; what our kinds cannot say is named, never dropped."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.interop.moodlexml import items
from volteface.interop.moodlexml.calculated import calculated
from volteface.interop.moodlexml.cloze import cloze
from volteface.interop.moodlexml.criteria import criteria
from volteface.interop.moodlexml.texts import Loss, Texts
from volteface.questions.queries.content import (
    Content,
    Option,
    Settings,
    folded,
    kind_names,
    problems_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from volteface.interop.moodlexml.items import Answer, XmlQuestion

NO_KIND = N_("Questions of this kind have no place here yet.")
RANDOM = N_("This draws from questions elsewhere: put the questions themselves into the bank.")
OTHER_ANSWERS = N_("Feedback on every other answer (“*”) has no place here; the question came in.")
WILDCARD = N_("An answer with a wildcard (“*”) cannot be compared; it was left out.")
SAME_ANSWER = N_("An answer differs from another only in case or accents; it was left out.")
OVERALL = N_("Feedback on the whole answer and hints between attempts have no place here.")
UNITS = N_("Only the first unit came in; the number is asked in it.")
CRITERIA = N_(
    "What a grader looks for became criteria, which learners see before they write: look them over."
)
TEMPLATE = N_("The text to begin from went into the question.")

_RANDOM = {"random", "randomsamatch"}
# Feedback that says no more than right or wrong, as every export carries it.
_USUAL = {
    "your answer is correct",
    "your answer is partially correct",
    "your answer is incorrect",
    "that answer is correct",
}


@dataclass(kw_only=True)
class Mapped:
    """The question, if it can be one, and whatever of it did not come in."""

    content: Content | None = None
    texts: Texts
    losses: list[Loss] = field(default_factory=list)


def mapped(question: XmlQuestion, where: str, *, introduction: str = "") -> Mapped:
    """Our own question; ``introduction`` is Markdown to put before its words."""
    texts = Texts(where=where)
    result = Mapped(texts=texts, losses=texts.losses)
    kind = _kind(question)
    if kind not in kind_names():
        why = RANDOM if question.kind in _RANDOM else NO_KIND
        result.losses.append((why, question.kind))
        return result
    content = _BUILDERS[question.kind](question, kind, texts)
    if introduction:
        content = _with_stem(content, f"{introduction}\n\n{content.stem}".strip())
    problems = problems_of(content)
    if problems:
        result.losses[:] = [(problems[0], "")]
        texts.files.clear()
        return result
    _note_overall(question, texts)
    result.content = content
    return result


def _kind(question: XmlQuestion) -> str:
    if question.kind == items.CHOICE:
        return "single" if question.single else "multiple"
    return {
        items.TRUE_FALSE: "true_false",
        items.NUMERICAL: "numeric",
        items.SHORT_ANSWER: "short_text",
        items.ESSAY: "open",
        items.MATCHING: "matching",
        items.ORDERING: "ordering",
        items.CLOZE: "cloze",
        **dict.fromkeys(items.CALCULATED, "calculated"),
    }.get(question.kind, "")


def _plainly(
    options: Callable[[XmlQuestion, Texts], Iterable[Option]],
) -> Callable[[XmlQuestion, str, Texts], Content]:
    def build(question: XmlQuestion, kind: str, texts: Texts) -> Content:
        return Content(
            kind=kind,
            stem=texts.markdown(question.text),
            options=tuple(options(question, texts)),
            explanation=texts.markdown(question.general_feedback),
            settings=Settings(shuffle=question.shuffle, unit=_unit(question, texts)),
        )

    return build


def _essay(question: XmlQuestion, kind: str, texts: Texts) -> Content:
    parts = [texts.markdown(question.text), texts.markdown(question.template)]
    if parts[1]:
        texts.losses.append((TEMPLATE, ""))
    looked_for = texts.markdown(question.grading)
    content = Content(
        kind=kind,
        stem="\n\n".join(part for part in parts if part),
        explanation=texts.markdown(question.general_feedback),
    )
    rubric = replace(content, kind="rubric", options=tuple(criteria(looked_for)))
    if looked_for and not problems_of(rubric):
        texts.losses.append((CRITERIA, ""))
        return rubric
    # What is too long for criteria is read beside the model answer.
    model = [content.explanation, looked_for]
    return replace(content, explanation="\n\n".join(part for part in model if part))


def _choices(question: XmlQuestion, texts: Texts) -> Iterable[Option]:
    for number, answer in enumerate(question.answers, 1):
        yield _option(f"o{number}", texts.markdown(answer.text), answer, texts)


def _truth(question: XmlQuestion, texts: Texts) -> Iterable[Option]:
    for answer in question.answers:
        word = texts.words(answer.text).lower()
        yield _option(word, word.capitalize(), answer, texts)


def _numbers(question: XmlQuestion, texts: Texts) -> Iterable[Option]:
    for number, answer in enumerate(question.answers, 1):
        if answer.text.words == "*":
            texts.losses.append((OTHER_ANSWERS, ""))
            continue
        words = answer.text.words.replace(",", ".")
        option = _option(f"o{number}", words, answer, texts)
        yield _with_tolerance(option, answer.tolerance)


def _words(question: XmlQuestion, texts: Texts) -> Iterable[Option]:
    seen: set[str] = set()
    for number, answer in enumerate(sorted(question.answers, key=lambda each: -each.fraction), 1):
        words = texts.words(answer.text)
        if "*" in words.replace("\\*", ""):
            texts.losses.append((WILDCARD if words.strip("* ") else OTHER_ANSWERS, ""))
            continue
        words = words.replace("\\*", "*")
        if folded(words) in seen:
            texts.losses.append((SAME_ANSWER, ""))
            continue
        seen.add(folded(words))
        yield _option(f"o{number}", words, answer, texts)


def _pairs(question: XmlQuestion, texts: Texts) -> Iterable[Option]:
    for number, pair in enumerate(question.pairs, 1):
        left = texts.markdown(pair.left)
        right = texts.words(items.Text(words=pair.right))
        yield Option(id=f"o{number}", text=left, match=right, fraction=1.0 if left else 0.0)


def _places(question: XmlQuestion, texts: Texts) -> Iterable[Option]:
    for number, answer in enumerate(question.answers, 1):
        yield _option(f"o{number}", texts.markdown(answer.text), answer, texts)


def _option(option_id: str, text: str, answer: Answer, texts: Texts) -> Option:
    return Option(
        id=option_id,
        text=text,
        fraction=answer.fraction,
        feedback=texts.markdown(answer.feedback),
    )


def _with_tolerance(option: Option, tolerance: float) -> Option:
    return Option(
        id=option.id,
        text=option.text,
        fraction=option.fraction,
        feedback=option.feedback,
        tolerance=tolerance,
    )


def _with_stem(content: Content, stem: str) -> Content:
    return Content(
        kind=content.kind,
        stem=stem,
        options=content.options,
        explanation=content.explanation,
        certainty=content.certainty,
        settings=content.settings,
    )


def _unit(question: XmlQuestion, texts: Texts) -> str:
    if len(question.units) > 1:
        texts.losses.append((UNITS, ""))
    return question.units[0] if question.units else ""


def _note_overall(question: XmlQuestion, texts: Texts) -> None:
    said = {folded(texts.words(items.Text(words=words))) for words in question.overall}
    if said - _USUAL:
        texts.losses.append((OVERALL, ""))


_BUILDERS: dict[str, Callable[[XmlQuestion, str, Texts], Content]] = {
    items.CHOICE: _plainly(_choices),
    items.TRUE_FALSE: _plainly(_truth),
    items.NUMERICAL: _plainly(_numbers),
    items.SHORT_ANSWER: _plainly(_words),
    items.MATCHING: _plainly(_pairs),
    items.ORDERING: _plainly(_places),
    items.ESSAY: _essay,
    items.CLOZE: cloze,
    **dict.fromkeys(items.CALCULATED, calculated),
}
