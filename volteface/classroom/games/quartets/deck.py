"""Sets of four for one objective: words, meanings, questions, and beliefs to put right."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from volteface.classroom.games.fit import plain
from volteface.classroom.games.game import LETTERS, Card, Deck, Face, Fit, KeyLine, LeftOut, Sheet
from volteface.classroom.games.naming import choices, recallable
from volteface.classroom.games.room import printable, shortened
from volteface.classroom.games.suits import Suits

from .rules import quartets_in, usual_minutes

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from volteface.classroom.games.game import Random
    from volteface.classroom.games.material import Item, Material, Term

OF = 4
LEAST = 3 * OF
MOST = 8
# A written answer is hardly ever hit by guessing.
WRITTEN = 20
_CHOSEN = ("single", "true_false", "multiple")
_TYPED = ("numeric", "short_text")
_FEWEST = 2
_TEASER = 7
NAMES = "ABCDEFGH"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A card before it has its place: the face with the answer in its note, and where it is from.

    ``role`` is its label: ``word``, ``meaning``, ``question``, ``answer`` or ``mend``.
    """

    role: str
    face: Face
    answer: str
    mark: str = ""
    why: str = ""
    objective: str = ""
    question: str = ""
    version: str = ""
    term: str = ""

    @property
    def source(self) -> str:
        """What the card was made from."""
        return self.question or self.term


def count(material: Material) -> int:
    """How many cards stand in whole sets of four."""
    sets, _left_out = _sets(material, None)
    return OF * len(sets)


def build(material: Material, *, minutes: int, rng: Random) -> Deck:
    """The sets for the planned minutes, an overview to ask from, and what was left out."""
    sets, left_out = _sets(material, rng)
    played = _spread(sets, max(3, min(MOST, quartets_in(minutes))))
    chosen = {draft.source for drafts in played for draft in drafts}
    left_out += [
        LeftOut(key=draft.source, text=draft.face.text, reason="spare")
        for drafts in sets
        if drafts not in played
        for draft in drafts
        if draft.role != "mend" and draft.source not in chosen
    ]
    suits = Suits(material)
    asked = {_folded(draft.answer) for drafts in played for draft in drafts if draft.role == "word"}
    rows: list[dict[str, object]] = []
    cards: list[Card] = []
    key: list[KeyLine] = []
    for name, drafts in zip(NAMES, played, strict=False):
        suit = suits.of(drafts[0].objective)
        title = material.objective(drafts[0].objective) or material.title
        rows.append(_row(name, suit, title, _names(drafts, asked)))
        for place, draft in enumerate(drafts, start=1):
            number = len(cards) + 1
            cards.append(_card(number, f"{name}{place}", suit, draft))
            key.append(_key_line(number, suit, draft))
    return Deck(
        game="quartets",
        cards=tuple(cards),
        key=tuple(key),
        suits=suits.pairs(),
        sheets=(Sheet(kind="overview", data={"quartets": rows}, landscape=True),) if rows else (),
        facts={
            "quartets": len(rows),
            "usual": min(minutes, usual_minutes(len(rows))),
            "options": tuple(len(card.front.options) or WRITTEN for card in cards),
        },
        left_out=tuple(left_out),
        warnings=("no_terms",) if not material.terms else (),
    )


def _sets(material: Material, rng: Random | None) -> tuple[list[list[Draft]], list[LeftOut]]:
    """Whole sets by objective, and what is left over."""
    left_out: list[LeftOut] = []
    groups: dict[str, tuple[list[Draft], list[Draft]]] = {}
    for term, role in _with_roles(material.terms):
        draft = _fitting(_of_term(term, role, material.terms, rng), left_out)
        if draft:
            groups.setdefault(term.objective, ([], []))[0].append(draft)
    for item in material.items:
        reason = _refusal(item)
        if reason:
            left_out.append(LeftOut(key=item.key, text=item.stem, reason=reason))
            continue
        draft = _fitting(_of_item(item, rng), left_out)
        plain, mended = groups.setdefault(item.objective, ([], []))
        if draft:
            plain.append(draft)
        mend = _mend(item, material.language)
        if mend and _fits(mend):
            mended.append(mend)
    sets: list[list[Draft]] = []
    for plain, mended in groups.values():
        if rng is not None:
            rng.shuffle(plain)
            rng.shuffle(mended)
        made, rest = _deal(plain, mended)
        sets += made
        reason = "spare" if made else "few"
        left_out += [LeftOut(key=one.source, text=one.face.text, reason=reason) for one in rest]
    return sets, left_out


