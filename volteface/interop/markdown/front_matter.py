"""The head of a module file: YAML in which every value is text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import yaml

from volteface.core.slugs import slug
from volteface.core.words import N_
from volteface.courses.queries.document import (
    NAMES,
    ModuleDocument,
    PlanItem,
    Problem,
    Sheet,
    Term,
    field_name,
)
from volteface.interop.markdown.terms import read_terms, terms_for_head

LONGEST = 60_000
_BRACKETS = 300
_LINE = 500
_WIDTH = 96
_NAMES = {
    "title": "title",
    "key": "key",
    "language": "language",
    "summary": "summary",
    "why": "why",
    "objectives": "objectives",
    "key points": "key_points",
    "terms": "terms",
    "misconceptions": "misconceptions",
    "sheet": "sheet",
    "session plan": "session_plan",
}


@dataclass(kw_only=True)
class FrontMatter:
    """What the head says; empty where it says nothing."""

    title: str = ""
    key: str = ""
    language: str = "en"
    summary: str = ""
    why: str = ""
    objectives: tuple[tuple[str, str], ...] = ()
    key_points: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    misconceptions: tuple[tuple[str, str], ...] = ()
    sheet: Sheet = field(default_factory=Sheet)
    session_plan: tuple[PlanItem, ...] = ()


def read_front_matter(text: str, problems: list[Problem]) -> FrontMatter:
    """Read the head; whatever cannot be read is named in ``problems`` and left out."""
    head = FrontMatter()
    loaded = _loaded(text, problems)
    if loaded is None:
        return head
    if not isinstance(loaded, dict):
        problems.append(
            Problem(where="line 2", why=N_("The head is not a list of names and values."))
        )
        return head
    for written_name, value in loaded.items():
        name = _NAMES.get(" ".join(str(written_name).lower().replace("_", " ").split()))
        place = f"head, “{_short(written_name)}”"
        if name is None:
            problems.append(Problem(where=place, why=N_("This name is not known in the head.")))
        else:
            setattr(head, name, _READERS[name](value, place, problems))
    return head


def write_front_matter(document: ModuleDocument) -> str:
    """The head that reads as ``document``'s."""
    sheet = {name: getattr(document.sheet, name) for name in NAMES if getattr(document.sheet, name)}
    plan = [
        {
            "technique": item.technique,
            "minutes": item.minutes,
            **{
                name: getattr(item, name)
                for name in ("title", "reason", "game")
                if getattr(item, name)
            },
        }
        for item in document.session_plan
    ]
    values = {
        "title": document.title,
        "key": document.key,
        "language": document.language,
        "summary": document.summary,
        "why": document.why,
        "objectives": dict(document.objectives),
        "key points": list(document.key_points),
        "terms": terms_for_head(document.terms),
        "misconceptions": dict(document.misconceptions),
        "sheet": sheet,
        "session plan": plan,
    }
    filled = {name: value for name, value in values.items() if value or name in {"title", "key"}}
    return yaml.dump(
        filled, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, indent=2
    )


def clean_key(text: str) -> str:
    """``text`` as a key, unchanged when it is one already."""
    return text if re.fullmatch(r"[A-Za-z0-9_-]{1,40}", text) else slug(text, "")


class _Loader(yaml.BaseLoader):
    """Reads every scalar as text, and refuses references (they can grow without bounds)."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError(N_("References (&, *) are not read."))
        return super().compose_node(parent, index)


class _Dumper(yaml.SafeDumper):
    """Writes long texts as blocks and lists indented, as people do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - its signature
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - its signature
        return True


def _text_node(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # Long texts are folded, as a person would write them.
    style = "|" if "\n" in text else ">" if len(text) > _WIDTH else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text_node)


def _loaded(text: str, problems: list[Problem]) -> object:
    # Deep brackets cost the YAML reader the square of their number.
    if len(text) > LONGEST or text.count("[") + text.count("{") > _BRACKETS:
        problems.append(Problem(where="line 1", why=N_("The head is too long to be read.")))
        return None
    try:
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a BaseLoader: it makes text only
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        problems.append(Problem(where=f"line {line}", why=N_("The head is not written as YAML.")))
    except (yaml.YAMLError, RecursionError, ValueError):
        problems.append(Problem(where="line 1", why=N_("The head is not written as YAML.")))
    return None


def _read_text(limit: int, *, lines: bool) -> Callable[[object, str, list[Problem]], str]:
    def read(value: object, place: str, problems: list[Problem]) -> str:
        if isinstance(value, (dict, list)):
            problems.append(Problem(where=place, why=N_("A text is expected here.")))
            return ""
        text = _tidied(str(value)) if lines else " ".join(_printable(str(value)).split())
        if len(text) > limit:
            problems.append(
                Problem(where=place, why=N_("The text is too long; its end is left out."))
            )
            text = text[:limit].rstrip()
        return text

    return read


