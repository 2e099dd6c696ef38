"""Several files brought together: their material becomes one new module, the rest stays itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from volteface.core.markup import plain
from volteface.core.words import N_
from volteface.courses.queries.document import QuestionBlock, TextBlock
from volteface.interop.parsed import File, Loose, Parsed, Skipped, keyed, keyed_loose
from volteface.interop.proposal import SILENT_PICTURE, Line, Proposal, ProposedStep
from volteface.interop.rules.material import Material, Piece, is_exercise, is_heading, minutes_of
from volteface.interop.rules.placing import places
from volteface.interop.rules.portions import Portion, portions
from volteface.questions.queries.content import Content, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# More can be ticked; these many are remembered.
_PROPOSED_POINTS = 7
_PROPOSED_OBJECTIVES = 5
_LONGEST_FORMAT = 40
_ANSWER = re.compile(
    r"(?:(?:the )?(?:answers?|solutions?)|reponses?|corriges?|correction)\b.{0,60}"
)
_LONGEST_STEM = 20_000
_LONGEST_ANSWER = 10_000
SAME_NAME = N_("Two files gave a file of this name; the first one was kept.")
_CHECK = N_("Check yourself")
_OTHERS = 5


def joined(found: Sequence[tuple[str, Parsed]]) -> Parsed:
    """One result of all the files; ``found`` gives each with its name."""
    several = len(found) > 1
    skipped: list[Skipped] = []
    files: dict[str, File] = {}
    for name, parsed in found:
        skipped += [_placed(item, name) if several else item for item in parsed.skipped]
        for file in parsed.files:
            if file.name in files and files[file.name].data != file.data:
                skipped.append(Skipped(where=f"{name}, {file.name}", why=SAME_NAME))
            files.setdefault(file.name, file)
    questions = tuple(question for _, parsed in found for question in parsed.questions)
    material = [
        _marked(whole, name) if several else whole
        for name, parsed in found
        for whole in parsed.material
    ]
    formats = dict.fromkeys(parsed.format for _, parsed in found)
    return Parsed(
        format="+".join(formats)[:_LONGEST_FORMAT],
        questions=questions,
        modules=tuple(module for _, parsed in found for module in parsed.modules),
        files=tuple(files.values()),
        proposal=proposed(material, questions) if material else None,
        skipped=tuple(skipped),
        notes=tuple(dict.fromkeys(note for _, parsed in found for note in parsed.notes)),
    )


def proposed(material: Sequence[Material], questions: Sequence[Loose]) -> Proposal:
    """The module that the material makes, with the questions where they belong."""
    steps = [_step(portion) for whole in material for portion in portions(whole.pieces)]
    points = _once(point for whole in material for point in whole.key_points)
    objectives = _once(text for whole in material for text in whole.objectives)
    asked = {
        key: f"{loose.group} {loose.content.stem} {_options(loose.content)}"
        for key, loose in keyed_loose(questions).items()
    }
    texts = [f"{step.title} {step.title} {_words(step)}" for step in steps]
    found = places(asked, texts)
    left = [key for key in asked if key not in found][:_OTHERS]
    if left and not found:
        # Nothing tells where they belong: a few are asked at the end.
        steps.append(ProposedStep(title=_CHECK, where="", blocks=()))
        found = dict.fromkeys(left, len(steps) - 1)
    return Proposal(
        title=material[0].title,
        summary=next((whole.summary for whole in material if whole.summary), ""),
        steps=tuple(_titled_apart(steps)),
        key_points=_lines(points, _PROPOSED_POINTS),
        objectives=_lines(objectives, _PROPOSED_OBJECTIVES),
        places={key: found[key] for key in asked if key in found},
        pictures=_silent(material),
    )


def _silent(material: Sequence[Material]) -> dict[str, str]:
    """Pictures without words; what stands above one is where its words can begin."""
    found: dict[str, str] = {}
    for whole in material:
        for piece in whole.pieces:
            for match in SILENT_PICTURE.finditer(piece.markdown):
                found.setdefault(match["name"], piece.title or whole.title)
    return found


def _step(portion: Portion) -> ProposedStep:
    title = portion.title or portion.where.capitalize()
    blocks: list[TextBlock | QuestionBlock] = []
    text: list[str] = []
    pieces = list(portion.pieces)
    for number, piece in enumerate(pieces):
        before = pieces[number - 1] if number else None
        if before and is_exercise(before) and is_heading(piece.title, _ANSWER):
            continue
        if is_exercise(piece):
            blocks += [TextBlock(markdown="\n\n".join(text))] if text else []
            text = []
            after = pieces[number + 1] if number + 1 < len(pieces) else None
            answer = after.markdown if after and is_heading(after.title, _ANSWER) else ""
            blocks.append(_question(piece, answer))
            continue
        if piece.title and piece.title != title:
            text.append(f"## {_one_line(piece.title)}")
        text += [piece.markdown] if piece.markdown else []
    blocks += [TextBlock(markdown="\n\n".join(text))] if text else []
    return ProposedStep(
        title=title,
        where=portion.where,
        blocks=tuple(blocks),
        minutes=max(1, round(sum(minutes_of(piece) for piece in pieces))),
    )


def _question(piece: Piece, answer: str) -> QuestionBlock:
    """A place where the reader is to do something: an open question with what follows it."""
    content = Content(
        kind="open",
        stem=piece.markdown[:_LONGEST_STEM],
        explanation=answer[:_LONGEST_ANSWER],
    )
    (key,) = keyed([Loose(content=content, where=piece.where)])
    return QuestionBlock(key=key, content=content)


def _titled_apart(steps: list[ProposedStep]) -> list[ProposedStep]:
    seen: dict[str, int] = {}
    result = []
    for step in steps:
        seen[step.title] = seen.get(step.title, 0) + 1
        number = seen[step.title]
        result.append(replace(step, title=f"{step.title} ({number})") if number > 1 else step)
    return result


def _marked(whole: Material, name: str) -> Material:
    """Every piece says which file it is from."""
    pieces = tuple(replace(piece, where=f"{name}, {piece.where}") for piece in whole.pieces)
    return replace(whole, pieces=pieces)


def _placed(item: Skipped, name: str) -> Skipped:
    return item if name in item.where else replace(item, where=f"{name}, {item.where}")


def _once(texts: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(folded(plain(text)), text)
    return list(found.values())


def _lines(texts: list[str], most: int) -> tuple[Line, ...]:
    # They stand in lists, headings and mails: words alone.
    words = [said for text in texts if (said := plain(text))]
    return tuple(Line(text=text, proposed=at < most) for at, text in enumerate(words))


def _words(step: ProposedStep) -> str:
    return " ".join(block.markdown for block in step.blocks if isinstance(block, TextBlock))


def _options(content: Content) -> str:
    return " ".join(option.text for option in content.options)


def _one_line(title: str) -> str:
    return " ".join(title.replace("#", "").split())
