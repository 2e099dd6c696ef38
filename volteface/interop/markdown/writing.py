"""Write a module as one file that people can read, and that ``parse`` reads as the same module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.courses.queries.document import (
    Attributes,
    EmbedBlock,
    PoolBlock,
    QuestionBlock,
    TextBlock,
    closed,
    time_text,
    write_embed,
    write_pool,
    write_video,
    written,
)
from volteface.interop.markdown.front_matter import write_front_matter
from volteface.interop.markdown.kinds.lines import line_by_line
from volteface.interop.markdown.question_writing import write_question

if TYPE_CHECKING:
    from volteface.courses.queries.document import (
        Block,
        ModuleDocument,
        StepDocument,
        VideoBlock,
    )


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
    if isinstance(block, PoolBlock):
        place = write_pool(block.name, block.draw)
        return "\n\n".join([place, *map(write_question, block.questions)])
    return write_question(block) if isinstance(block, QuestionBlock) else _video(block)


def _video(video: VideoBlock) -> str:
    """A film with its questions inside, each saying at what time it opens."""
    inside = []
    for mark in video.marks:
        if mark.block is not None:
            head, _, rest = write_question(mark.block).partition("\n")
            at = f"at={time_text(mark.at)}"
            head = f"{head[:-1]} {at}}}" if head.endswith("}") else f"{head} {{{at}}}"
            inside.append(f"{head}\n{rest}")
    return write_video(video, inside)


def _without_titles(markdown: str) -> str:
    """A first-level heading would begin a step: it goes one level down."""
    return line_by_line(markdown, lambda line: f"#{line}" if _is_title(line) else line)


def _is_title(line: str) -> bool:
    return line == "#" or line.startswith(("# ", "#\t"))
