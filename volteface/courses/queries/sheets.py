"""The technique sheet as it is read and printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.core import markup
from volteface.courses.rules import sheet as sheets
from volteface.courses.rules.document import plan_from_json

if TYPE_CHECKING:
    from markupsafe import Markup

    from volteface.courses.models import Module

# Short facts stand together; the rest are sections.
FACTS = ("audience", "group_size", "modality", "duration", "equipment", "preparation")
_LAST = ("authors", "keywords")


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A field that is filled in."""

    name: str
    label: str
    html: Markup
    is_fact: bool


def sheet_rows(module: Module) -> tuple[SheetRow, ...]:
    """The filled-in fields, in the sheet's order."""
    says = sheet_of(module)
    return tuple(
        SheetRow(
            name=name,
            label=_(sheets.LABELS[name][0]),
            html=markup.html(says[name]),
            is_fact=name in FACTS or name in _LAST,
        )
        for name in sheets.NAMES
        if says[name]
    )


def sheet_of(module: Module) -> dict[str, str]:
    """The sheet's texts by field, empty ones included."""
    sheet = sheets.from_json(module.sheet)
    return {name: str(getattr(sheet, name)) for name in sheets.NAMES}


def is_vigilant(module: Module, line: str) -> bool:
    """Whether the line stands among the sheet's points of vigilance."""
    return sheets.has_line(sheets.from_json(module.sheet).points_of_vigilance, line)


def sheet_paper(module: Module) -> dict[str, object]:
    """What the printed sheet says; all of it is data to the template."""
    says = sheet_of(module)
    objectives = module.objectives.order_by("pk").values_list("text", flat=True)

    def rows(names: tuple[str, ...]) -> list[dict[str, object]]:
        return [
            {"label": _(sheets.LABELS[name][0]), "lines": _lines(says[name])}
            for name in names
            if says[name]
        ]

    sections = tuple(name for name in sheets.NAMES if name not in (*FACTS, *_LAST))
    return {
        "title": module.title,
        "eyebrow": _("Technique sheet · %(course)s") % {"course": module.course.title},
        "summary": markup.plain(module.summary),
        "language": module.course.language.partition("-")[0],
        "facts": rows(FACTS),
        "sections": rows(sections),
        "last": rows(_LAST),
        "objectives": {"label": _("Objectives"), "lines": list(objectives)},
        "plan": {
            "label": _("Session plan"),
            "rows": [
                [item.title or item.technique.replace("_", " "), f"{item.minutes} min"]
                for item in plan_from_json(module.session_plan)
            ],
        },
    }


def _lines(text: str) -> list[dict[str, str]]:
    """Markdown as lines for paper: a list's item with its mark, anything else as a paragraph."""
    lines: list[dict[str, str]] = []
    for paragraph in text.split("\n"):
        bare = paragraph.strip()
        mark, _, rest = bare.partition(" ")
        if mark in {"-", "*", "+"} or (mark[:-1].isdecimal() and mark[-1:] in ".)"):
            item = "–" if mark in {"-", "*", "+"} else mark
            lines.append({"mark": item, "text": markup.plain(rest)})
        elif bare and lines and not lines[-1].get("ended"):
            lines[-1]["text"] += " " + markup.plain(bare)
        elif bare:
            lines.append({"mark": "", "text": markup.plain(bare)})
        elif lines:
            lines[-1]["ended"] = "yes"
    return lines
