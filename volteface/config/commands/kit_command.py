"""``volteface kit COURSE MODULE --game NAME --out kits.pdf``: print a module's board game."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from volteface.classroom import games, press
from volteface.classroom.actions.kits import write_order
from volteface.classroom.games.paper import DUPLEX, FOLD, PAPERS, Printing
from volteface.classroom.papers import kit_labels
from volteface.classroom.queries.kits import Order, kit_of, module_with_key, printable
from volteface.classroom.queries.prints import addresses_of
from volteface.config.failure import Failure
from volteface.config.given import require_place, whole
from volteface.core import clock
from volteface.core.errors import DomainError
from volteface.interop.queries import course_by_code
from volteface.timetable.queries.rows import cycle_by_code

if TYPE_CHECKING:
    from volteface.classroom.queries.kits import Kit
    from volteface.courses.models import Module


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("course", metavar="COURSE", help="the course's code")
    parser.add_argument("module", metavar="MODULE", help="the module's key or code")
    parser.add_argument(
        "--game", required=True, choices=games.names(), metavar="NAME", help="see 'volteface games'"
    )
    parser.add_argument("--learners", type=whole(1, 5_000), default=30, help="how many play (30)")
    parser.add_argument(
        "--teams", type=whole(1, 1_000), default=0, help="how many tables (five a table)"
    )
    parser.add_argument("--spares", type=whole(0, 50), default=1, help="kits to spare (1)")
    parser.add_argument(
        "--minutes", type=whole(1, 240), default=0, help="how long it lasts (the game's own)"
    )
    parser.add_argument("--paper", choices=sorted(PAPERS), default="a4", help="(a4)")
    parser.add_argument(
        "--sides", choices=(DUPLEX, FOLD), default=DUPLEX, help="backs behind, or beside to fold"
    )
    parser.add_argument(
        "--backs", type=_offset, default=(0.0, 0.0), metavar="X,Y", help="move backs by so many mm"
    )
    parser.add_argument("--large", action="store_true", help="large print")
    parser.add_argument("--black-and-white", action="store_true", help="without colours")
    parser.add_argument(
        "--without-learners-cards", action="store_true", help="only what the course's authors wrote"
    )
    parser.add_argument(
        "--cycle", default="", metavar="CODE", help="the meeting they are for: results come home"
    )
    parser.add_argument("--out", type=Path, metavar="FILE.pdf", help="where to write; else nothing")
    parser.add_argument("--json", action="store_true", help="say what it takes as JSON")


def run(options: argparse.Namespace) -> int:
    """Estimate, and print where a file is named. A server may run: an order is one short write."""
    if options.out:
        require_place(options.out)
    try:
        module = module_with_key(course_by_code(options.course), options.module)
        order = _order(options)
        kit = kit_of(module, order)
        addresses = _addresses(options, module, order)
        if options.out:
            made = printable(module, order, coded=bool(addresses))
            _print(options.out, made, order, kit_labels(module, order), addresses)
    except DomainError as error:
        raise Failure(str(error) or "there is no such module") from error
    said = _as_json if options.json else _as_text
    sys.stdout.write(said(kit, options.out, addresses))
    return 0


def _addresses(
    options: argparse.Namespace, module: Module, order: Order
) -> list[tuple[str, str, str]]:
    """Each kit's own address, kept with its meeting; none without one."""
    if not options.cycle:
        return []
    cycle = cycle_by_code(options.cycle)
    if cycle is None or cycle.module_id != module.pk:
        raise Failure(f"the module has no cycle “{options.cycle}”")
    if not options.out:
        # Nothing is printed, so there is nothing to come home from.
        return []
    return addresses_of(write_order(cycle, order, by=None, at=clock.now()))


def _order(options: argparse.Namespace) -> Order:
    right, down = options.backs
    return Order(
        game=options.game,
        minutes=options.minutes,
        learners=options.learners,
        teams=options.teams,
        spares=options.spares,
        by_learners=not options.without_learners_cards,
        printing=Printing(
            paper=options.paper,
            sides=options.sides,
            right_mm=right,
            down_mm=down,
            large=options.large,
            black_and_white=options.black_and_white,
        ),
    )


def _print(
    path: Path,
    made: tuple[dict[str, object], dict[str, bytes]],
    order: Order,
    labels: list[str],
    addresses: list[tuple[str, str, str]],
) -> None:
    data, files = made
    shown = sys.stderr.isatty()

    def progress(done: int) -> None:
        if shown:
            sys.stderr.write(f"\r{done} of {len(labels)} kits")

    content = press.press(order.game, data, files, labels, addresses, progress=progress)
    if shown:
        sys.stderr.write("\n")
    path.write_bytes(content)


def _as_json(kit: Kit, path: Path | None, addresses: list[tuple[str, str, str]]) -> str:
    said = {
        "game": kit.order.game,
        "title": kit.title,
        "module": kit.module_title,
        "language": kit.language,
        "minutes": kit.order.minutes,
        "usual_minutes": kit.usual_minutes,
        "learners": kit.order.learners,
        "teams": kit.estimate.kits - kit.order.spares,
        "spares": kit.order.spares,
        "paper": kit.order.printing.paper,
        "sides": kit.order.printing.sides,
        **asdict(kit.estimate),
        "deck": [
            {
                "number": card.number,
                "question": card.question,
                "version": card.version,
                "term": card.term,
            }
            for card in kit.deck.cards
        ],
        "left_out": [{"text": text, "why": why} for text, why in kit.left_out],
        "warnings": list(kit.warnings),
        # Where each kit's table says how its cards went, in the order of the kits.
        "results": [address for address, _door, _typed in addresses],
        "out": str(path) if path else None,
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def _as_text(kit: Kit, path: Path | None, addresses: list[tuple[str, str, str]]) -> str:
    takes = kit.estimate
    lines = [
        f"{kit.title}: {kit.module_title}",
        (
            f"{takes.kits} kits of {takes.cards} cards, {takes.sheets_per_kit} sheets each, "
            f"{takes.sheets} in all; about {takes.cutting_minutes} minutes to cut"
        ),
        *(f"left out: {text} ({why})" for text, why in kit.left_out),
        *kit.warnings,
    ]
    if path:
        lines.append(f"Wrote {path} ({path.stat().st_size:,} bytes)")
        lines.append(
            "Each kit has its own code, and its results come home"
            if addresses
            else "Printed without a meeting (--cycle): results stay at the tables"
        )
    return "\n".join(lines) + "\n"


def _offset(text: str) -> tuple[float, float]:
    right, _comma, down = text.partition(",")
    try:
        return float(right), float(down)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is not like 0.5,-1") from error
