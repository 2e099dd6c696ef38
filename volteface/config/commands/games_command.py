"""``volteface games [--json]``: the board games, and what each needs of a module."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from volteface.classroom import games

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(options: argparse.Namespace) -> int:
    """List them."""
    rows = [_row(name) for name in games.names()]
    if options.json:
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n")
        return 0
    for row in rows:
        sys.stdout.write(
            f"{row['name']}: {row['title']}, {row['players'][0]} to {row['players'][1]} players, "
            f"{row['minutes'][0]} to {row['minutes'][2]} minutes\n"
            f"    {row['summary']}\n    Needs {row['needs']}.\n"
        )
    return 0


def _row(name: str) -> dict[str, Any]:
    game = games.get(name)
    return {
        "name": name,
        "title": str(game.TITLE),
        "summary": str(game.SUMMARY),
        "needs": str(game.NEEDS),
        "players": list(game.PLAYERS),
        "minutes": list(game.MINUTES),
        "least": game.deck.LEAST,
    }
