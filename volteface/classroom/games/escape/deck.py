"""Stations from the module's questions: digits on options, hints, help, the last sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.classroom.games.fit import fits, plain
from volteface.classroom.games.game import SUITS, Card, Deck, Face, Fit, KeyLine, LeftOut
from volteface.classroom.games.material import Choice, Item
from volteface.classroom.games.naming import OPTIONS, choices
from volteface.classroom.games.room import printable

from .locks import cut, last_code, make
from .rules import FEWEST, stations_in, usual_minutes
from .stations import Asked, Station, sheets_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.games.game import Random
    from volteface.classroom.games.material import Material, Term

PER_STATION = 3
LEAST = 2 * PER_STATION
_CHOSEN = ("single", "true_false", "multiple")
_FEWEST_OPTIONS, _MOST_OPTIONS = 2, 5
# More options would make the register of codes longer than its card.
_LOCKED = 4


def count(material: Material) -> int:
    """How many questions the module gives."""
    return len(_usable(material, None)[0])


def build(material: Material, *, minutes: int, rng: Random) -> Deck:
    """Question cards with digits for letters, station sheets, hints, and what was left out."""
    items, left_out = _usable(material, rng)
    groups, spare = _groups(items, min(stations_in(minutes), len(SUITS)))
    left_out += [LeftOut(key=item.key, text=item.stem, reason="spare") for item in spare]
    if len(groups) < FEWEST:
        return Deck(game="escape", cards=(), left_out=tuple(left_out))
    sentence = _sentence(material, len(groups))
    code = last_code(len(groups), rng=rng)
    stations = _stations(groups, material, cut(sentence, len(groups)), code, rng)
    cards, key = _cards(stations)
    return Deck(
        game="escape",
        cards=cards,
        key=key,
        suits=tuple((station.suit, station.title) for station in stations),
        sheets=sheets_of(stations, sentence=sentence, code=code, rng=rng),
        facts={
            "stations": len(stations),
            "usual": min(minutes, usual_minutes(len(stations))),
            "locks": tuple(station.lock for station in stations),
            "code": code,
            "sentence": sentence,
        },
        left_out=tuple(left_out),
        warnings=("few_stations",) if len(stations) < stations_in(minutes) else (),
    )


def _stations(
    groups: Sequence[Sequence[Item]],
    material: Material,
    pieces: Sequence[str],
    code: str,
    rng: Random,
) -> list[Station]:
    """A lock for each group of questions, and behind it any piece of the last sentence."""
    order = list(range(len(groups)))
    rng.shuffle(order)
    taken: set[str] = set()
    stations = []
    for suit, group, place in zip(SUITS, groups, order, strict=False):
        asked = tuple(_asked(item, rng) for item in group)
        counts = [len(one.options) for one in asked]
        stations.append(
            Station(
                suit=suit,
                title=_title(group, material),
                asked=asked,
                lock=make(counts, [one.right for one in asked], rng=rng, taken=taken),
                piece=pieces[place],
                digit=code[place],
                place=place,
            )
        )
    return stations


def _groups(items: Sequence[Item], most: int) -> tuple[list[list[Item]], list[Item]]:
    """Three questions each: one station for every objective first, then seconds, then mixed."""
    by_objective: dict[str, list[Item]] = {}
    for item in items:
        by_objective.setdefault(item.objective, []).append(item)
    ranked: list[tuple[int, list[Item]]] = []
    rest: list[Item] = []
    for alike in by_objective.values():
        found = _interleaved(alike)
        whole = len(found) // PER_STATION * PER_STATION
        ranked += [
            (at // PER_STATION, found[at : at + PER_STATION]) for at in range(0, whole, PER_STATION)
        ]
        rest += found[whole:]
    ranked += [
        (1, rest[at : at + PER_STATION])
        for at in range(0, len(rest) // PER_STATION * PER_STATION, PER_STATION)
    ]
    groups = [group for _rank, group in sorted(ranked, key=lambda pair: pair[0])]
    chosen = groups[:most]
    used = {item.key for group in chosen for item in group}
    return chosen, [item for item in items if item.key not in used]


def _interleaved(items: Sequence[Item]) -> list[Item]:
    """Two questions, then a term: a term's hint may tell what another term means."""
    terms = [item for item in items if item.kind == "term"]
    others = [item for item in items if item.kind != "term"]
    found: list[Item] = []
    while others or terms:
        found += others[: PER_STATION - 1] + terms[:1]
        others, terms = others[PER_STATION - 1 :], terms[1:]
    return found


