"""What a plan asks one to print and to bring, and how people sit: in words, with counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from volteface.classroom import techniques
from volteface.classroom.rules.provisions import (
    ANYWHERE,
    EACH,
    PAIR,
    PAIRS,
    ROOM,
    SIDES,
    TEAM,
    TEAMS,
    USUAL_TEAM,
    WALK,
    Counted,
    Need,
    Sitting,
    Thing,
    provide,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from volteface.classroom.techniques.sheet import Sheet, Text

THINGS: dict[str, Text] = {
    "kit": gettext_lazy("board-game kit"),
    "stations": gettext_lazy("escape game: stations and locks"),
    "case": gettext_lazy("the case, on a page"),
    "answer_board": gettext_lazy("card for the team’s answer"),
    "large_sheet": gettext_lazy("large sheet of paper"),
    "notes": gettext_lazy("block of sticky notes"),
    "pens": gettext_lazy("set of thick pens"),
    "tape": gettext_lazy("tape for the walls"),
    "positions": gettext_lazy("the two positions, on a page"),
    "faulty_text": gettext_lazy("text with errors to find"),
    "phone": gettext_lazy("phone, or a sheet of paper"),
    "pieces": gettext_lazy("page with one of the pieces"),
    "table_signs": gettext_lazy("table sign"),
    "question_form": gettext_lazy("sheet for a question of their own"),
    "strips": gettext_lazy("set of strips to put in order"),
    "test": gettext_lazy("readiness test, or a phone"),
    "team_test": gettext_lazy("team’s fold sheet"),
    "roles": gettext_lazy("role card"),
    "paper": gettext_lazy("sheet of paper"),
}
_NEEDED = {"phones": Thing(name="phone"), "paper": Thing(name="paper", per=TEAM)}
# Things whose paper this program makes.
_PAGES = {
    "kit": "classroom:kit",
    "stations": "classroom:kit",
    "test": "classroom:papers",
    "team_test": "classroom:papers",
    "table_signs": "classroom:teams",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingLine:
    """A line of a list: how many of what, for whom, where it is made or described."""

    count: int
    text: str
    per: str
    url: str
    # The blocks it is for, by title.
    blocks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SitLine:
    """How people sit from a block on."""

    code: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionView:
    """The sums of a whole plan."""

    to_print: tuple[ThingLine, ...]
    to_bring: tuple[ThingLine, ...]
    sittings: tuple[SitLine, ...]
    moves: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block as the sums need it: its mark in the plan, its title, its technique's sheet."""

    code: str
    title: str
    sheet: Sheet | None


def need_of(block: Placed) -> Need:
    """What a block needs; of a sheet written here what it says it needs is all that is known."""
    sheet = block.sheet
    if sheet is None:
        return Need(code=block.code)
    things = sheet.things
    if not things and sheet.name not in techniques.names():
        things = tuple(_NEEDED[name] for name in sheet.needs if name in _NEEDED)
    return Need(code=block.code, sits=sheet.sits, team=sheet.team, things=things)


def provisions(
    blocks: Sequence[Placed], *, people: int, teams: Sequence[int], room: str, cycle: str
) -> ProvisionView:
    """Everything the plan needs, summed up; for nobody enrolled nothing is counted.

    ``teams`` are the sizes of those made for the meeting.
    """
    found = provide([need_of(block) for block in blocks], people=people, teams=len(teams))
    placed = {block.code: block for block in blocks}
    return ProvisionView(
        to_print=tuple(_line(one, placed, cycle, teams) for one in found.to_print),
        to_bring=tuple(_line(one, placed, cycle, teams) for one in found.to_bring),
        sittings=tuple(_sit_line(one, placed, room, teams) for one in found.sittings),
        moves=_moves(found.moves),
    )


def things_in_words(need: Need, *, people: int, teams: Sequence[int]) -> str:
    """``8 × board-game kit``; what one block needs, on a line."""
    alone = provide([need], people=people, teams=len(teams))
    counted = [*alone.to_print, *alone.to_bring]
    return " · ".join(f"{one.count} × {THINGS[one.thing.name]}" for one in counted)


def sitting_in_words(need: Need, *, people: int, teams: Sequence[int], room: str) -> str:
    """How a block wants people to sit; nothing where it does not matter."""
    if need.sits == ANYWHERE:
        return ""
    [one] = provide([need], people=people, teams=len(teams)).sittings
    return _seated(one, room, teams)


def _line(
    one: Counted, placed: Mapping[str, Placed], cycle: str, teams: Sequence[int]
) -> ThingLine:
    first = placed[one.codes[0]]
    page = _PAGES.get(one.thing.name)
    url = reverse(page, args=[cycle]) if page else ""
    if not url and first.sheet is not None:
        url = reverse("classroom:technique", args=[first.sheet.name])
    return ThingLine(
        count=one.count,
        text=str(THINGS[one.thing.name]),
        per=_per(one.thing, first.sheet, teams),
        url=url,
        blocks=", ".join(dict.fromkeys(placed[code].title for code in one.codes)),
    )


def _per(thing: Thing, sheet: Sheet | None, teams: Sequence[int]) -> str:
    words = _for_whom(thing, sheet, teams)
    # As many as the briefing says: the spare one is printed with the others.
    return (
        _("%(one_each)s, and a spare one") % {"one_each": words} if thing.name == "kit" else words
    )


def _for_whom(thing: Thing, sheet: Sheet | None, teams: Sequence[int]) -> str:
    if thing.per == TEAM and teams:
        return _("one for each of your teams")
    size = (sheet.team if sheet else 0) or USUAL_TEAM
    words = {
        EACH: _("one each"),
        PAIR: _("one for two"),
        TEAM: _("one for each team of %(size)s") % {"size": size},
        ROOM: _("for the room"),
    }
    return words[thing.per]


def _sit_line(
    one: Sitting, placed: Mapping[str, Placed], room: str, teams: Sequence[int]
) -> SitLine:
    return SitLine(code=one.code, title=placed[one.code].title, text=_seated(one, room, teams))


def _seated(one: Sitting, room: str, sizes: Sequence[int]) -> str:
    apart = {
        ANYWHERE: _("As they come in."),
        PAIRS: _("Neighbours in pairs, nobody alone; fill the rows from the front."),
        SIDES: _("Two sides that face each other, the undecided between them."),
        WALK: _("Chairs aside: they stand and walk along the walls."),
    }
    if one.sits == TEAMS and sizes:
        return _in_your_teams(sizes, room)
    teams = {
        "rows": _("Teams of %(team)s (%(tables)s): the row in front turns round."),
        "floor": _("Circles of %(team)s chairs (%(tables)s)."),
        "tables": _("Tables of %(team)s (%(tables)s tables)."),
    }
    return apart.get(one.sits) or teams[room] % {"team": one.team, "tables": one.tables}


def _in_your_teams(sizes: Sequence[int], room: str) -> str:
    """The teams that were made: how many, and how large they are."""
    few, many = min(sizes), max(sizes)
    said = ngettext(
        "Your team (%(size)s people)", "Your %(num)s teams (%(size)s people)", len(sizes)
    )
    size = few if few == many else _("%(few)s to %(many)s") % {"few": few, "many": many}
    how = {
        "rows": _("%(teams)s: the row in front turns round."),
        "floor": _("%(teams)s, each in a circle of chairs."),
        "tables": _("%(teams)s, a table each."),
    }
    return how[room] % {"teams": said % {"num": len(sizes), "size": size}}


def _moves(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "People change places once: a minute or two.",
        "People change places %(count)s times: a minute or two each.",
        count,
    ) % {"count": count}
