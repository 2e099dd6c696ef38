"""Write one question as the block that reads as the same question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.courses.queries.document import Attributes, closed, escaped, split_lines, written
from volteface.interop.markdown.drawn_kinds import write_variables
from volteface.interop.markdown.kinds import kind_file
from volteface.interop.markdown.kinds.lines import line_by_line, quoted

if TYPE_CHECKING:
    import re

    from volteface.courses.queries.document import QuestionBlock


def write_question(block: QuestionBlock) -> str:
    """The block, with what its kind says in the kind's own way."""
    content = block.content
    stem, options = kind_file(content.kind).write(content)
    head = f"::: question {content.kind}{written(_attributes(block))}"
    parts = [f"{head}\n{_stem(stem, kind_file(content.kind).PATTERN)}"]
    if options:
        parts.append("\n".join(options))
    if content.explanation or (not options and _ends_quoted(stem)):
        parts.append(quoted(content.explanation))
    return "\n\n".join(parts) + "\n:::"


def _attributes(block: QuestionBlock) -> Attributes:
    content, settings = block.content, block.content.settings
    values = [
        ("objective", ",".join(block.objectives)),
        ("unit", settings.unit),
        ("placeholder", settings.placeholder),
        ("use", settings.use),
        ("variables", write_variables(settings.variables)),
        ("picture", settings.picture),
        ("pool", settings.pool),
    ]
    flags = [("certainty", content.certainty), ("fixed", not settings.shuffle)]
    return Attributes(
        id=block.key,
        values=tuple(pair for pair in values if pair[1]),
        flags=tuple(name for name, given in flags if given),
    )


def _stem(stem: str, pattern: re.Pattern[str] | None) -> str:
    def harmless(line: str) -> str:
        # A numbered list above the items stays one: the items are the last list.
        found = pattern.match(line) if pattern else None
        return f"\\{line}" if found and not found["mark"].isdecimal() else line

    return line_by_line(escaped(closed(stem)), harmless)


def _ends_quoted(stem: str) -> bool:
    return split_lines(stem.rstrip())[-1].startswith(">")
