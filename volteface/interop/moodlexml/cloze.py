"""Texts with gaps as questions of ours: ``[[1]]`` is typed into, ``[[2:list]]`` is a menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.interop.moodlexml.gaps import marked
from volteface.interop.moodlexml.items import CHOICE, NUMERICAL
from volteface.questions.queries.content import Content, Option, folded, without_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from volteface.interop.moodlexml.items import Answer, Gap, XmlQuestion
    from volteface.interop.moodlexml.texts import Texts

SEVERAL = N_("Of a gap with several right options one is chosen: each right one counts in full.")
WEIGHTS = N_("All gaps count the same here; the question weighed some of them more.")
OTHER_ANSWERS = N_("Feedback on every other answer (“*”) has no place here; the question came in.")
WILDCARD = N_("An answer with a wildcard (“*”) cannot be compared; it was left out.")
SAME_ANSWER = N_("An answer differs from another only in case or accents; it was left out.")

_FULL = 0.999


def cloze(question: XmlQuestion, kind: str, texts: Texts) -> Content:
    """The text with its gaps numbered, and every gap's answers."""
    stem = without_gaps(texts.markdown(question.text))
    gaps = dict(enumerate(question.gaps, 1))
    if len({gap.weight for gap in question.gaps}) > 1:
        texts.losses.append((WEIGHTS, ""))
    options = [
        option for number, gap in gaps.items() for option in _options(str(number), gap, texts)
    ]
    places = {
        number: f"[[{number}:list]]" if gap.kind == CHOICE else f"[[{number}]]"
        for number, gap in gaps.items()
    }
    return Content(
        kind=kind,
        stem=marked(stem, places),
        options=tuple(_numbered(options)),
        explanation=texts.markdown(question.general_feedback),
    )


def _options(number: str, gap: Gap, texts: Texts) -> Iterator[Option]:
    seen: set[str] = set()
    if gap.many:
        texts.losses.append((SEVERAL, ""))
    for answer in gap.answers:
        words = texts.words(answer.text)
        if gap.kind != CHOICE and "*" in words.replace("\\*", ""):
            texts.losses.append((WILDCARD if words.strip("* ") else OTHER_ANSWERS, ""))
            continue
        words = words.replace("\\*", "*")
        if folded(words) in seen:
            texts.losses.append((SAME_ANSWER, ""))
            continue
        seen.add(folded(words))
        yield Option(
            id="",
            text=words,
            fraction=_share(gap, answer),
            feedback=texts.markdown(answer.feedback),
            tolerance=answer.tolerance if gap.kind == NUMERICAL else None,
            match=number,
        )


def _share(gap: Gap, answer: Answer) -> float:
    if not gap.many:
        return answer.fraction
    return 1.0 if answer.fraction > 0 else 0.0


def _numbered(options: list[Option]) -> Iterator[Option]:
    for number, option in enumerate(options, 1):
        yield Option(
            id=f"o{number}",
            text=option.text,
            # Exports round a third to 33.33333.
            fraction=1.0 if option.fraction > _FULL else option.fraction,
            feedback=option.feedback,
            tolerance=option.tolerance,
            match=option.match,
        )