def _deal(plain: list[Draft], mended: list[Draft]) -> tuple[list[list[Draft]], list[Draft]]:
    """As many sets as there can be with at most one belief to put right in each."""
    sets = 0
    while OF * (sets + 1) <= len(plain) + min(len(mended), sets + 1):
        sets += 1
    if not sets:
        return [], plain
    beliefs = min(len(mended), sets)
    order = ("word", "meaning", "answer", "question")
    used = sorted(plain, key=lambda draft: order.index(draft.role))
    used, rest = used[: OF * sets - beliefs], used[OF * sets - beliefs :]
    made: list[list[Draft]] = [[] for _set in range(sets)]
    for place, draft in enumerate(used):
        made[_shortest(made, beliefs, place)].append(draft)
    left = list(mended)
    for drafts in (one for one in made if len(one) < OF):
        # Not beside the question it comes from, and rather of a question that is not asked at all.
        beside = {draft.source for draft in drafts}
        asked = {draft.source for draft in used}
        best = min(left, key=lambda one: (one.source in beside, one.source in asked))
        left.remove(best)
        drafts.append(best)
    chosen = {draft.source for drafts in made for draft in drafts}
    return made, [draft for draft in rest if draft.source not in chosen]


def _shortest(made: Sequence[Sequence[Draft]], beliefs: int, place: int) -> int:
    """Dealt round and round, leaving room for a belief in the first so many sets."""
    order = [(place + step) % len(made) for step in range(len(made))]
    return next(at for at in order if len(made[at]) < OF - (at < beliefs))


def _spread(sets: list[list[Draft]], most: int) -> list[list[Draft]]:
    """At most so many sets, a second of the same objective only once all others have one."""
    seen: dict[str, int] = {}
    ranked: list[tuple[int, int]] = []
    for place, drafts in enumerate(sets):
        objective = drafts[0].objective
        ranked.append((seen.get(objective, 0), place))
        seen[objective] = seen.get(objective, 0) + 1
    return [sets[place] for _rank, place in sorted(ranked)[:most]]


def _with_roles(terms: Iterable[Term]) -> list[tuple[Term, str]]:
    """Every second term of an objective is asked for its meaning, the others for the word."""
    seen: dict[str, int] = {}
    found = []
    for term in terms:
        seen[term.objective] = seen.get(term.objective, 0) + 1
        found.append((term, "word" if seen[term.objective] % 2 else "meaning"))
    return found


def _of_term(term: Term, role: str, terms: Sequence[Term], rng: Random | None) -> Draft:
    if role == "word" and not recallable(term, terms):
        return _of_title(term, terms, rng)
    asked, answer = (term.meaning, term.term) if role == "word" else (term.term, term.meaning)
    return Draft(
        role=role,
        face=Face(kind="question", text=asked, label=role),
        answer=answer,
        objective=term.objective,
        term=term.term,
    )


def _of_title(term: Term, terms: Sequence[Term], rng: Random | None) -> Draft:
    """A term nobody recalls letter for letter is chosen among others."""
    names = [one.term for one in choices(term, terms)]
    if rng is not None:
        rng.shuffle(names)
    options = tuple(zip(LETTERS, names, strict=False))
    return Draft(
        role="question",
        face=Face(kind="question", text=term.meaning, options=options, label="question"),
        answer=term.term,
        mark=LETTERS[names.index(term.term)],
        objective=term.objective,
        term=term.term,
    )


