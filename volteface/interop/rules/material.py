"""What a deck, a document or a list of films gives to a new module, before it is parted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

# A step is read in one go; more is parted.
LONGEST_STEP = 6.0
_WORDS_A_MINUTE = 180
_PICTURE_MINUTES = 0.25
_MOST_POINTS = 24
_LONGEST_POINT = 300
_FEW_BULLETS = 2
_MANY_BULLETS = 9
_LONGEST_TITLE = 120

_SUMMARY = re.compile(
    r"(?:the )?(?:key|main|important) (?:points?|ideas?|messages?|takeaways?|facts?)|summary|"
    r"in (?:summary|short|brief)|(?:to )?(?:sum up|conclude|remember)|conclusions?|recap|"
    r"take[- ]?(?:home|away)s?(?: (?:messages?|points?))?|what (?:to|you) remember|"
    r"(?:en )?(?:resume|bref)|synthese|a retenir|ce qu'il faut retenir|points? cles?|"
    r"(?:les )?(?:idees?|messages?) (?:cles?|principales?)|l'essentiel|recapitulatif|bilan"
)
_OBJECTIVES = re.compile(
    r"(?:(?:learning|course|session|module|today's) )?(?:objectives?|outcomes?|goals?|aims?)"
    r"(?: (?:of|for) .{1,60})?|what you (?:will|'ll) (?:learn|be able to do)|"
    r"(?:by|at) the end.{0,60}|objectifs?(?: (?:pedagogiques?|du|de la|de) ?.{0,60})?|"
    r"a la fin d.{0,60}|vous (?:saurez|apprendrez).{0,60}"
)
_EXERCISE = re.compile(
    r"(?:exercises?|quiz|practice|your turn|try it|check yourself|"
    r"think about it|discussion|challenge|exercices?|a vous(?: de jouer)?|entrainement|"
    r"verifiez|reflechissez|questions? (?:\d+|to think about|for you|pour vous))\b.{0,80}"
)
_CLOSING = re.compile(
    r"(?:thank(?:s| you).{0,40}|merci.{0,40}|(?:any )?questions? ?\?*|the end|fin|references?|"
    r"bibliograph.{0,20}|sources?|credits?|contacts?|literature|further reading|"
    r"pour aller plus loin|webographie)[ !.…?]*"
)
_BULLET = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+(?P<words>\S.*)$")
_DEFINITION = re.compile(
    r"^(?:[-*+]\s+)?\*\*(?P<term>[^*\n]{2,60}?)\s*:?\*\*\s*(?:[:–—-]|is\b|are\b|means\b|"
    r"est\b|sont\b|designe\b|désigne\b)\s*\S.{5,}"
)
_PICTURE = re.compile(r"!\[")
_WORD = re.compile(r"\w[\w'’.-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A slide, or the text below one heading: what is not parted unless it must be."""

    title: str
    markdown: str
    # Where it stands in the file, in words ("slide 3").
    where: str
    # Its part of the whole, where the file has parts.
    chapter: str = ""
    # Begins a new step whatever came before.
    begins: bool = False
    # How long films in it last.
    minutes: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything one file gives to a new module."""

    title: str
    pieces: tuple[Piece, ...]
    summary: str = ""
    key_points: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A place for a question: what the file asks there, and the answer that follows it."""

    stem: str
    answer: str = ""


def minutes_of(piece: Piece) -> float:
    """How long a piece takes to read and to look at."""
    words = len(_WORD.findall(piece.markdown)) / _WORDS_A_MINUTE
    return words + _PICTURE_MINUTES * len(_PICTURE.findall(piece.markdown)) + piece.minutes


def with_points(material: Material) -> Material:
    """The material with the key points and objectives that its words give away."""
    points, objectives = list(material.key_points), list(material.objectives)
    for piece in material.pieces:
        if is_heading(piece.title, _SUMMARY):
            points += listed(piece.markdown)
        elif is_heading(piece.title, _OBJECTIVES):
            objectives += listed(piece.markdown)
    if not points:
        points = _last_bullets(material.pieces)
    points += [found for piece in material.pieces for found in definitions(piece.markdown)]
    return replace(
        material,
        key_points=tuple(dict.fromkeys(points))[:_MOST_POINTS],
        objectives=tuple(dict.fromkeys(objectives))[:_MOST_POINTS],
    )


def is_exercise(piece: Piece) -> bool:
    """Whether its title says that the reader is to do something."""
    return is_heading(piece.title, _EXERCISE) and bool(piece.markdown.strip())


def is_heading(title: str, pattern: re.Pattern[str]) -> bool:
    """Whether a title is of a sort, whatever its case, accents and numbers before it."""
    return pattern.fullmatch(_bare(title)) is not None


def listed(markdown: str) -> list[str]:
    """The items of the lists in a text; without any, its sentences."""
    lines = [line for line in markdown.split("\n") if line.strip()]
    items = [match["words"].strip() for line in lines if (match := _BULLET.match(line))]
    if not items:
        items = [line.strip() for line in lines if not line.startswith(("#", "|", "!", ">", ":"))]
    return [_shortened(item) for item in items if item]


def definitions(markdown: str) -> list[str]:
    """Paragraphs that begin with a bold term and say what it is."""
    lines = (line.strip() for line in markdown.split("\n"))
    return [_shortened(re.sub(r"^[-*+]\s+", "", line)) for line in lines if _DEFINITION.match(line)]


def is_closing(title: str) -> bool:
    """Thanks, questions, references: no content of its own."""
    return is_heading(title, _CLOSING)


def short_title(words: str) -> str:
    """The beginning of a text, as long as a title may be."""
    first = " ".join(words.split())
    if len(first) <= _LONGEST_TITLE:
        return first
    return first[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _last_bullets(pieces: tuple[Piece, ...]) -> list[str]:
    """The items of the last slide that is no farewell, when they look like a summary."""
    last = next((piece for piece in reversed(pieces) if not is_closing(piece.title)), None)
    if last is None or len(pieces) == 1:
        return []
    items = [line for line in last.markdown.split("\n") if re.match(r"[-*+]\s", line)]
    if not _FEW_BULLETS <= len(items) <= _MANY_BULLETS:
        return []
    return listed("\n".join(items))


def _bare(title: str) -> str:
    letters = unicodedata.normalize("NFKD", title.replace("’", "'"))
    plain = "".join(one for one in letters if not unicodedata.combining(one)).casefold()
    plain = re.sub(r"^[\s\d.):–-]+", "", plain)
    return " ".join(plain.split()).strip(" :.!…")


def _shortened(item: str) -> str:
    item = " ".join(item.split())
    return item if len(item) <= _LONGEST_POINT else item[: _LONGEST_POINT - 1].rstrip() + "…"
