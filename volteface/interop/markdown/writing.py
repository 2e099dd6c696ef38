"""Write a module as one file that people can read, and that ``parse`` reads as the same module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.courses.queries.document import (
    Attributes,
    EmbedBlock,
    QuestionBlock,
    TextBlock,
    closed,
    code_lines,
    escaped,
    opens_code,
    split_lines,
    time_text,
    write_embed,
    write_video,
    written,
)
from volteface.interop.markdown.drawn_kinds import (
    DRAWN_KINDS,
    stem_of,
    write_drawn,
    write_variables,
)
from volteface.interop.markdown.front_matter import write_front_matter
from volteface.interop.markdown.question_reading import option_pattern

if TYPE_CHECKING:
    from collections.abc import Callable

    from volteface.courses.queries.document import (
        Block,
        ModuleDocument,
        StepDocument,
        VideoBlock,
    )
    from volteface.questions.queries.content import Content, Option


def write(document: ModuleDocument) -> str:
    """The file; ``parse`` reads it as ``document``."""
    parts = [f"---\n{write_front_matter(document)}---", *map(_step, document.steps)]
    return "\n\n".join(parts) + "\n"


def _step(step: StepDocument) -> str:
    attributes = Attributes(
        id=step.key, values=(("level", step.level), ("minutes", str(step.minutes)))
    )
    title = " ".join(step.title.split())
    return "\n\n".join([f"# {title}{written(attributes)}", *map(_block, step.blocks)])


def _block(block: Block) -> str:
    if isinstance(block, TextBlock):
        return closed(_without_titles(block.markdown))
    if isinstance(block, EmbedBlock):
        return write_embed(block)
    return _question(block) if isinstance(block, QuestionBlock) else _video(block)


def _video(video: VideoBlock) -> str:
    """A film with its questions inside, each saying at what time it opens."""
    inside = []
    for mark in video.marks:
        if mark.block is not None:
            head, _, rest = _question(mark.block).partition("\n")
            at = f"at={time_text(mark.at)}"
            head = f"{head[:-1]} {at}}}" if head.endswith("}") else f"{head} {{{at}}}"
            inside.append(f"{head}\n{rest}")
    return write_video(video, inside)


def _without_titles(markdown: str) -> str:
    """A first-level heading would begin a step: it goes one level down."""
    return _line_by_line(markdown, lambda line: f"#{line}" if _is_title(line) else line)


def _question(block: QuestionBlock) -> str:
    content = block.content
    head = f"::: question {content.kind}{written(_attributes(block))}"
    parts = [f"{head}\n{_stem(content)}"]
    if content.options:
        parts.append("\n".join(_options(content)))
    if content.explanation or (not content.options and _ends_quoted(content.stem)):
        parts.append(_quoted(content.explanation))
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


def _stem(content: Content) -> str:
    pattern = option_pattern(content.kind)

    def harmless(line: str) -> str:
        return f"\\{line}" if pattern and pattern.match(line) else line

    stem = stem_of(content) if content.kind in DRAWN_KINDS else content.stem
    return _line_by_line(escaped(closed(stem)), harmless)


def _options(content: Content) -> list[str]:
    if content.kind in DRAWN_KINDS:
        return write_drawn(content)
    if content.kind == "true_false":
        return [
            _option(content, option, "=" if option.fraction > 0 else "~", 1.0)
            for option in sorted(content.options, key=lambda option: -option.fraction)
            if option.fraction > 0 or option.feedback or option.misconception
        ]
    if content.kind in {"numeric", "short_text"}:
        return [
            _option(content, option, "=" if option.fraction > 0 else "~", 1.0)
            for option in content.options
        ]
    several = content.kind == "multiple"
    right = [option for option in content.options if _is_right(option, several=several)]
    whole = 1 / len(right) if several and right else 1.0
    return [
        _option(content, option, "- [x]" if option in right else "- [ ]", whole)
        for option in content.options
    ]


def _option(content: Content, option: Option, mark: str, whole: float) -> str:
    usual = whole if mark in {"=", "- [x]"} else 0.0
    values = []
    if option.misconception:
        values.append(("misconception", option.misconception))
    if content.kind != "true_false" and option.fraction != usual:
        values.append(("fraction", repr(option.fraction)))
    first, *rest = _option_lines(content, option)
    head = f"{mark} {first}".rstrip() + written(Attributes(values=tuple(values)), first)
    lines = [head, *(f"  {line}" if line.strip() else "" for line in rest)]
    if option.feedback:
        lines += [f"  {line}" for line in split_lines(_quoted(option.feedback))]
    return "\n".join(lines)


def _option_lines(content: Content, option: Option) -> list[str]:
    """The option's words; a code block begins below its mark, where it is seen as one."""
    if content.kind == "true_false":
        return [option.id]
    if content.kind in {"numeric", "short_text"}:
        text = " ".join(option.text.split())
        width = option.tolerance
        return [text if width is None else f"{text} ± {repr(width).removesuffix('.0')}"]
    lines = split_lines(closed(option.text))
    if opens_code(lines[0]) or lines[0] != lines[0].strip():
        lines = ["", *lines]
    # Beside its mark nothing needs care; on a line below, a quotation would be feedback.
    return [lines[0], *split_lines(_line_by_line("\n".join(lines[1:]), _not_quoted))][: len(lines)]


def _is_right(option: Option, *, several: bool) -> bool:
    return option.fraction > 0 if several else option.fraction >= 1


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in split_lines(text))


def _not_quoted(line: str) -> str:
    bare = line.lstrip()
    return line.replace(">", "\\>", 1) if bare.startswith(">") else line


def _ends_quoted(stem: str) -> bool:
    return split_lines(stem.rstrip())[-1].startswith(">")


def _is_title(line: str) -> bool:
    return line == "#" or line.startswith(("# ", "#\t"))


def _line_by_line(text: str, change: Callable[[str], str]) -> str:
    """``text`` with ``change`` done to every line outside its code blocks."""
    lines = split_lines(text)
    code, _ = code_lines(lines)
    return "\n".join(
        line if is_code else change(line) for line, is_code in zip(lines, code, strict=True)
    )
