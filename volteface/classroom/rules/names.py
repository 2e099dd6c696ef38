"""A guest's name before anybody else may see it."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40
# Whole words only, so that people from Scunthorpe keep their names: a refused word counts not
# as part of a longer one. A name that is refused becomes a number; nobody is scolded.
_WORDS = (
    "anus arse arsehole asshole bastard bitch bollocks bordel branleur cock connard connasse "
    "crap cunt encule fag faggot fuck fucker fucking hitler merde motherfucker nazi nigger "
    "nique penis porn pussy putain pute rape salope sex shit slut twat vagina wanker whore"
)
_REFUSED = frozenset(_WORDS.split())
_LEET = str.maketrans("013457@$!", "oieastasi")


def clean_name(raw: str) -> str:
    """The name without control signs, markup brackets and surplus space, at most 40 signs long.

    Empty when it is nothing but those, or when it holds a refused word.
    """
    text = unicodedata.normalize("NFKC", raw)
    # Controls, format signs (among them those that turn the reading direction) and stacked marks.
    text = "".join(sign for sign in text if unicodedata.category(sign)[0] != "C" or sign in "\t\n ")
    text = re.sub(r"[<>{}\[\]\\`]", "", text)
    text = " ".join(text.split())[:LONGEST].strip()
    if not any(sign.isalnum() for sign in text):
        return ""
    return "" if is_refused(text) else text


def is_refused(text: str) -> bool:
    """Whether a word of it is on the list, also when written with digits for letters."""
    plain = "".join(
        sign
        for sign in unicodedata.normalize("NFD", text.lower())
        if unicodedata.category(sign) != "Mn"
    )
    spellings = (plain, plain.translate(_LEET), re.sub(r"[\W_]+", "", plain))
    words = {word for spelling in spellings for word in re.findall(r"[a-z]+", spelling)}
    return bool(words & _REFUSED)


def short_name(name: str) -> str:
    """What learners read of each other: the first word and the first letter of the last one."""
    first, *others = name.split() or [""]
    if not others:
        return first
    initial = next((sign for sign in others[-1] if sign.isalpha()), others[-1][0])
    return f"{first} {initial.upper()}."