def _of_item(item: Item, rng: Random | None) -> Draft:
    draft = Draft(
        role="answer",
        face=Face(kind="question", text=item.stem, label="answer"),
        answer=item.answer,
        why=item.explanation,
        objective=item.objective,
        question=item.key,
        version=item.version,
    )
    if item.kind in _TYPED:
        return draft
    options = list(item.options)
    if rng is not None and not item.keep_order:
        rng.shuffle(options)
    lettered = tuple((LETTERS[place], option.text) for place, option in enumerate(options))
    right = next(place for place, option in enumerate(options) if option.worth >= 1)
    return replace(
        draft,
        role="question",
        face=replace(draft.face, options=lettered, label="question"),
        answer=options[right].text,
        mark=LETTERS[right],
    )


def _mend(item: Item, language: str) -> Draft | None:
    """A belief somebody holds, to be put right: a wrong option that is known as such."""
    wrong = next((option for option in item.wrong if option.misconception), None)
    if item.kind != "single" or item.right is None or wrong is None:
        return None
    return Draft(
        role="mend",
        face=Face(
            kind="question", text=f"{item.stem}\n\n{_quoted(wrong.text, language)}", label="mend"
        ),
        answer=item.right.text,
        why=wrong.feedback or item.explanation,
        objective=item.objective,
        question=item.key,
        version=item.version,
    )


def _quoted(text: str, language: str) -> str:
    """Somebody's words, in the marks of the module's language."""
    return f"«\u202f{text}\u202f»" if language == "fr" else f"“{text}”"


def _refusal(item: Item) -> str:
    if item.picture:
        return "picture"
    if item.kind in _TYPED:
        return "" if item.answer else "answer"
    if item.kind not in _CHOSEN:
        return "kind"
    if not _FEWEST <= len(item.options) <= len(LETTERS):
        return "options"
    return "" if item.right else "several"


def _fitting(draft: Draft, left_out: list[LeftOut]) -> Draft | None:
    if _fits(draft):
        return draft
    left_out.append(LeftOut(key=draft.source, text=draft.face.text, reason="one_card"))
    return None


def _fits(draft: Draft) -> bool:
    return printable(replace(draft.face, note=_note(draft, why=False)), most=1)


def _note(draft: Draft, *, why: bool) -> str:
    """The answer for the one who holds the card, with the reason where there is room."""
    answer = f"{draft.mark}: {draft.answer}" if draft.mark else draft.answer
    return f"{answer}\n\n{draft.why}" if why and draft.why else answer


def _card(number: int, corner: str, suit: str, draft: Draft) -> Card:
    face = replace(draft.face, note=_note(draft, why=True), corner=corner)
    if not printable(face, most=1):
        face = replace(face, note=_note(draft, why=False))
    return Card(
        number=number,
        front=face,
        suit=suit,
        question=draft.question,
        version=draft.version,
        term=draft.term,
    )


def _key_line(number: int, suit: str, draft: Draft) -> KeyLine:
    return KeyLine(number=number, mark=draft.mark, answer=draft.answer, why=draft.why, suit=suit)


def _row(name: str, suit: str, title: str, names: list[dict[str, object]]) -> dict[str, object]:
    """A quartet on the overview."""
    heading = Fit(text=title, width_mm=110, height_mm=10, largest=11.0)
    return {"name": name, "suit": suit, "title": shortened(heading), "cards": names}


def _names(drafts: Iterable[Draft], asked: Container[str]) -> list[dict[str, object]]:
    """What the overview says of each card: its role and its first words, no word asked for."""
    names: list[dict[str, object]] = []
    for draft in drafts:
        first = plain(draft.face.text).split()
        teaser = " ".join(first[:_TEASER]) + (" …" if len(first) > _TEASER else "")
        said = Fit(
            text="…" if _tells(teaser, asked) else teaser,
            width_mm=68,
            height_mm=8.6,
            largest=10.0,
        )
        names.append({"role": draft.role, "teaser": shortened(said)})
    return names


def _tells(text: str, asked: Container[str]) -> bool:
    """Whether some words of the text, in a row, are an answer."""
    words = _folded(text).split()
    ends = range(1, len(words) + 1)
    return any(" ".join(words[start:end]) in asked for end in ends for start in range(end))


def _folded(text: str) -> str:
    """Words without signs, to be compared."""
    return " ".join(re.findall(r"\w+", plain(text).casefold()))
