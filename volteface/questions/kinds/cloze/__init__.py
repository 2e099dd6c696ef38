"""Gaps in a text are filled in, typed or chosen from a list."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.questions.kinds.cloze.gaps import (
    gaps,
    is_number,
    options_of,
    read_gaps,
    with_fields,
    write_gaps,
)
from volteface.questions.rules.asked import Asked, place
from volteface.questions.rules.drafts import AnswerRow, empty_rows, option_of, row_of
from volteface.questions.rules.marks import (
    FULL,
    LONGEST_STORED,
    NOTHING,
    TOO_LONG,
    Form,
    Mark,
    Part,
    decode_parts,
    encode,
    first_text,
    mark_of,
)
from volteface.questions.rules.texts import folded, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.questions.rules.content import Content, Option

label = N_("Gaps in a text")
position = 10
judged = True
votable = False
shuffles = False
ids = "numbered"
wording = "typed"
first_rows = empty_rows(2)

LONGEST = 200


def check(content: Content) -> list[str]:
    """A gap at least, each with an answer worth the full mark."""
    problems = []
    known = gaps(content)
    if not known:
        problems.append(N_("Write a gap where an answer belongs: [[answer]]."))
    if len({gap for gap, _is_list in known}) < len(known):
        problems.append(N_("Two gaps have the same number."))
    if any(not _is_filled(content, gap) for gap, _is_list in known):
        problems.append(N_("Give the right answer of every gap."))
    numbers = {gap for gap, _is_list in known}
    if any(option.match not in numbers for option in content.options):
        problems.append(N_("Say of every answer which gap it belongs to: 1 for the first."))
    if any(not option.text.strip() for option in content.options):
        problems.append(N_("Write something in every answer, or leave it out."))
    spelt = [(option.match, _spelt(option.text)) for option in content.options]
    if len(set(spelt)) < len(spelt):
        problems.append(N_("Two answers differ only in case, spaces or accents."))
    if any(is_list and not _offers_wrong(content, gap) for gap, is_list in known):
        problems.append(N_("A list needs a wrong answer too: [[right|~wrong]]."))
    if any(len(option.text) > LONGEST for option in content.options):
        problems.append(N_("Shorten the answers: 200 characters each at most."))
    return problems


def parse(form: Form, content: Content) -> str | None:
    """What stands in each gap; gaps left open are left out."""
    given = {}
    for gap, is_list in gaps(content):
        options = options_of(content, gap)
        if options:
            name = options[0].id
            typed = " ".join(first_text(form, f"part-{name}", longest=LONGEST).split())
            if typed and (not is_list or typed in {option.text for option in options}):
                given[name] = typed
    return encode("parts", given) if given else None


def unreadable(answer: str, content: Content) -> str:  # noqa: ARG001 - the face all kinds share
    """Only what is too long."""
    longest = max((len(text) for text in decode_parts(answer).values()), default=0)
    return TOO_LONG if longest > LONGEST or len(answer) > LONGEST_STORED else ""


def grade(content: Content, answer: str) -> Mark:
    """The average of the gaps; a gap is worth the share of the answer found in it."""
    given = decode_parts(answer)
    known = gaps(content)
    if not given or not known:
        return NOTHING
    found = [_found(content, gap, given) for gap, _is_list in known]
    shares = [max(0.0, option.fraction) if option else 0.0 for option in found]
    return mark_of(
        [option for option in found if option],
        fraction=sum(shares) / len(shares),
        correct=all(share >= FULL for share in shares),
    )


def parts(content: Content, answer: str) -> tuple[Part, ...]:
    """What stands in each gap."""
    given = decode_parts(answer)
    said = []
    for gap, _is_list in gaps(content):
        name = _name(content, gap)
        option = _found(content, gap, given)
        correct = option is not None and option.fraction >= FULL
        said.append(Part(name, f"{gap}: {given.get(name) or '…'}", correct))
    return tuple(said)


def shown(content: Content, answer: str) -> str:
    """What stands in the gaps, one after the other."""
    given = decode_parts(answer)
    return " · ".join(given.get(_name(content, gap)) or "…" for gap, _is_list in gaps(content))


def right(content: Content, answer: str) -> tuple[str, ...]:  # noqa: ARG001 - the face all kinds share
    """The accepted answers of each gap."""
    return tuple(
        " / ".join(option.text for option in options_of(content, gap) if option.fraction >= FULL)
        for gap, _is_list in gaps(content)
    )


def ask(content: Content, *, seed: str) -> Asked:
    """The text with a place in every gap, and what is chosen from in those with a list."""
    shuffled = content.settings.shuffle
    return Asked(
        stem=with_fields(content.stem, lambda gap: place(_name(content, gap))),
        lists=tuple(
            (_name(content, gap), _menu(content, gap, seed=seed if shuffled else ""))
            for gap, is_list in gaps(content)
            if is_list
        ),
    )


def stem(content: Content) -> str:
    """The text with a line in every gap."""
    return with_fields(content.stem, lambda _gap: r"\_\_\_")


def key(content: Content) -> object:
    """What is accepted in which gap."""
    return {
        option.id: (option.fraction, option.tolerance, folded(option.text), option.match)
        for option in content.options
    }


def read_form(stem: str, rows: Sequence[AnswerRow]) -> tuple[str, tuple[Option, ...]]:
    """The gaps are in the text; a row says more of an answer, or what is wrong in a gap."""
    written = [row for row in rows if row.text.strip()]
    return read_gaps(
        stem,
        [
            replace(option_of(row, index), match=row.match.strip() or "1")
            for index, row in enumerate(written, 1)
        ],
    )


def fill_form(content: Content) -> tuple[str, tuple[AnswerRow, ...]]:
    """The text with its gaps, and rows for the answers of which there is more to say."""
    text, noted = write_gaps(content)
    rows = tuple(row_of(option, index) for index, option in enumerate(noted, 1))
    return text, (*rows, AnswerRow(number=len(rows) + 1))


def _name(content: Content, gap: str) -> str:
    """The id a gap goes by: its first answer's."""
    options = options_of(content, gap)
    return options[0].id if options else f"gap{gap}"


def _is_filled(content: Content, gap: str) -> bool:
    return any(option.fraction >= FULL for option in options_of(content, gap))


def _offers_wrong(content: Content, gap: str) -> bool:
    return any(option.fraction < FULL for option in options_of(content, gap))


def _spelt(text: str) -> str:
    """How an answer is compared; one of signs alone, as in code, counts as it is."""
    return folded(text) or text.strip()


def _found(content: Content, gap: str, given: dict[str, str]) -> Option | None:
    """The best answer that what stands in the gap can be taken for."""
    typed = given.get(_name(content, gap), "")
    if not typed:
        return None
    meant = [option for option in options_of(content, gap) if _is_meant(option, typed)]
    return max(meant, key=lambda option: option.fraction, default=None)


def _is_meant(option: Option, typed: str) -> bool:
    if _spelt(option.text) == _spelt(typed):
        return True
    value, target = number(typed), number(option.text)
    if not is_number(option.text) or value is None or target is None:
        return False
    return abs(value - target) <= Decimal(str(option.tolerance or 0))


def _menu(content: Content, gap: str, *, seed: str) -> tuple[str, ...]:
    texts = dict.fromkeys(option.text for option in options_of(content, gap))
    if not seed:
        return tuple(sorted(texts, key=lambda text: (folded(text), text)))
    return tuple(sorted(texts, key=lambda text: sha256(f"{seed}:{gap}:{text}".encode()).digest()))
