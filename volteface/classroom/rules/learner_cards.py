"""What a learner's card says, what it still lacks, and how its ratings are counted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from volteface.core.folding import folded
from volteface.core.intervals import wilson
from volteface.core.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

VERSION = 1
WRONG = 3
LEAST_WRONG = 2
LONGEST_BELIEF, LONGEST_COMMENT, LONGEST_LINE, LONGEST_ANSWER = 120, 300, 300, 120
# Shares and comments are told from this many ratings on.
FEWEST_RATINGS = 3
# One learner's cards in a cycle, and how many may be begun within an hour.
MOST_CARDS, MOST_AN_HOUR = 20, 8
MOST_REPORTS_A_DAY = 5
# As long as a playing card holds at a readable size: (front, back, why).
LONGEST = {"term": (60, 180, 160), "question": (220, 80, 160), "pair": (90, 60, 160)}
LONGEST_OPTION, LONGEST_WHY = 80, 160

# Addresses, Markdown's links and pictures, HTML.
_NO_WORDS = re.compile(r"://|\bwww\.|\]\(|\w@\w+\.\w|</?[a-z][^<>]*>|<!--", re.IGNORECASE)
# What would make a heading, a quotation or code of a line.
_MARKS = re.compile(r"^(?:#{1,6}\s+|>\s*|`{3,}\s*)+")
# Signs that say how letters join: some scripts cannot do without them.
_JOINERS = "\u200c\u200d"
_EMPTY = N_("Still empty.")
_LONG = N_("Too long for a card. Say it in fewer words.")
_WORDS_ONLY = N_("A card holds words and formulas: no addresses, no pictures, no HTML.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A wrong option, and why it is wrong."""

    text: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardWords:
    """A card's words: term and meaning, question and right option, or the halves of a pair.

    ``why`` says why the right option is right, or what joins the halves.
    """

    front: str = ""
    back: str = ""
    why: str = ""
    wrong: tuple[Wrong, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been written yet."""
        return not any(_texts(self))

    @property
    def filled_wrong(self) -> tuple[Wrong, ...]:
        """The wrong options that say something."""
        return tuple(each for each in self.wrong if each.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many of those who rated say so; the interval only where enough have."""

    count: int
    n: int
    low: float | None = None
    high: float | None = None

    @property
    def is_told(self) -> bool:
        """Whether enough have rated for a share to say something of the card."""
        return self.low is not None


def tidy(text: str) -> str:
    """One line without signs nobody sees, among them those that turn the reading direction."""
    normal = unicodedata.normalize("NFC", text)
    kept = "".join(
        sign if unicodedata.category(sign)[0] != "C" or sign in _JOINERS else " " for sign in normal
    )
    return _MARKS.sub("", " ".join(kept.split()))


def tidied(words: CardWords) -> CardWords:
    """The words as they are kept."""
    wrong = (Wrong(text=tidy(each.text), why=tidy(each.why)) for each in words.wrong)
    return CardWords(
        front=tidy(words.front),
        back=tidy(words.back),
        why=tidy(words.why),
        wrong=tuple(each for each in wrong if each.text or each.why),
    )


def words_to_json(words: CardWords) -> dict[str, object]:
    """The stored form."""
    return {
        "version": VERSION,
        "front": words.front,
        "back": words.back,
        "why": words.why,
        "wrong": [[each.text, each.why] for each in words.wrong],
    }


def words_from_json(stored: Mapping[str, object]) -> CardWords:
    """Read the stored form; a card without words is empty."""
    wrong = stored.get("wrong")
    rows = wrong if isinstance(wrong, list) else []
    return CardWords(
        front=str(stored.get("front", "")),
        back=str(stored.get("back", "")),
        why=str(stored.get("why", "")),
        wrong=tuple(Wrong(text=str(text), why=str(why)) for text, why in rows),
    )


def problems_of(kind: str, words: CardWords) -> dict[str, str]:
    """What keeps a card from being handed in: a sentence for each part concerned."""
    front, back, why = LONGEST[kind]
    found = {
        "front": _problem(words.front, longest=front),
        "back": _problem(words.back, longest=back),
        "why": _problem(words.why, longest=why, needed=False),
    }
    if kind == "question":
        found |= _problems_of_options(words)
    elif words.front and _folded(words.front) == _folded(words.back):
        found["back"] = N_("Both sides say the same.")
    return {part: sentence for part, sentence in found.items() if sentence}


def objects_to(text: str, *, longest: int) -> str:
    """Why a peer's or an author's free line is not taken; nothing when it is."""
    return _problem(text, longest=longest, needed=False)


def shown_order(seed: str, words: CardWords) -> tuple[tuple[str, str], ...]:
    """A question's options as (value, text) in an order that tells nothing; alike for one seed."""
    texts = (words.back, *(each.text for each in words.filled_wrong))

    def drawn(text: str) -> str:
        return sha256(f"{seed}:{text}".encode()).hexdigest()

    return tuple((drawn(text)[:12], text) for text in sorted(texts, key=drawn))


def is_right_answer(kind: str, words: CardWords, answer: str) -> bool:
    """Whether what a peer answered is what the card says."""
    wanted = words.front if kind == "term" else words.back
    return bool(answer) and _folded(answer) == _folded(wanted)


def share_of(said: Iterable[bool]) -> Share:
    """A share with its interval, told from three ratings on."""
    given = list(said)
    count, n = sum(given), len(given)
    if n < FEWEST_RATINGS:
        return Share(count=count, n=n)
    low, high = wilson(count, n)
    return Share(count=count, n=n, low=low, high=high)


def next_card[Key](waiting: Sequence[tuple[Key, int]], *, seed: str) -> Key | None:
    """Of (card, how many have rated it), one of the fewest-rated; another for another reader."""
    if not waiting:
        return None

    def rank(item: tuple[Key, int]) -> tuple[int, str]:
        return item[1], sha256(f"{seed}:{item[0]}".encode()).hexdigest()

    return min(waiting, key=rank)[0]


def with_room(words: CardWords) -> CardWords:
    """The words with as many wrong options as the form has lines."""
    lines = (*words.wrong, *(Wrong() for _ in range(WRONG)))
    return replace(words, wrong=lines[:WRONG])


def _problems_of_options(words: CardWords) -> dict[str, str]:
    found: dict[str, str] = {}
    seen = {_folded(words.back)} if words.back else set()
    lines = with_room(words).wrong
    for number, each in enumerate(lines, 1):
        needed = number <= LEAST_WRONG or bool(each.why)
        found[f"wrong{number}"] = _problem(each.text, longest=LONGEST_OPTION, needed=needed)
        found[f"why{number}"] = _problem(each.why, longest=LONGEST_WHY, needed=bool(each.text))
        said = _folded(each.text)
        if each.text and said in seen:
            found[f"wrong{number}"] = N_("Another option says the same.")
        seen.add(said)
    return found


def _problem(text: str, *, longest: int, needed: bool = True) -> str:
    if not text:
        return _EMPTY if needed else ""
    if len(text) > longest:
        return _LONG
    return _WORDS_ONLY if _NO_WORDS.search(text) else ""


def _texts(words: CardWords) -> list[str]:
    return [
        words.front,
        words.back,
        words.why,
        *(text for each in words.wrong for text in (each.text, each.why)),
    ]


def _folded(text: str) -> str:
    plain = folded(text)
    return " ".join(re.sub(r"[^\w\s]", " ", plain).split()) or plain