def _usable(material: Material, rng: Random | None) -> tuple[list[Item], list[LeftOut]]:
    found: list[Item] = []
    left_out: list[LeftOut] = []
    for item in (*material.items, *_from_terms(material.terms)):
        reason = _refusal(item)
        if reason:
            left_out.append(LeftOut(key=item.key, text=item.stem, reason=reason))
        else:
            found.append(item)
    if rng is not None:
        rng.shuffle(found)
    return found, left_out


def _from_terms(terms: Sequence[Term]) -> list[Item]:
    """Which word is meant? A wrong one's hint is what that word means."""
    asked = [choices(term, terms) for term in terms]
    return [
        Item(
            key=options[0].term,
            kind="term",
            stem=options[0].meaning,
            options=tuple(
                Choice(
                    id=one.term,
                    text=one.term,
                    worth=float(place == 0),
                    feedback=f"{one.term}: {one.meaning}",
                )
                for place, one in enumerate(options)
            ),
            objective=options[0].objective,
        )
        for options in asked
        if len(options) == OPTIONS
    ]


def _refusal(item: Item) -> str:
    if item.picture:
        return "picture"
    if item.kind not in (*_CHOSEN, "term"):
        return "kind"
    if not _FEWEST_OPTIONS <= len(item.options) <= _MOST_OPTIONS:
        return "options"
    if item.right is None:
        return "several"
    face = Face(
        kind="question",
        text=item.stem,
        options=tuple(("9", option.text) for option in item.options),
        corner="A1",
    )
    return "" if printable(face, most=1) else "one_card"


def _asked(item: Item, rng: Random) -> Asked:
    right = item.right or item.options[0]
    options = [right, *(option for option in item.options if option is not right)][:_LOCKED]
    if item.keep_order:
        options.sort(key=item.options.index)
    else:
        rng.shuffle(options)
    return Asked(
        item=item,
        options=tuple(options),
        right=options.index(right),
    )


def _title(group: Sequence[Item], material: Material) -> str:
    objectives = {item.objective for item in group}
    return material.objective(group[0].objective) if len(objectives) == 1 else material.title


def _sentence(material: Material, pieces: int) -> str:
    """The key point to put together at the end: the first that can be cut and fits the slips."""
    for point in (*material.key_points, *(words for _key, words in material.objectives)):
        said = plain(point)
        whole = [Fit(text=said, width_mm=width, height_mm=14, bold=True) for width in (118, 170)]
        parts = [Fit(text=part, width_mm=70, height_mm=24, bold=True) for part in cut(said, pieces)]
        short = len(said.split()) < 2 * pieces
        if not short and "$" not in point and all(fits(box) for box in (*whole, *parts)):
            return said
    # Without a point, the pieces only say in which order they lie.
    return " ".join(str(number) for number in range(1, pieces + 1))


def _cards(stations: Sequence[Station]) -> tuple[tuple[Card, ...], tuple[KeyLine, ...]]:
    cards: list[Card] = []
    key: list[KeyLine] = []
    for station in stations:
        for place, (asked, digits) in enumerate(
            zip(station.asked, station.lock.digits, strict=True), start=1
        ):
            options = tuple(
                (digit, option.text) for digit, option in zip(digits, asked.options, strict=True)
            )
            number = len(cards) + 1
            item = asked.item
            cards.append(
                Card(
                    number=number,
                    front=Face(
                        kind="question",
                        text=item.stem,
                        options=options,
                        corner=str(place),
                        label="term" if item.kind == "term" else "digit",
                    ),
                    suit=station.suit,
                    question="" if item.kind == "term" else item.key,
                    version=item.version,
                    term=item.key if item.kind == "term" else "",
                )
            )
            key.append(
                KeyLine(
                    number=number,
                    mark=digits[asked.right],
                    answer=asked.options[asked.right].text,
                    why=item.explanation,
                    suit=station.suit,
                )
            )
    return tuple(cards), tuple(key)
