"""How hard a text is to read: Flesch's formula for English, Kandel and Moles' for French.

Flesch, R. (1948), "A new readability yardstick", Journal of Applied Psychology 32:221;
Kandel, L. and Moles, A. (1958), "Application de l'indice de Flesch à la langue française",
Cahiers d'études de radio-télévision 19:253. 100 is very easy, below 30 very hard.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.courses.rules.document import TextBlock
from volteface.courses.rules.watch.draft import Draft, Notice, Reason
from volteface.courses.rules.watch.plain import plain, sentences, words

if TYPE_CHECKING:
    from collections.abc import Iterator

# (base, per word of a sentence, per syllable of a word).
FORMULAS = {"en": (206.835, 1.015, 84.6), "fr": (207.0, 1.015, 73.6)}
VERY_HARD = 30
# Fewer words say too little.
FEWEST_WORDS = 100
_VOWELS = {
    "en": re.compile(r"[aeiouy]+"),
    # Two vowels that are spoken apart (é, è, ê, ë, ï, ü after another) begin a syllable anew.
    "fr": re.compile(r"[aâàoôuûùyœæe]*[iîuûo]?[éèêëïü]|[aâàeiîoôuûùyœæ]+"),
}
_SILENT_EN = re.compile(r"(?:[^laeiouy]es|[^aeiouydt]ed|[^aeiouyl]e|[aeiouy]le)$")
_SILENT_FR = re.compile(r"(?<=[^aeiouyâàéèêëîïôûùü])(?:e|es|ent)$")

REASON = Reason(
    why=N_("Long sentences and long words slow down readers who meet the subject for the first "
    "time."),
    source=N_("Flesch 1948 for English; Kandel and Moles 1958 for French"),
    mend=N_("Cut the longest sentences in two, and explain or replace the longest words."),
    how=N_("English: 206.835 − 1.015 × words per sentence − 84.6 × syllables per word. French: "
    "207 − 1.015 × words per sentence − 73.6 × syllables per word. 100 is very easy, below 30 "
    "very hard. Syllables are counted from the letters, so a few are wrong; code, formulas and "
    "tables' lines are left out. Technical words make a score low that need not be: it is a hint."),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text's score and what it is made of."""

    score: float
    words: int
    words_per_sentence: float
    syllables_per_word: float


@lru_cache(maxsize=20_000)
def syllables(word: str, language: str) -> int:
    """How many syllables a word has, by its letters; one at least."""
    plain_word = word.casefold()
    silent = _SILENT_FR if language == "fr" else _SILENT_EN
    count = len(_VOWELS[language].findall(plain_word))
    if count > 1 and silent.search(plain_word):
        # "table" and "little" are spoken with two.
        ends_in_le = language == "en" and re.search(r"[^aeiouy]le$", plain_word)
        count -= 0 if ends_in_le else 1
    return max(1, count)


@lru_cache(maxsize=2_000)
def reading(markdown: str, language: str) -> Reading | None:
    """The score of a text; nothing for a short one or a language without a formula."""
    formula = FORMULAS.get(language[:2])
    text = plain(markdown)
    found = words(text)
    if formula is None or len(found) < FEWEST_WORDS:
        return None
    base, by_words, by_syllables = formula
    long = len(found) / sentences(text)
    spoken = sum(syllables(word, language[:2]) for word in found) / len(found)
    return Reading(
        score=base - by_words * long - by_syllables * spoken,
        words=len(found),
        words_per_sentence=long,
        syllables_per_word=spoken,
    )


def notices(draft: Draft) -> Iterator[Notice]:
    """Steps whose text is very hard to read."""
    for step in draft.steps:
        text = "\n\n".join(p.markdown for p in step.pieces if isinstance(p, TextBlock))
        found = reading(text, draft.language)
        if found is not None and found.score < VERY_HARD:
            yield Notice(
                rule="readability",
                text=N_("This text is very hard to read: %(score)s of 100, with %(words)s words a "
                "sentence."),
                values={
                    "score": max(0, round(found.score)),
                    "words": round(found.words_per_sentence),
                },
                step=step.code,
            )  # fmt: skip
