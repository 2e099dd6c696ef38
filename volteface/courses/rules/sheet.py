"""The technique sheet: the fields by which the method describes a way of teaching."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from volteface.core.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

VERSION = 1
LONGEST = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Every field is Markdown, empty until somebody fills it in."""

    audience: str = ""
    group_size: str = ""
    modality: str = ""
    duration: str = ""
    equipment: str = ""
    preparation: str = ""
    why_learners: str = ""
    why_teacher: str = ""
    framework: str = ""
    process: str = ""
    points_of_vigilance: str = ""
    if_it_fails: str = ""
    authors: str = ""
    keywords: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been filled in."""
        return not any(getattr(self, name) for name in NAMES)


NAMES = tuple(field.name for field in fields(Sheet))

# In the sheet's order: label, and what to write there.
LABELS: dict[str, tuple[str, str]] = {
    "audience": (N_("Audience"), N_("Who it is for, and what they already know.")),
    "group_size": (N_("Group size"), N_("From how many people to how many.")),
    "modality": (N_("Modality"), N_("What happens online, what happens face to face.")),
    "duration": (N_("Duration"), N_("Minutes online and in the room, and the time between.")),
    "equipment": (N_("Equipment"), N_("What learners need, and what the room needs.")),
    "preparation": (N_("Preparation"), N_("What to do beforehand, and how long it takes.")),
    "why_learners": (N_("Why, for learners"), N_("What it is worth to them, in their words.")),
    "why_teacher": (N_("Why, for the teacher"), N_("What changes in your work.")),
    "framework": (N_("Framework"), N_("The ideas and studies it rests on.")),
    "process": (N_("Steps"), N_("What happens, in order.")),
    "points_of_vigilance": (N_("Points of vigilance"), N_("What goes wrong most easily.")),
    "if_it_fails": (N_("If it does not work"), N_("What to try then.")),
    "authors": (N_("Authors"), N_("Who wrote and tried it.")),
    "keywords": (N_("Keywords"), N_("Separated by commas.")),
}

_OTHER_NAMES = {
    "why_for_learners": "why_learners",
    "why_for_the_teacher": "why_teacher",
    "why_for_teacher": "why_teacher",
    "vigilance": "points_of_vigilance",
    "what_if_it_fails": "if_it_fails",
    "if_it_does_not_work": "if_it_fails",
    "steps": "process",
    "author": "authors",
    "keyword": "keywords",
}


def field_name(written: str) -> str | None:
    """The field somebody means by ``written``, in any spelling we know; None for an unknown one."""
    plain = "_".join(written.strip().lower().replace("-", " ").replace("_", " ").split())
    name = _OTHER_NAMES.get(plain, plain)
    return name if name in NAMES else None


def to_json(sheet: Sheet) -> dict[str, object]:
    """The stored form: only what is filled in."""
    filled = {name: getattr(sheet, name) for name in NAMES if getattr(sheet, name)}
    return {"version": VERSION, **filled} if filled else {}


def from_json(stored: Mapping[str, object]) -> Sheet:
    """Read the stored form; an empty one is an empty sheet."""
    if stored and stored.get("version") != VERSION:
        message = f"technique sheet of version {stored.get('version')!r}"
        raise ValueError(message)
    return Sheet(**{name: str(stored[name]) for name in NAMES if name in stored})


def with_line(points: str, line: str) -> str:
    """A list of points with one more; unchanged when the line stands there already, or is empty."""
    line = " ".join(line.split())
    if not line or has_line(points, line):
        return points
    before = points.rstrip()
    return f"{before}\n- {line}" if before else f"- {line}"


def has_line(points: str, line: str) -> bool:
    """Whether the line is one of the points, with whatever mark it is listed."""
    wanted = " ".join(line.split())
    listed = (point.strip().lstrip("-*+") for point in points.split("\n"))
    return any(" ".join(point.split()) == wanted for point in listed)
