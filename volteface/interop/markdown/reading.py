"""Read a module file; never fails, whatever the text, and names everything that did not come in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from volteface.core.slugs import slug
from volteface.core.words import N_
from volteface.courses.queries.document import (
    LEVELS,
    Attributes,
    Block,
    FilmMark,
    ModuleDocument,
    PoolBlock,
    Problem,
    QuestionBlock,
    StepDocument,
    TextBlock,
    clock_time,
    closes,
    code_lines,
    end_of_block,
    estimated_minutes,
    in_order,
    questions_in,
    read_embed,
    read_pool,
    read_video,
    split_lines,
    take_attributes,
    trimmed,
    with_questions,
)
from volteface.interop.markdown.front_matter import (
    FrontMatter,
    clean_key,
    read_front_matter,
)
from volteface.interop.markdown.question_reading import read_question

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADING = re.compile(r"#(?:[ \t]+(?P<title>.*?))?(?:[ \t]+#+)?[ \t]*$")
_BLOCK = re.compile(r":::+[ \t]*(?P<name>[\w-]+)")
_AT = re.compile(r"[ \t]*\bat=\"?(?P<time>[\d:]+)\"?(?=[\s}])")
_NO_WORDS = re.compile(r"[ \t]*\{[ \t]*\}[ \t]*$")
_STEP_NAMES = ("#", "level", "minutes")
_LONGEST_STEP = 600
_LONGEST_TITLE = 200


@dataclass
class _Draft:
    """A step while its lines are being read."""

    title: str
    attributes: Attributes = field(default_factory=Attributes)
    where: str = ""
    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def end_text(self) -> None:
        markdown = trimmed(self.text)
        self.text.clear()
        if markdown:
            self.blocks.append(TextBlock(markdown=markdown))

    def add_question(self, block: QuestionBlock) -> None:
        """A question below the line that draws from its pool belongs to that line."""
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, PoolBlock) and last.name == block.content.settings.pool:
            self.blocks[-1] = replace(last, questions=(*last.questions, block))
        else:
            self.blocks.append(block)


def parse(text: str) -> tuple[ModuleDocument, list[Problem]]:
    """The module a file describes, and every item that could not be read with its line and why."""
    problems: list[Problem] = []
    lines = split_lines(_encodable(text))
    head, first = _head(lines, problems)
    drafts = _Reader(lines, first, head, problems).drafts()
    steps = _steps(drafts, problems)
    title = head.title or (steps[0].title if steps else "")
    if not head.title:
        problems.append(Problem(where="line 1", why=N_("The module has no title in its head.")))
    document = ModuleDocument(
        title=title or "Untitled",
        key=head.key or slug(title, "module"),
        language=head.language,
        summary=head.summary,
        why=head.why,
        objectives=head.objectives,
        key_points=head.key_points,
        terms=head.terms,
        misconceptions=head.misconceptions,
        sheet=head.sheet,
        session_plan=head.session_plan,
        steps=steps,
    )
    return document, problems + _unknown_keys(document)


def _encodable(text: str) -> str:
    plain = text.removeprefix("\ufeff").replace("\x00", "\ufffd")
    return plain.encode("utf-8", "replace").decode("utf-8")


def _head(lines: Sequence[str], problems: list[Problem]) -> tuple[FrontMatter, int]:
    """The head, and the line where the text begins."""
    start = next((index for index, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or lines[start].rstrip() != "---":
        return FrontMatter(), 0
    for end in range(start + 1, len(lines)):
        if lines[end].rstrip() in {"---", "..."}:
            # Lines before it keep the line numbers right.
            return read_front_matter("\n".join(lines[start + 1 : end]), problems), end + 1
    problems.append(Problem(where=f"line {start + 1}", why=N_("The head never ends with ---.")))
    return FrontMatter(), 0


class _Reader:
    """Walks the lines once and hands each block to whoever can read it."""

    def __init__(
        self, lines: Sequence[str], first: int, head: FrontMatter, problems: list[Problem]
    ) -> None:
        self._lines = lines[first:]
        self._offset = first + 1
        self._problems = problems
        self._code, unclosed = code_lines(self._lines)
        for index in unclosed:
            self._report(index, N_("This code block never ends; it is read as text."))
        self._drafts = [_Draft(head.title)]

    def drafts(self) -> list[_Draft]:
        index = 0
        while index < len(self._lines):
            index = self._read_at(index)
        for draft in self._drafts:
            draft.end_text()
        # What stands before the first heading is a step of its own, if there is anything.
        return [draft for draft in self._drafts if draft.blocks or draft.where]

    def _read_at(self, index: int) -> int:
        line = self._lines[index]
        if not self._code[index]:
            heading = _HEADING.match(line)
            if heading:
                self._start_step(index, heading["title"] or "")
                return index + 1
            if line.startswith(":::"):
                return self._read_block(index)
            pool = read_pool(line)
            if pool is not None:
                self._drafts[-1].end_text()
                self._drafts[-1].blocks.append(PoolBlock(name=pool.name, draw=pool.draw))
                return index + 1
        self._drafts[-1].text.append(line)
        return index + 1

    def _start_step(self, index: int, written_title: str) -> None:
        self._drafts[-1].end_text()
        title, attributes, unknown = take_attributes(written_title, names=_STEP_NAMES)
        for word in unknown:
            self._report(index, N_("This word is not known in a heading."), word)
        draft = _Draft(" ".join(title.split()), attributes, f"line {self._offset + index}")
        self._drafts.append(draft)

    def _read_block(self, index: int) -> int:
        name = _BLOCK.match(self._lines[index])
        if name is None or name["name"] not in {"question", "video", "embed"}:
            return self._keep_as_text(index)
        end = self._end_of_block(index)
        ended = end < len(self._lines) and closes(self._lines[end])
        if not ended:
            self._report(index, N_("This block never ends with :::; it is read as if it did."))
        inner = self._lines[index + 1 : end]
        self._drafts[-1].end_text()
        if name["name"] == "video":
            self._read_video(index, inner)
        elif name["name"] == "embed":
            embed, unknown = read_embed(self._lines[index], inner)
            self._report_words(index, unknown)
            self._drafts[-1].blocks += [embed] if embed is not None and embed.url else []
        else:
            self._read_question(index, inner, self._drafts[-1])
        return end + 1 if ended else end

    def _read_video(self, index: int, inner: Sequence[str]) -> None:
        asked, rest = self._take_questions(index, inner)
        video, unknown = read_video(self._lines[index], rest)
        self._report_words(index, unknown)
        if video is not None:
            marks = in_order((*video.marks, *asked))
            self._drafts[-1].blocks.append(replace(video, marks=marks))

    def _take_questions(
        self, index: int, inner: Sequence[str]
    ) -> tuple[list[FilmMark], Sequence[str]]:
        """The questions written inside a film with more colons than theirs, and the other lines."""
        if not self._lines[index].startswith("::::"):
            return [], inner
        asked: list[FilmMark] = []
        rest: list[str] = []
        at, last = index + 1, index + 1 + len(inner)
        while at < last:
            name = None if self._code[at] else _BLOCK.match(self._lines[at])
            end = end_of_block(self._lines[:last], self._code[:last], at) if name else None
            if name is None or name["name"] != "question" or end is None:
                rest.append(self._lines[at])
                at += 1
                continue
            block = self._read_asked(at, self._lines[at + 1 : end])
            asked += [block] if block is not None else []
            at = end + 1
        return asked, rest

    def _read_asked(self, index: int, inner: Sequence[str]) -> FilmMark | None:
        line = self._lines[index]
        when = _AT.search(line)
        draft = _Draft("")
        head = line if when is None else line[: when.start()] + line[when.end() :]
        self._read_question(index, inner, draft, head=_NO_WORDS.sub("", head))
        if not draft.blocks or not isinstance(draft.blocks[0], QuestionBlock):
            return None
        at = clock_time(when["time"]) if when is not None else None
        if at is None:
            self._report(index, N_("Say when this question opens, such as at=0:45."))
        return FilmMark(at=at or 0, key=draft.blocks[0].key, block=draft.blocks[0])

    def _report_words(self, index: int, unknown: Sequence[str]) -> None:
        for word in unknown:
            self._report(index, N_("This word is not known for a video."), word)

    def _read_question(
        self, index: int, inner: Sequence[str], draft: _Draft, *, head: str = ""
    ) -> None:
        code = self._code[index + 1 : index + 1 + len(inner)]
        read = read_question(head or self._lines[index], inner, code)
        for at, why, word in read.problems:
            self._report(index + at, why, word)
        if read.block is not None:
            draft.add_question(read.block)

    def _end_of_block(self, index: int) -> int:
        """The line that ends the block, or begins something that cannot stand inside it."""
        if self._lines[index].startswith("::::"):
            end = end_of_block(self._lines, self._code, index)
            first = next(
                (at for at in range(index + 1, end or 0) if self._begins_step(at)),
                None,
            )
            if end is not None and first is None:
                return end
        for at in range(index + 1, len(self._lines)):
            line = self._lines[at]
            if not self._code[at] and (line.startswith(":::") or _HEADING.match(line)):
                return at
        return len(self._lines)

    def _begins_step(self, index: int) -> bool:
        return not self._code[index] and _HEADING.match(self._lines[index]) is not None

    def _keep_as_text(self, index: int) -> int:
        """Keep a block nobody can read as text; what stands inside is read on."""
        if closes(self._lines[index]):
            self._report(index, N_("This ::: ends a block that never began; it is kept as text."))
            self._drafts[-1].text.append(self._lines[index])
            return index + 1
        word = self._lines[index].lstrip(": ").split(" ")[0]
        self._report(index, N_("This kind of block is not known; it is kept as text."), word)
        end = self._end_of_block(index)
        ended = end < len(self._lines) and closes(self._lines[end])
        stop = end + 1 if ended else index + 1
        self._drafts[-1].text.extend(self._lines[index:stop])
        return stop

    def _report(self, index: int, why: str, word: str = "") -> None:
        quoted = f", “{word[:60]}”" if word else ""
        self._problems.append(Problem(where=f"line {self._offset + index}{quoted}", why=why))


def _steps(drafts: list[_Draft], problems: list[Problem]) -> tuple[StepDocument, ...]:
    steps: list[StepDocument] = []
    # What somebody wrote as an id goes before what is made from a title.
    asked_for = {clean_key(draft.attributes.id) for draft in drafts}
    keys: set[str] = set()
    question_keys: set[str] = set()
    for number, draft in enumerate(drafts, 1):
        title = draft.title[:_LONGEST_TITLE].strip() or f"Step {number}"
        asked = clean_key(draft.attributes.id)
        taken = keys if asked else keys | asked_for
        key = _free(asked or slug(title, f"step-{number}"), taken)
        if asked and key != asked:
            where = f"{draft.where}, “{asked}”"
            problems.append(
                Problem(where=where, why=N_("Another step has this id; it gets a new one."))
            )
        keys.add(key)
        blocks = _once_each(draft.blocks, question_keys, problems)
        steps.append(
            StepDocument(
                title=title,
                key=key,
                level=_level(draft, problems),
                minutes=_minutes(draft, blocks, problems),
                blocks=blocks,
            )
        )
    return tuple(steps)


def _free(key: str, taken: set[str]) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key[:36]}-{number}"
    return free


def _level(draft: _Draft, problems: list[Problem]) -> str:
    level = draft.attributes.get("level", "core").lower()
    if level in LEVELS:
        return level
    why = N_("A level is core, support or stretch; core is taken.")
    problems.append(Problem(where=f"{draft.where}, “{level[:40]}”", why=why))
    return "core"


def _minutes(draft: _Draft, blocks: tuple[Block, ...], problems: list[Problem]) -> int:
    asked = draft.attributes.get("minutes")
    if re.fullmatch(r"[0-9]{1,3}", asked) and 1 <= int(asked) <= _LONGEST_STEP:
        return int(asked)
    if asked:
        why = N_("Minutes are a whole number from 1 to 600; they are estimated instead.")
        problems.append(Problem(where=f"{draft.where}, “{asked[:40]}”", why=why))
    return min(estimated_minutes(blocks), _LONGEST_STEP)


def _once_each(blocks: list[Block], taken: set[str], problems: list[Problem]) -> tuple[Block, ...]:
    def once(block: QuestionBlock) -> QuestionBlock:
        if block.key and block.key in taken:
            where = f"question #{block.key}"
            why = N_("Another question has this id; it gets a new one.")
            problems.append(Problem(where=where, why=why))
            return replace(block, key="")
        taken.add(block.key)
        return block

    return with_questions(blocks, once)


def _unknown_keys(document: ModuleDocument) -> list[Problem]:
    """Objectives and misconceptions that questions name and the head does not."""
    objectives = {key for key, _ in document.objectives}
    beliefs = {key for key, _ in document.misconceptions}
    missing: dict[Problem, None] = {}
    for step in document.steps:
        for block in questions_in(step.blocks):
            for key in block.objectives:
                if key not in objectives:
                    why = N_("The head names no such objective.")
                    missing[Problem(where=f"objective “{key[:40]}”", why=why)] = None
            for option in block.content.options:
                if option.misconception and option.misconception not in beliefs:
                    why = N_("The head names no such misconception.")
                    where = f"misconception “{option.misconception[:40]}”"
                    missing[Problem(where=where, why=why)] = None
    return list(missing)
