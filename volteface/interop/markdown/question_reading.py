"""Read one ``::: question`` block: what its first line says, and the rest as its kind writes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.courses.queries.document import (
    Attributes,
    QuestionBlock,
    take_attributes,
    trimmed,
)
from volteface.interop.markdown.drawn_kinds import read_variables
from volteface.interop.markdown.front_matter import clean_key
from volteface.interop.markdown.kinds import kind_file
from volteface.interop.markdown.question_parts import Read, read_parts
from volteface.questions.queries.content import Content, Settings, kind_names, problems_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIRST = re.compile(r":::+[ \t]*question(?:[ \t]+(?P<rest>.*))?$")
_NAMES = ("#", "objective", "unit", "placeholder", "use", "variables", "picture", "pool")
_FLAGS = ("certainty", "fixed")


def read_question(first_line: str, inner: Sequence[str], code: Sequence[bool]) -> Read:
    """Understand a block; a question that cannot be saved is left out, with everything it lacks."""
    read = Read()
    first = _FIRST.match(first_line)
    rest, attributes, unknown = take_attributes(
        (first["rest"] if first else "") or "", names=_NAMES, flags=_FLAGS
    )
    read.problems += [(0, N_("This word is not known for a question."), word) for word in unknown]
    kind = rest.strip().lower().replace("-", "_") or "single"
    if kind not in kind_names():
        read.problems.append((0, N_("This kind of question is not known; it was left out."), kind))
        return read
    file = kind_file(kind)
    parts = read_parts(inner, code, read, pattern=file.PATTERN, start=file.start(inner, code))
    stem, options = file.read(kind, trimmed(parts.stem), parts.answers, read)
    content = Content(
        kind=kind,
        stem=stem,
        options=options,
        explanation=trimmed(parts.explanation),
        certainty="certainty" in attributes.flags,
        settings=_settings(attributes),
    )
    missing = problems_of(content)
    read.problems += [(0, why, attributes.id and f"#{attributes.id}") for why in missing]
    if not missing:
        objectives = dict.fromkeys(clean_key(key) for key in attributes.all("objective"))
        read.block = QuestionBlock(
            key=clean_key(attributes.id),
            content=content,
            objectives=tuple(key for key in objectives if key),
        )
    return read


def _settings(attributes: Attributes) -> Settings:
    return Settings(
        shuffle="fixed" not in attributes.flags,
        unit=attributes.get("unit")[:40].strip(),
        placeholder=attributes.get("placeholder")[:100].strip(),
        use=clean_key(attributes.get("use")),
        variables=read_variables(attributes.get("variables")),
        picture=attributes.get("picture")[:200].strip(),
        pool=clean_key(attributes.get("pool")),
    )
