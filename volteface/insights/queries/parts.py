"""How the parts of a question did: an item that is matched, a gap, a place in an order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core import markup
from volteface.questions.queries import content_of, parts_of
from volteface.questions.queries.shown import option_in_words, right_answers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from volteface.questions.models import QuestionVersion

# So many learners gave one wrong answer before it is called frequent.
_FREQUENT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLine:
    """One part with how often it was right, and what was put there most often when it was not."""

    words: str
    right: int
    n: int
    mostly: str = ""
    mostly_count: int = 0

    @property
    def share(self) -> float:
        return self.right / self.n if self.n else 0.0


def part_lines(version: QuestionVersion, answers: Iterable[str]) -> tuple[PartLine, ...]:
    """The parts of a version over stored answers; nothing for kinds without parts."""
    right: Counter[str] = Counter()
    wrong: dict[str, Counter[str]] = {}
    n = 0
    for answer in answers:
        n += 1
        for part in parts_of(version, answer):
            right[part.id] += part.correct
            said = wrong.setdefault(part.id, Counter())
            if not part.correct:
                said[markup.plain(part.words)] += 1
    # An order's parts come as they were put: the options say how they belong.
    places = {option.id: place for place, option in enumerate(content_of(version).options)}
    ids = sorted(wrong, key=lambda each: places.get(each, len(places)))
    keys = [str(words.striptags()) for words in right_answers(version)]
    names = keys if len(keys) == len(ids) else [option_in_words(version, each) for each in ids]
    return tuple(
        _line(name, right[each], n, wrong[each].most_common(1))
        for name, each in zip(names, ids, strict=True)
    )


def _line(words: str, right: int, n: int, mostly: list[tuple[str, int]]) -> PartLine:
    said, count = mostly[0] if mostly else ("", 0)
    is_frequent = count >= _FREQUENT and said != words
    return PartLine(
        words=words,
        right=right,
        n=n,
        mostly=said if is_frequent else "",
        mostly_count=count if is_frequent else 0,
    )
