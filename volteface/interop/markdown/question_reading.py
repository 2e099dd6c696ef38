"""Read one ``::: question`` block: its stem, its options with their feedback, its explanation."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.courses.queries.document import Attributes, QuestionBlock, take_attributes, trimmed
from volteface.interop.markdown.drawn_kinds import (
    DRAWN_KINDS,
    LISTED,
    Answer,
    read_drawn,
    read_variables,
)
from volteface.interop.markdown.front_matter import clean_key
from volteface.questions.queries.content import (
    FULL,
    Content,
    Option,
    Settings,
    folded,
    kind_names,
    number,
    problems_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIRST = re.compile(r":::+[ \t]*question(?:[ \t]+(?P<rest>.*))?$")
_NAMES = ("#", "objective", "unit", "placeholder", "use", "variables", "picture", "pool")
_FLAGS = ("certainty", "fixed")
_OPTION_NAMES = ("misconception", "fraction")
CHOICE = re.compile(r"[-*+] \[(?P<mark>[ xX])\](?:[ \t]+(?P<rest>.*))?[ \t]*$")
TYPED = re.compile(r"(?P<mark>[=~])(?:[ \t]+(?P<rest>.*))?$")
_TOLERANCE = re.compile(r"(?P<value>.*?)\s*(?:±|\+-|\+/-)\s*(?P<tolerance>[^±]*)$")
_TRUTH = {
    "true": "true",
    "t": "true",
    "vrai": "true",
    "false": "false",
    "f": "false",
    "faux": "false",
}


@dataclass
class Read:
    """A block as it was understood; problems are (line within the block, why, word)."""

    block: QuestionBlock | None = None
    problems: list[tuple[int, str, str]] = field(default_factory=list)


@dataclass
class _Answer:
    """An option while its lines are being read."""

    at: int
    marked: bool
    first: str
    text: list[str] = field(default_factory=list)
    feedback: list[str] = field(default_factory=list)


@dataclass
class _Parts:
    stem: list[str] = field(default_factory=list)
    answers: list[_Answer] = field(default_factory=list)
    explanation: list[str] = field(default_factory=list)


def option_pattern(kind: str) -> re.Pattern[str] | None:
    """How a line that begins an option of this kind looks; None for kinds without options."""
    if kind in {"single", "multiple"} | LISTED:
        return CHOICE
    return None if kind == "open" else TYPED


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
    parts = _parts(kind, inner, code, read)
    stem, options = _stem_and_options(kind, parts, read)
    content = Content(
        kind=kind,
        stem=stem,
        options=options,
        explanation=trimmed(parts.explanation),
        certainty="certainty" in attributes.flags,
        settings=Settings(
            shuffle="fixed" not in attributes.flags,
            unit=attributes.get("unit")[:40].strip(),
            placeholder=attributes.get("placeholder")[:100].strip(),
            use=clean_key(attributes.get("use")),
            variables=read_variables(attributes.get("variables")),
            picture=attributes.get("picture")[:200].strip(),
            pool=clean_key(attributes.get("pool")),
        ),
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


def _parts(kind: str, inner: Sequence[str], code: Sequence[bool], read: Read) -> _Parts:
    parts = _Parts()
    pattern = option_pattern(kind)
    answer: _Answer | None = None
    target = parts.stem
    blank = True
    for at, (line, is_code) in enumerate(zip(inner, code, strict=True), 1):
        found = pattern.match(line) if pattern and not is_code else None
        if found:
            answer = _Answer(at, found["mark"] in "xX=", found["rest"] or "")
            parts.answers.append(answer)
            target = answer.text
        elif answer is None:
            parts.stem.append(line)
        elif not line.strip():
            target.append("")
        else:
            target = _after_options(line, parts, answer, target, blank=blank, is_code=is_code)
            if target is parts.stem:
                read.problems.append(
                    (at, N_("This line belongs to no option; it is put above them."), "")
                )
        blank = not line.strip()
    if not parts.answers:
        _split_model_answer(parts)
    return parts


def _after_options(
    line: str, parts: _Parts, answer: _Answer, target: list[str], *, blank: bool, is_code: bool
) -> list[str]:
    """Put a line below the first option where it belongs, and say where that was."""
    indented = line[0] in " \t"
    bare = line.lstrip(" \t")
    if not is_code and bare.startswith(">") and not (indented and target is parts.explanation):
        own = (
            parts.explanation
            if not indented and (blank or target is parts.explanation)
            else (answer.feedback)
        )
        if own is parts.explanation and blank and any(own):
            own.append("")
        own.append(re.sub(r"^>[ ]?", "", bare))
        return own
    if is_code or (indented and target is not parts.explanation):
        answer.text.append(_dedented(line))
        return answer.text
    if not blank:
        # Markdown's lazy continuation: the line above simply goes on.
        target.append(bare)
        return target
    parts.stem += ["", line]
    return parts.stem


def _dedented(line: str) -> str:
    if line.startswith("\t"):
        return line[1:]
    return line[2:] if line.startswith("  ") else line.removeprefix(" ")


def _split_model_answer(parts: _Parts) -> None:
    """Without options, the quoted lines at the end are the model answer."""
    lines = parts.stem
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    start = end
    while start and lines[start - 1].startswith(">"):
        start -= 1
    parts.explanation = [re.sub(r"^>[ ]?", "", line) for line in lines[start:end]]
    if start < end:
        parts.stem = lines[:start]


def _stem_and_options(kind: str, parts: _Parts, read: Read) -> tuple[str, tuple[Option, ...]]:
    stem = trimmed(parts.stem)
    if kind not in DRAWN_KINDS:
        return stem, _options(kind, parts.answers, read)
    answers = [
        Answer(one.marked, one.first, one.text, feedback=trimmed(one.feedback))
        for one in parts.answers
    ]
    words, options, problems = read_drawn(kind, stem, answers)
    read.problems += [(parts.answers[index].at, why, word) for index, why, word in problems]
    return words, options


def _options(kind: str, answers: list[_Answer], read: Read) -> tuple[Option, ...]:
    if kind == "true_false":
        return _truth(answers, read)
    right = sum(answer.marked for answer in answers)
    whole = 1 / right if kind == "multiple" and right else 1.0
    options = []
    for number_, answer in enumerate(answers, 1):
        option = _option(kind, answer, f"o{number_}", whole if answer.marked else 0.0, read)
        options.append(option)
    return tuple(options)


def _option(kind: str, answer: _Answer, option_id: str, usual: float, read: Read) -> Option:
    first, attributes, unknown = take_attributes(answer.first, names=_OPTION_NAMES)
    read.problems += [
        (answer.at, N_("This word is not known for an option."), word) for word in unknown
    ]
    text = trimmed([first.strip(), *answer.text])
    option = Option(
        id=option_id,
        text=text,
        fraction=_fraction(answer, attributes, usual, read),
        feedback=trimmed(answer.feedback),
        misconception=clean_key(attributes.get("misconception")),
    )
    if kind == "numeric":
        return _with_tolerance(option, answer, read)
    return replace(option, text=" ".join(text.split())) if kind == "short_text" else option


def _fraction(answer: _Answer, attributes: Attributes, usual: float, read: Read) -> float:
    asked = attributes.get("fraction")
    if not asked:
        return usual
    value = number(asked) if re.fullmatch(r"[-+−]?[0-9.,]{1,24}(e-?[0-9]{1,2})?", asked) else None
    if value is None or not -1 <= value <= 1 or (answer.marked and value <= 0):
        why = N_("A share of the mark is a number from −1 to 1; the usual one is taken.")
        read.problems.append((answer.at, why, asked))
        return usual
    return float(value)


def _with_tolerance(option: Option, answer: _Answer, read: Read) -> Option:
    text = " ".join(option.text.split())
    found = _TOLERANCE.match(text)
    if found is None:
        return replace(option, text=text)
    width = number(found["tolerance"])
    if width is None or width < 0:
        read.problems.append((answer.at, N_("The tolerance is not a number; none is taken."), text))
        return replace(option, text=found["value"])
    return replace(option, text=found["value"], tolerance=float(width))


def _truth(answers: list[_Answer], read: Read) -> tuple[Option, ...]:
    given: dict[str, Option] = {}
    for answer in answers:
        option = _option("short_text", answer, "", float(answer.marked), read)
        word = _TRUTH.get(folded(option.text))
        if word is None or word in given:
            read.problems.append((answer.at, N_("Write “= true” or “= false”."), option.text))
            continue
        given[word] = replace(
            option,
            id=word,
            text=word.capitalize(),
            fraction=1.0 if option.fraction >= FULL else 0.0,
        )
    if len(given) == 1:
        (there,) = given.values()
        other = "false" if there.id == "true" else "true"
        fraction = 1.0 - there.fraction
        given[other] = Option(id=other, text=other.capitalize(), fraction=fraction)
    return tuple(given[word] for word in ("true", "false") if word in given)
