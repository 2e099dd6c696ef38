"""Options that give the key away, say nearly the same, or refer to all the others."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.courses.rules.watch.draft import Draft, DraftQuestion, Notice, Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ALIKE = 0.9
LONGER = 1.5
LONGER_BY = 20
# In so many questions or more, the right option may be the longest in three of five at most.
ENOUGH_QUESTIONS = 6
USUAL_SHARE = 0.6
CHOICES = frozenset(("single", "multiple"))
_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
_SPACES = re.compile(r"[\W_]+")
_ALL = re.compile(
    r"\b(all|none|both|neither) of (the )?(above|these|those)\b"
    r"|\b(toutes|aucune) (les|des|ces|de ces) (réponses|propositions)\b"
    r"|\btout ce qui précède\b|\b(toutes|tous) les deux\b|\baucun(e)? de ces\b",
    re.IGNORECASE,
)
_GUIDES = N_("Haladyna, Downing and Rodriguez 2002: a review of 31 rules for writing options")
TWINS = Reason(
    why=N_("Two options that say nearly the same test who reads closely, not who knows."),
    source=_GUIDES,
    mend=N_("Make them differ in what matters, or leave one out: three options suffice."),
    how=N_("Letters, signs and cases set aside, the share of the text two options have in common; "
    "from nine tenths on they are called alike. Options that differ in a number are not."),
)  # fmt: skip
LENGTH = Reason(
    why=N_("The longest option is often the right one, and learners know it."),
    source=_GUIDES,
    mend=N_("Shorten the right option, or write the wrong ones with as much care."),
    how=N_("The right option is half as long again as the longest wrong one, and twenty characters "
    "longer; or it is the longest in more than three of five questions."),
)  # fmt: skip
EVERYTHING = Reason(
    why=N_("Who knows two options to be right can tell the rest without knowing it."),
    source=_GUIDES,
    mend=N_("Ask with several right answers instead, or write the option out."),
)


def twins(draft: Draft) -> Iterator[Notice]:
    """Options of one question that are nearly identical."""
    yield from _of_each(draft, _twins)


def lengths(draft: Draft) -> Iterator[Notice]:
    """Right options that stand out by their length, one by one and through the module."""
    yield from _of_each(draft, _stands_out)
    judged = [one for one in draft.questions.values() if _one_right(one)]
    longest = sum(_is_longest(one) for one in judged)
    if len(judged) >= ENOUGH_QUESTIONS and longest > USUAL_SHARE * len(judged):
        yield Notice(
            rule="length",
            text=N_("In %(longest)s of %(count)s questions the right option is the longest."),
            values={"longest": longest, "count": len(judged)},
            detail="all",
        )


def everything(draft: Draft) -> Iterator[Notice]:
    """Options such as "all of the above"."""
    yield from _of_each(draft, _refers)


@lru_cache(maxsize=50_000)
def alike(first: str, second: str) -> bool:
    """Whether two options say nearly the same; numbers that differ make them differ."""
    if _DIGITS.findall(first) != _DIGITS.findall(second):
        return False
    one, other = (_SPACES.sub(" ", text).casefold().strip() for text in (first, second))
    if not one or not other:
        return False
    if 2 * min(len(one), len(other)) < ALIKE * (len(one) + len(other)):
        # Lengths alone tell; a matcher is dear.
        return False
    found = SequenceMatcher(None, one, other, autojunk=False)
    return found.quick_ratio() >= ALIKE and found.ratio() >= ALIKE


def _of_each(draft: Draft, look: Callable[[DraftQuestion], Iterator[Notice]]) -> Iterator[Notice]:
    for question in draft.questions.values():
        if question.kind in CHOICES:
            yield from look(question)


def _twins(question: DraftQuestion) -> Iterator[Notice]:
    for (first, _), (second, _) in combinations(question.options, 2):
        if alike(first, second):
            yield Notice(
                rule="twins",
                text=N_("Two options are nearly the same: “%(first)s” and “%(second)s”."),
                values={"first": first[:80], "second": second[:80]},
                question=question.key,
                detail=first[:30],
            )


def _stands_out(question: DraftQuestion) -> Iterator[Notice]:
    if not _one_right(question):
        return
    right, wrong = _sizes(question)
    if right > LONGER * wrong and right - wrong >= LONGER_BY:
        yield Notice(
            rule="length",
            text=N_("The right option is much longer than the others; that gives it away."),
            question=question.key,
        )


def _refers(question: DraftQuestion) -> Iterator[Notice]:
    for text, _right in question.options:
        if _ALL.search(text):
            yield Notice(
                rule="everything",
                text=N_("An option refers to the others: “%(option)s”."),
                values={"option": text[:80]},
                question=question.key,
            )
            return


def _one_right(question: DraftQuestion) -> bool:
    rights = [right for _, right in question.options]
    return question.kind == "single" and rights.count(True) == 1 and len(rights) > 1


def _sizes(question: DraftQuestion) -> tuple[int, int]:
    right = next(len(text) for text, is_right in question.options if is_right)
    return right, max(len(text) for text, is_right in question.options if not is_right)


def _is_longest(question: DraftQuestion) -> bool:
    right, wrong = _sizes(question)
    return right > wrong
