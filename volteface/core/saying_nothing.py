"""Answers that say no more than that there is nothing to say, in English and French.

"Nothing", "no questions", "all clear", "R.A.S." or a dash; never "nothing is clear" or "?".
"""

from __future__ import annotations

import re

from volteface.core.folding import folded

_WORD = re.compile(r"[^\W_]+")
# One answer may say it twice: "No, everything is clear. Thanks!"
_BREAK = re.compile(r"[,.;:!()\n–—]+")


def _words(of: str) -> frozenset[str]:
    return frozenset(of.split())


# "Nothing is unclear": a word of none, and only what there is none of.
_NONE = _words("nothing none no nope nah nil na non rien aucun aucune neant ras pas")
_OF_WHAT = _words("""
all unclear confusing difficult question questions problem problems doubt doubts issue issues add
say report ask remark remarks comment comments particular special really very much more else any
flou floue obscur probleme problemes doute doutes remarque remarques commentaire commentaires
signaler dire redire ajouter demander particulier particuliere vraiment plus n incompris dont not
""")
# "Everything is clear": a word of being clear, and nothing that denies it.
_CLEAR = _words("""
clear ok okay okey good fine understood alright perfect got
clair claire clairs claires compris bon bien parfait va
""")
_THE_WHOLE = _words("everything all very quite perfectly tout tous tres parfaitement")
_BESIDE = _words("""
i it is s was me my for now at yet so far this that the have has had think right moment to you
a there from here still of thanks thank please
je j ai me moi il y c ce est etait ca cela pour l le la les un une instant du de des d en ici
m merci sur
""")
_OF_NONE = _NONE | _OF_WHAT | _BESIDE
_OF_CLEAR = _CLEAR | _THE_WHOLE | _BESIDE
_WHOLLY = frozenset({"n a", "r a s"})
# "Not at all" and "not all" are not the same.
_AT_ALL = re.compile(r"\bdu tout\b")


def says_nothing(text: str) -> bool:
    """Whether ``text`` says only that there is nothing to say, or that all is clear."""
    words = _AT_ALL.sub(" ", folded(text))
    if " ".join(_WORD.findall(words)) in _WHOLLY:
        return True
    parts = [found for part in _BREAK.split(words) if (found := _WORD.findall(part))]
    if not parts:
        return "?" not in text
    said = [_says_none(part) or _says_clear(part) for part in parts]
    beside = [_BESIDE.issuperset(part) for part in parts]
    return any(said) and all(one or other for one, other in zip(said, beside, strict=True))


def _says_none(words: list[str]) -> bool:
    return _OF_NONE.issuperset(words) and not _NONE.isdisjoint(words)


def _says_clear(words: list[str]) -> bool:
    return _OF_CLEAR.issuperset(words) and not _CLEAR.isdisjoint(words)