_line = _read_text(_LINE, lines=False)


def _read_key(value: object, place: str, problems: list[Problem]) -> str:
    return clean_key(_line(value, place, problems))


def _read_language(value: object, place: str, problems: list[Problem]) -> str:
    text = _line(value, place, problems)
    if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?", text):
        return text
    problems.append(Problem(where=place, why=N_("This is no language code such as “en”.")))
    return "en"


def _read_pairs(value: object, place: str, problems: list[Problem]) -> tuple[tuple[str, str], ...]:
    rows: list[tuple[str, object]] = []
    if isinstance(value, dict):
        rows = [(str(key), text) for key, text in value.items()]
    elif isinstance(value, list):
        rows = [("", text) for text in value]
    elif value:
        rows = [("", value)]
    pairs: dict[str, str] = {}
    for number, (given, item) in enumerate(rows, 1):
        text = _line(item, f"{place}, “{_short(given or number)}”", problems)
        key = clean_key(given) or slug(text, f"n{number}")
        if not text:
            continue
        if key in pairs:
            where = f"{place}, “{_short(given or number)}”"
            problems.append(Problem(where=where, why=N_("This key is taken already.")))
            continue
        pairs[key] = text
    return tuple(pairs.items())


def _read_list(value: object, place: str, problems: list[Problem]) -> tuple[str, ...]:
    rows = value if isinstance(value, list) else [value]
    texts = (_line(row, f"{place}, {number}", problems) for number, row in enumerate(rows, 1))
    return tuple(text for text in texts if text)


def _read_sheet(value: object, place: str, problems: list[Problem]) -> Sheet:
    if not isinstance(value, dict):
        if value:
            problems.append(Problem(where=place, why=N_("Names and values are expected here.")))
        return Sheet()
    read = _read_text(5_000, lines=True)
    filled: dict[str, str] = {}
    for written_name, item in value.items():
        where = f"{place}, “{_short(written_name)}”"
        name = field_name(str(written_name))
        if name is None:
            problems.append(Problem(where=where, why=N_("The technique sheet has no such field.")))
            continue
        text = (
            "\n".join(f"- {_line(row, where, problems)}" for row in item)
            if isinstance(item, list)
            else read(item, where, problems)
        )
        filled[name] = text
    return Sheet(**filled)


def _read_plan(value: object, place: str, problems: list[Problem]) -> tuple[PlanItem, ...]:
    rows = value if isinstance(value, list) else [value] if value else []
    items = []
    for number, row in enumerate(rows, 1):
        where = f"{place}, {number}"
        if not isinstance(row, Mapping):
            problems.append(Problem(where=where, why=N_("Names and values are expected here.")))
            continue
        items.append(_plan_item(row, where, problems))
    return tuple(item for item in items if item is not None)


def _plan_item(row: Mapping[str, object], where: str, problems: list[Problem]) -> PlanItem | None:
    known = {"technique", "minutes", "title", "reason", "game"}
    texts = {str(name).strip().lower(): value for name, value in row.items()}
    unknown = N_("This name is not known here.")
    problems += [
        Problem(where=f"{where}, “{_short(name)}”", why=unknown)
        for name in sorted(texts.keys() - known)
    ]
    minutes = str(texts.get("minutes", "0")).strip()
    technique = _line(texts.get("technique", ""), where, problems).replace(" ", "_")[:60]
    if not technique or not re.fullmatch(r"[0-9]{1,3}", minutes):
        problems.append(
            Problem(where=where, why=N_("An activity needs a technique and whole minutes."))
        )
        return None
    return PlanItem(
        technique=technique,
        minutes=int(minutes),
        **{
            name: _line(texts.get(name, ""), f"{where}, “{name}”", problems)
            for name in ("title", "reason", "game")
        },
    )


def _tidied(text: str) -> str:
    lines = [line.rstrip() for line in _printable(text).replace("\r", "\n").split("\n")]
    return "\n".join(lines).strip()


def _printable(text: str) -> str:
    return "".join(
        letter if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"} else " "
        for letter in text
    )


def _short(value: object) -> str:
    return " ".join(str(value).split())[:40]


_READERS: dict[str, Callable[[object, str, list[Problem]], Any]] = {
    "title": _read_text(200, lines=False),
    "key": _read_key,
    "language": _read_language,
    "summary": _read_text(2_000, lines=True),
    "why": _read_text(1_000, lines=True),
    "objectives": _read_pairs,
    "key_points": _read_list,
    "terms": partial(read_terms, line=_line),
    "misconceptions": _read_pairs,
    "sheet": _read_sheet,
    "session_plan": _read_plan,
}
