"""A sheet of one's own as it is kept: to JSON and back, and an empty one to begin with."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from volteface.classroom.rules.library import GOALS, NEEDS, ROOMS
from volteface.classroom.rules.provisions import ANYWHERE, SITTINGS, Thing
from volteface.classroom.rules.talk import Talk

from .sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

VERSION = 1
TEXTS = (
    "summary", "audience", "knowledge", "group_size", "duration", "room", "equipment",
    "why_for_learners", "why_for_teacher", "framework",
)  # fmt: skip
LISTS = (
    "preparation", "process", "vigilance", "if_it_does_not_work", "sources", "keywords",
)  # fmt: skip
NUMBERS = ("least_minutes", "minutes", "most_minutes", "least_people")
_CHOICES = {"goals": GOALS, "rooms": ROOMS, "needs": NEEDS}


def empty(*, name: str, title: str) -> Sheet:
    """A sheet with nothing but its title, for twenty minutes in any room."""
    nothing: dict[str, Any] = {**dict.fromkeys(TEXTS, ""), **dict.fromkeys(LISTS, ())}
    return Sheet(
        name=name,
        title=title,
        least_minutes=10,
        minutes=20,
        most_minutes=40,
        talk=Talk(fixed=2),
        goals=(),
        least_people=2,
        most_people=None,
        rooms=ROOMS,
        needs=(),
        **nothing,
    )


def to_json(sheet: Sheet) -> dict[str, object]:
    """The stored form of everything but name and title, in the language it is read in."""
    return {
        "version": VERSION,
        **{name: str(getattr(sheet, name)) for name in TEXTS},
        **{name: [str(item) for item in getattr(sheet, name)] for name in LISTS},
        **{name: getattr(sheet, name) for name in NUMBERS},
        **{name: list(getattr(sheet, name)) for name in _CHOICES},
        "most_people": sheet.most_people,
        "talk": [sheet.talk.fixed, sheet.talk.share],
        "after": sheet.after,
        "sits": sheet.sits,
        "team": sheet.team,
        "things": [asdict(thing) for thing in sheet.things],
    }


def from_json(stored: Mapping[str, object], *, name: str, title: str) -> Sheet:
    """Read the stored form; what is not there is as in an empty sheet."""
    if stored and stored.get("version") != VERSION:
        message = f"own technique of version {stored.get('version')!r}"
        raise ValueError(message)
    sheet = empty(name=name, title=title)
    talk = stored.get("talk")
    if isinstance(talk, list):
        sheet = replace(sheet, talk=Talk(fixed=int(talk[0]), share=float(talk[1])))
    return replace(
        sheet,
        most_people=_whole(stored.get("most_people")),
        after=str(stored.get("after", "")),
        sits=sits if (sits := str(stored.get("sits"))) in SITTINGS else ANYWHERE,
        team=_whole(stored.get("team")) or 0,
        things=_things(stored.get("things")),
        **{key: str(stored[key]) for key in TEXTS if key in stored},  # type: ignore[arg-type]  # by name
        **{key: _texts(stored[key]) for key in LISTS if key in stored},  # type: ignore[arg-type]  # by name
        **{key: _whole(stored[key]) for key in NUMBERS if key in stored},  # type: ignore[arg-type]  # by name
        **{  # type: ignore[arg-type]  # by name
            key: tuple(one for one in _texts(stored[key]) if one in known)
            for key, known in _CHOICES.items()
            if key in stored
        },
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()


def _things(value: object) -> tuple[Thing, ...]:
    return tuple(Thing(**one) for one in value) if isinstance(value, list) else ()


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, (int, float)) else None


def lines(items: Iterable[object]) -> str:
    """A list as one types it: a line each."""
    return "\n".join(str(item) for item in items)
