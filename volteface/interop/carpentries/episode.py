"""One episode as a module: its sections are steps, its challenges open questions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from volteface.core.markup import plain
from volteface.core.words import N_
from volteface.courses.queries.document import (
    Block,
    ModuleDocument,
    QuestionBlock,
    Sheet,
    StepDocument,
    TextBlock,
    closed,
    escaped,
    estimated_minutes,
    trimmed,
)
from volteface.interop.carpentries.divs import Div, Line, items_of
from volteface.interop.carpentries.minutes import shared_out
from volteface.interop.parsed import Skipped
from volteface.interop.rules.slugs import free_slug
from volteface.questions.queries.content import Content, problems_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from volteface.interop.carpentries.links import Links

LISTS = ("objectives", "questions", "keypoints")
_QUOTED = {"callout", "discussion", "prereq", "testimonial", "checklist", "caution", "usage"}
_FOLDED = {"solution", "hint", "spoiler", "details"}
_CHALLENGES = {"challenge", "exercise"}
_HEADING = re.compile(r"(?P<marks>#{1,6})\s+(?P<title>.*?)\s*#*\s*(?:\{[^}]*\}\s*)?$")
_STEP_LEVEL = 2
_LONGEST_BODY = 90_000
_TOO_LONG = N_("The section is too long for one step: part it with “##” headings.")
_NOTES = 5_000
_LINE = 500
_SUMMARY = 2_000


@dataclass(kw_only=True)
class EpisodeText:
    """What the episode's file holds, taken apart."""

    path: str
    key: str
    title: str
    tree: Div
    teaching: int
    exercises: int
    lists: dict[str, tuple[str, ...]]


@dataclass(kw_only=True)
class _Section:
    title: str
    number: int
    children: list[Line | Div] = field(default_factory=list)


