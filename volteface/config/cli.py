"""The ``volteface`` command."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from typing import TYPE_CHECKING, NoReturn, Protocol, cast

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, get_commands
from django.db import InterfaceError, OperationalError

from volteface.config import environment, secret
from volteface.config.failure import Failure

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "demo": "make the demo institution (refuses where there is data already)",
    "serve": "serve the product",
    "import": "bring a file into a course",
    "export": "write a course's modules as Markdown",
    "games": "list the board games",
    "kit": "print a module's board game, a kit for every table",
    "paper": "print a module's questions as a test",
    "brief": "print the briefing of a meeting",
    "links": "print the demo's sign-in links again",
    "bench": "measure this machine",
    "backup": "write everything into one file while the server runs",
    "restore": "bring a backup into an empty data folder",
}


# These read what is there: without an institution they refuse, and leave the folder as it is.
READING = ("import", "export", "links", "backup", "kit", "paper", "brief")
# These never make a key of their own.
TRACELESS = ("export", "backup", "restore", "kit", "paper", "games", "brief")


class CommandModule(Protocol):
    """A module of ``volteface.config.commands``."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what the command takes."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; the exit status is returned."""


class _OneLineParser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]  # argparse says NoReturn; exit does not return
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 2 refused with one line of reason."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
    try:
        status = _done(given)
    except (OperationalError, InterfaceError) as error:
        _refuse(f"the database does not answer: {error}")
    except (Failure, OSError, ImproperlyConfigured) as error:
        _refuse(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(status)


def _done(given: Sequence[str]) -> int:
    if given[:1] == ["manage"]:
        _require_known(given[1:])
        execute_from_command_line(["volteface manage", *given[1:]])
        return 0
    looking = bool({"-h", "--help"} & set(given))
    if looking or (given[:1] and given[0] in TRACELESS):
        secret.leave_no_trace()
    if given[:1] and given[0] in READING and not looking:
        environment.require_institution()
    options = _parser(given).parse_args(given)
    if options.command is None:
        _parser([]).print_help()
        return 2
    if options.command in READING:
        importlib.import_module("volteface.config.institution").require_tables()
    return _module(options.command).run(options)


def _require_known(given: Sequence[str]) -> None:
    """Django itself would answer an unknown command with two lines and exit 1."""
    name = next(iter(given), "help")
    if name.startswith("-") or name in {"help", "version"}:
        return
    django.setup()
    if name not in get_commands():
        message = f"manage: no command '{name}'; see volteface manage help"
        raise Failure(message)


def _refuse(why: str) -> NoReturn:
    sys.stderr.write(f"volteface: {' '.join(why.split())}\n")
    sys.exit(2)


def _module(name: str) -> CommandModule:
    django.setup()
    module = importlib.import_module(f"volteface.config.commands.{name}_command")
    return cast("CommandModule", module)


def _parser(given: Sequence[str]) -> argparse.ArgumentParser:
    parser = _OneLineParser(
        prog="volteface",
        description="The platform for teaching with the flipped classroom.",
        epilog="Django's own commands are under 'volteface manage'. DATA names the data folder, "
        "PORT the port, DATABASE_URL a PostgreSQL database.",
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, what in COMMANDS.items():
        sub = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
        if given[:1] == [name]:
            _module(name).add_arguments(sub)
    commands.add_parser("manage", help="Django's own commands", add_help=False)
    return parser


if __name__ == "__main__":
    main()
