"""Where questions belong: the step that speaks of the same things, by the words they share."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_IN_A_STEP = 3
# The beginning of a word stands for its forms.
_STEM = 7
_SHORTEST = 4
# A question must share this much of what makes a step special.
_ENOUGH = 0.22
_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON_WORDS = """
about after again also another answer aussi autre autres avec avoir because been before
being between bien both ceci cela cette ceux chaque chez choose comme comment correct could
dans deux does donc each elle entre etre example exemple faire fait false faux find first
following from give good have here into item jour juste know less leur leurs like made mais
make many mean meme moins more most much must name need next none note notre nous once only
option other over parce peut plus point pour quand quel quelle quelles quels question read
reponse right same sans select sera seront should show sinon some sont sous step such
suivant sure take tell than that their them then there these they thing this those three
time toujours tous tout toute tres trois true under used using very votre vous vrai want
well were what when where whether which while whose will with word work would write wrong
your
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def stems(text: str) -> Counter[str]:
    """The words of a text that may tell it from others, shortened."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    words = (word for word in _WORD.findall(plain) if len(word) >= _SHORTEST)
    return Counter(word[:_STEM] for word in words if word not in _COMMON)


def places(questions: Mapping[str, str], steps: Sequence[str]) -> dict[str, int]:
    """The step of each question that clearly belongs to one; at most three in a step."""
    if not steps:
        return {}
    texts = [stems(step) for step in steps]
    found_in = Counter(word for text in texts for word in text)
    weights = {
        word: math.log((len(steps) + 1) / count) + (0.1 if len(steps) == 1 else 0.0)
        for word, count in found_in.items()
    }
    rated = []
    for order, (key, words) in enumerate(questions.items()):
        asked = set(stems(words))
        whole = sum(weights.get(word, math.log(len(steps) + 1)) for word in asked)
        for index, text in enumerate(texts):
            shared = sum(weights[word] for word in asked & text.keys())
            if whole and shared / whole >= _ENOUGH:
                rated.append((-shared / whole, order, index, key))
    return _assigned(sorted(rated))


def _assigned(rated: list[tuple[float, int, int, str]]) -> dict[str, int]:
    """The best pairs first; a full step takes no more."""
    taken: Counter[int] = Counter()
    assigned: dict[str, int] = {}
    for _score, _order, index, key in rated:
        if key not in assigned and taken[index] < MOST_IN_A_STEP:
            assigned[key] = index
            taken[index] += 1
    return assigned