class EpisodeReader:
    """Makes a module of an episode; what does not come in is kept in ``skipped``."""

    def __init__(self, episode: EpisodeText, links: Links, *, language: str) -> None:
        self.skipped: list[Skipped] = []
        self._episode = episode
        self._links = links
        self._language = language
        self._notes: list[str] = []
        self._asked = 0

    def module(self) -> ModuleDocument:
        """The whole module."""
        episode = self._episode
        lists = dict(episode.lists)
        for name in LISTS:
            found = [item for block in episode.tree.divs(name) for item in items_of(block)]
            lists[name] = (*lists.get(name, ()), *found)
        steps = self._steps()
        questions = "\n".join(f"- {self._inline(text)}" for text in lists["questions"])
        return ModuleDocument(
            title=episode.title,
            key=episode.key,
            language=self._language,
            summary=questions[:_SUMMARY],
            objectives=tuple(
                (f"{episode.key[:34]}-{number}", self._inline(text))
                for number, text in enumerate(lists["objectives"], 1)
            ),
            key_points=tuple(self._inline(text) for text in lists["keypoints"]),
            sheet=Sheet(points_of_vigilance="\n\n".join(self._notes)[:_NOTES]),
            steps=tuple(steps),
        )

    def _steps(self) -> list[StepDocument]:
        taken: set[str] = set()
        steps = []
        for section in self._sections():
            blocks = tuple(self._blocks(section.children))
            if not blocks:
                continue
            if sum(len(b.markdown) for b in blocks if isinstance(b, TextBlock)) > _LONGEST_BODY:
                self.skipped.append(Skipped(where=self._where(section.number), why=_TOO_LONG))
                continue
            title = plain(section.title)[:200] or self._episode.title
            key = free_slug(title, "step", taken)
            steps.append(StepDocument(title=title, key=key, blocks=blocks))
        return self._timed(steps)

    def _timed(self, steps: list[StepDocument]) -> list[StepDocument]:
        if not self._episode.teaching + self._episode.exercises:
            minutes = [estimated_minutes(step.blocks) for step in steps]
        else:
            minutes = shared_out(
                self._episode.teaching,
                self._episode.exercises,
                words=[_words(step.blocks) for step in steps],
                challenges=[
                    sum(isinstance(block, QuestionBlock) for block in step.blocks) for step in steps
                ],
            )
        return [
            StepDocument(title=step.title, key=step.key, minutes=number, blocks=step.blocks)
            for step, number in zip(steps, minutes, strict=True)
        ]

    def _sections(self) -> Iterable[_Section]:
        current = _Section(title=self._episode.title, number=1)
        for child in self._episode.tree.children:
            heading = _heading(child)
            if heading and len(heading["marks"]) <= _STEP_LEVEL:
                yield current
                current = _Section(title=heading["title"], number=child.number)
            elif not (isinstance(child, Div) and child.name in LISTS):
                current.children.append(child)
        yield current

    def _blocks(self, children: Sequence[Line | Div]) -> Iterable[Block]:
        text: list[Line | Div] = []
        for child in children:
            if isinstance(child, Div) and child.name in _CHALLENGES:
                yield from self._text_blocks(text)
                text = []
                yield from self._question(child)
            else:
                text.append(child)
        yield from self._text_blocks(text)

    def _text_blocks(self, children: list[Line | Div]) -> Iterable[TextBlock]:
        markdown = self._markdown(children)
        if markdown:
            yield TextBlock(markdown=markdown)

    def _question(self, challenge: Div) -> Iterable[QuestionBlock]:
        solutions = list(challenge.divs("solution"))
        rest = [child for child in challenge.children if child not in solutions]
        self._asked += 1
        content = Content(
            kind="open",
            stem=self._markdown(rest, as_question=True),
            explanation="\n\n".join(
                self._markdown(_without_title(solution.children), as_question=True)
                for solution in solutions
            ).strip(),
        )
        problems = problems_of(content)
        if problems:
            self.skipped.append(Skipped(where=self._where(challenge.number), why=problems[0]))
            return
        key = f"{self._episode.key[:34]}-c{self._asked}"
        yield QuestionBlock(key=key, content=content)

    def _markdown(self, children: Sequence[Line | Div], *, as_question: bool = False) -> str:
        """Children as Markdown: code kept as it is, links rewritten, blocks as quotations."""
        parts: list[str] = []
        run: list[Line] = []
        for child in children:
            if isinstance(child, Line) and (not run or run[-1].is_code == child.is_code):
                run.append(child)
                continue
            parts += self._run(run, as_question=as_question)
            run = [child] if isinstance(child, Line) else []
            if isinstance(child, Div):
                parts.append(self._div(child))
        parts += self._run(run, as_question=as_question)
        text = "\n".join(parts)
        return closed(escaped(re.sub(r"\n{3,}", "\n\n", trimmed(text.split("\n"))))).strip("\n")

    def _run(self, lines: list[Line], *, as_question: bool) -> list[str]:
        if not lines or lines[0].is_code:
            return [line.text.rstrip() for line in lines]
        text = "\n".join(_calmer(_trimmed_end(line.text), bold=as_question) for line in lines)
        return [self._links.rewritten(text, path=self._episode.path, line=lines[0].number)]

    def _div(self, block: Div) -> str:
        if block.name == "instructor":
            self._notes.append(self._markdown(block.children))
            return ""
        if block.name in _FOLDED:
            title = _title_of(block) or block.name.capitalize()
            inner = self._markdown(_without_title(block.children))
            return f"\n<details><summary>{plain(title)}</summary>\n\n{inner}\n\n</details>\n"
        inner = self._markdown(block.children, as_question=True)
        if block.name in _QUOTED:
            return "\n" + "\n".join(f"> {line}".rstrip() for line in inner.split("\n")) + "\n"
        return f"\n{inner}\n"

    def _inline(self, text: str) -> str:
        words = self._links.rewritten(text, path=self._episode.path, line=1)
        return " ".join(words.split())[:_LINE]

    def _where(self, number: int) -> str:
        return f"{self._episode.path}, line {number}"


def _heading(child: Line | Div) -> re.Match[str] | None:
    return _HEADING.match(child.text) if isinstance(child, Line) and not child.is_code else None


def _title_of(block: Div) -> str:
    first = next((c for c in block.children if not isinstance(c, Line) or c.text.strip()), None)
    heading = _heading(first) if first is not None else None
    return heading["title"] if heading else ""


def _without_title(children: Sequence[Line | Div]) -> list[Line | Div]:
    """The children without the heading that only says “Solution”."""
    rest = list(children)
    while rest and isinstance(rest[0], Line) and not rest[0].text.strip():
        rest = rest[1:]
    return rest[1:] if rest and _heading(rest[0]) else rest


def _calmer(line: str, *, bold: bool) -> str:
    """A heading without its attributes; within a question or a quotation it is a bold line."""
    heading = _HEADING.match(line)
    if heading is None:
        return line
    if bold:
        return f"**{heading['title']}**" if heading["title"] else ""
    return f"{heading['marks']} {heading['title']}"


def _trimmed_end(line: str) -> str:
    """Two spaces at the end break a line; other spaces there mean nothing."""
    bare = line.rstrip()
    return f"{bare}  " if bare and line.endswith("  ") else bare


def _words(blocks: Iterable[Block]) -> int:
    return sum(len(block.markdown.split()) for block in blocks if isinstance(block, TextBlock))
