"""The printable games of a module: what each needs, what printing it takes, and the kit itself."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from volteface.classroom import games
from volteface.classroom.errors import NoSuchGame, NoSuchModule, TooLittle
from volteface.classroom.games.kit import Set, data_of, estimate_of, texts_of
from volteface.classroom.games.paper import Printing, kits_for
from volteface.classroom.games.reasons import reason_words
from volteface.classroom.models import Activity
from volteface.core import faces
from volteface.core.pdf import Unprintable
from volteface.courses.models import Module
from volteface.courses.queries.document import plan_from_json
from volteface.timetable.queries import audience_of

from .playable import desk_of, material_of
from .teams import number_of_teams

if TYPE_CHECKING:
    from volteface.classroom.games.game import Deck, Game
    from volteface.classroom.games.material import Material
    from volteface.classroom.games.paper import Estimate
    from volteface.courses.models import Course
    from volteface.timetable.models import Cycle

USUAL_GAME = "question_track"
_SHOWN_TEXT = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class GameRow:
    """A game as a teacher chooses it; ``shortage`` says what the module lacks for it."""

    name: str
    title: str
    summary: str
    needs: str
    players: tuple[int, int]
    minutes: tuple[int, int, int]
    has: int
    shortage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a teacher wants printed."""

    game: str = USUAL_GAME
    # 0: as long as the game usually takes.
    minutes: int = 0
    learners: int = 0
    teams: int = 0
    spares: int = 1
    # Whether cards that learners made may be in it.
    by_learners: bool = True
    printing: Printing = field(default_factory=Printing)

    @property
    def kits(self) -> int:
        """One for each team, and the spare ones."""
        return kits_for(learners=self.learners, teams=self.teams, spares=self.spares)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """A deck with what printing it takes and what was left out, in words."""

    order: Order
    title: str
    module_title: str
    language: str
    deck: Deck
    estimate: Estimate
    # (the beginning of the text, why)
    left_out: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]

    @property
    def usual_minutes(self) -> int | None:
        """When a simulated table is usually done, for games that say it; the bell rings later."""
        usual = self.deck.facts.get("usual")
        return usual if isinstance(usual, int) else None


def game_rows(material: Material) -> list[GameRow]:
    """Every game, in the reader's language; those the module can play first."""
    rows = [_row(name, games.get(name), material) for name in games.names()]
    return sorted(rows, key=lambda row: (bool(row.shortage), row.name != USUAL_GAME, row.title))


def module_with_key(course: Course, key: str) -> Module:
    """The course's module with this key or code; raises ``NoSuchModule``."""
    rows = Module.objects.filter(course=course, archived_at__isnull=True)
    module = rows.filter(Q(key=key) | Q(code=key)).select_related("course").first()
    if module is None:
        there = ", ".join(rows.order_by("key").values_list("key", flat=True)[:20])
        message = _("The course has no module “%(key)s”. It has: %(there)s.")
        raise NoSuchModule(message % {"key": key, "there": there})
    return module


def usual_order(cycle: Cycle, *, game: str = "") -> Order:
    """What the cycle's plan and audience ask for."""
    planned = Activity.objects.filter(plan__cycle=cycle, technique="board_game").first()
    wanted = [item.game for item in plan_from_json(cycle.module.session_plan)]
    name = next(one for one in (game, *wanted, USUAL_GAME) if one in games.names())
    least, usual, most = games.get(name).MINUTES
    minutes = planned.minutes if planned else usual
    return Order(
        game=name,
        minutes=max(least, min(most, minutes)),
        learners=audience_of(cycle).count(),
        teams=number_of_teams(cycle),
    )


def kit_of(module: Module, order: Order, *, material: Material | None = None) -> Kit:
    """The kit of a module, its deck in the same order every time it is printed.

    Raises ``NoSuchGame``, and ``TooLittle`` in the words of the game.
    """
    material = material or material_of(module, by_learners=order.by_learners)
    game, order = _settled(order)
    deck = _deck(module, game, order, material)
    reasons = reason_words()
    return Kit(
        order=order,
        title=str(game.TITLE),
        module_title=module.title,
        language=material.language,
        deck=deck,
        estimate=estimate_of(deck, order.printing, kits=order.kits),
        left_out=tuple(
            (_beginning(one.text), reasons.get(one.reason, one.reason)) for one in deck.left_out
        ),
        warnings=tuple(game.words.warnings().get(key, key) for key in deck.warnings),
    )


def printable(
    module: Module, order: Order, *, coded: bool = False
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the press takes: the template's data and the pictures, in the module's language.

    ``coded`` leaves room for each kit's own code, by which its results come home. Raises
    ``NoSuchGame``, ``TooLittle``, and ``Unprintable`` naming characters no face has.
    """
    material = material_of(module, by_learners=order.by_learners)
    game, order = _settled(order)
    deck = _deck(module, game, order, material)
    desk = desk_of(module.course)
    with override(material.language):
        made = Set(
            deck=deck,
            page=game.words.page(deck, minutes=order.minutes),
            words=game.words.labels(),
            module=module.title,
            language=material.language,
            printing=order.printing,
            pictures=desk.picture,
            thanks=_authors(deck, material),
            coded=coded,
        )
        texts, data = texts_of(made), data_of(made)
    unknown = faces.missing("".join(texts))
    if unknown:
        message = _(
            "No installed face has these characters: %(characters)s. Install the optional extra "
            "“fonts”, or write them otherwise."
        )
        raise Unprintable(message % {"characters": " ".join(unknown[:40])})
    return data, desk.files


def _settled(order: Order) -> tuple[Game, Order]:
    """The game, and the order with minutes it can be played in; none given means the usual."""
    if order.game not in games.names():
        raise NoSuchGame(_("There is no game “%(name)s”.") % {"name": order.game})
    game = games.get(order.game)
    least, usual, most = game.MINUTES
    return game, replace(order, minutes=max(least, min(most, order.minutes or usual)))


def _deck(module: Module, game: Game, order: Order, material: Material) -> Deck:
    has = game.deck.count(material)
    if has < game.deck.LEAST:
        raise TooLittle(game.words.shortage(has))
    # Letters are dealt anew for each module, alike for each print: kits can be mixed.
    rng = random.Random(f"{module.code}:{order.game}")  # noqa: S311 - letters, not secrets
    return game.deck.build(material, minutes=order.minutes, rng=rng)


def _authors(deck: Deck, material: Material) -> tuple[str, ...]:
    """Who made cards that are in this deck, as far as they want to be named."""
    used = {name for card in deck.cards for name in (card.question, card.term.casefold())}
    names = {name for key, name in material.thanks if key in used}
    return tuple(sorted(names, key=str.casefold))


def _row(name: str, game: Game, material: Material) -> GameRow:
    has = game.deck.count(material)
    return GameRow(
        name=name,
        title=str(game.TITLE),
        summary=str(game.SUMMARY),
        needs=str(game.NEEDS),
        players=game.PLAYERS,
        minutes=game.MINUTES,
        has=has,
        shortage=game.words.shortage(has) if has < game.deck.LEAST else "",
    )


def _beginning(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN_TEXT else words[:_SHOWN_TEXT].rsplit(" ", 1)[0] + " …"
