"""What the kinds' files share: an option's lines, and words that are not mistaken for others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.courses.queries.document import (
    Attributes,
    closed,
    code_lines,
    opens_code,
    split_lines,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from volteface.questions.queries.content import Option


def from_the_first(inner: Sequence[str], code: Sequence[bool]) -> int:  # noqa: ARG001 - the face all kinds share
    """Any line may begin an option."""
    return 0


def option_lines(
    option: Option, mark: str, words: Sequence[str], *, usual: float | None = None
) -> str:
    """An option with its feedback; its share is written unless it is the ``usual`` one."""
    values = []
    if option.misconception:
        values.append(("misconception", option.misconception))
    if usual is not None and option.fraction != usual:
        values.append(("fraction", repr(option.fraction)))
    first, *rest = words
    head = f"{mark} {first}".rstrip() + written(Attributes(values=tuple(values)), first)
    lines = [head, *(f"  {line}" if line.strip() else "" for line in rest)]
    if option.feedback:
        lines += [f"  {line}" for line in split_lines(quoted(option.feedback))]
    return "\n".join(lines)


def markdown_lines(text: str) -> list[str]:
    """An option's words; a code block begins below its mark, where it is seen as one."""
    lines = split_lines(closed(text))
    if opens_code(lines[0]) or lines[0] != lines[0].strip():
        lines = ["", *lines]
    # Beside its mark nothing needs care; on a line below, a quotation would be feedback.
    return [lines[0], *split_lines(line_by_line("\n".join(lines[1:]), _not_quoted))][: len(lines)]


def typed_line(option: Option) -> str:
    """What is typed, on one line, with its tolerance."""
    text = " ".join(option.text.split())
    width = option.tolerance
    return text if width is None else f"{text} ± {repr(width).removesuffix('.0')}"


def quoted(text: str) -> str:
    """``text`` as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in split_lines(text))


def line_by_line(text: str, change: Callable[[str], str]) -> str:
    """``text`` with ``change`` done to every line outside its code blocks."""
    lines = split_lines(text)
    code, _ = code_lines(lines)
    return "\n".join(
        line if is_code else change(line) for line, is_code in zip(lines, code, strict=True)
    )


def _not_quoted(line: str) -> str:
    bare = line.lstrip()
    return line.replace(">", "\\>", 1) if bare.startswith(">") else line
