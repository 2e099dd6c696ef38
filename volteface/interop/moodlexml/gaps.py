"""Texts with gaps as Moodle writes them: ``{1:MULTICHOICE:=right#feedback~wrong}``."""

from __future__ import annotations

import re
from html import unescape

from volteface.interop.moodlexml.items import (
    CHOICE,
    NUMERICAL,
    SHORT_ANSWER,
    Answer,
    Gap,
    Text,
)

_KINDS = {
    **dict.fromkeys(
        ["MULTICHOICE", "MC", "MULTICHOICE_S", "MCS", "MULTICHOICE_V", "MCV", "MULTICHOICE_VS"],
        CHOICE,
    ),
    **dict.fromkeys(["MCVS", "MULTICHOICE_H", "MCH", "MULTICHOICE_HS", "MCHS"], CHOICE),
    **dict.fromkeys(
        ["MULTIRESPONSE", "MR", "MULTIRESPONSE_H", "MRH", "MULTIRESPONSE_S", "MRS"], CHOICE
    ),
    **dict.fromkeys(["MULTIRESPONSE_HS", "MRHS"], CHOICE),
    **dict.fromkeys(["SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"], SHORT_ANSWER),
    **dict.fromkeys(["NUMERICAL", "NM"], NUMERICAL),
}
_GAP = re.compile(
    r"\{\s*(?P<weight>\d{0,5})\s*:\s*(?P<kind>[A-Z_]{2,20})\s*:"
    r"(?P<inner>(?:\\.|[^{}\\]){0,20000})\}"
)
_MARK = "\ue010{}\ue011"
_PLACE = re.compile("\ue010(\\d+)\ue011")
_SHARE = re.compile(r"\s*(?:=|%(?P<percent>-?\d{1,3}(?:[.,]\d{0,10})?)%)")
_SPLIT = re.compile(r"(?<!\\)~")
_FEEDBACK = re.compile(r"(?<!\\)#")
_ESCAPE = re.compile(r"\\([\\~#}\"/{=:%])")


def read_gaps(text: str) -> tuple[str, tuple[Gap, ...]]:
    """The text with a mark for each gap (see ``marked``), and the gaps in order."""
    gaps: list[Gap] = []

    def taken(match: re.Match[str]) -> str:
        kind = _KINDS.get(match["kind"])
        if kind is None:
            return match[0]
        gaps.append(
            Gap(
                kind=kind,
                answers=_answers(kind, match["inner"]),
                many=match["kind"].startswith(("MULTIRESPONSE", "MR")),
                weight=int(match["weight"] or 1),
            )
        )
        return _MARK.format(len(gaps))

    return _GAP.sub(taken, text), tuple(gaps)


def marked(text: str, replaced: dict[int, str]) -> str:
    """The text with what stands for each gap, by its number from 1."""
    return _PLACE.sub(lambda match: replaced.get(int(match[1]), ""), text)


def _answers(kind: str, inner: str) -> tuple[Answer, ...]:
    return tuple(_answer(kind, piece) for piece in _SPLIT.split(inner) if piece.strip())


def _answer(kind: str, piece: str) -> Answer:
    share = _SHARE.match(piece)
    fraction = 0.0
    if share:
        percent = share["percent"]
        fraction = 1.0 if percent is None else float(percent.replace(",", ".")) / 100
        piece = piece[share.end() :]
    words, _mark, feedback = (*_FEEDBACK.split(piece, maxsplit=1), "", "")[:3]
    feedback = _mark or feedback
    tolerance = 0.0
    if kind == NUMERICAL and words.strip() != "*":
        words, _colon, margin = words.partition(":")
        tolerance = float(margin.replace(",", ".")) if _is_number(margin) else 0.0
    return Answer(
        text=Text(words=_shown(words)),
        fraction=fraction,
        feedback=Text(words=_shown(feedback)),
        tolerance=tolerance,
    )


def _shown(text: str) -> str:
    # Inside HTML the signs themselves are written as entities.
    return _ESCAPE.sub(r"\1", unescape(text)).strip()


def _is_number(text: str) -> bool:
    return re.fullmatch(r"\s*\d{1,30}(?:[.,]\d{0,30})?\s*", text) is not None
