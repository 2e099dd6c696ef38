"""``volteface manage take_second_step ADDRESS``: for the only administrator who lost everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError

from volteface.accounts.queries import person_by_email
from volteface.accounts.second_step import take_away
from volteface.core import clock

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Let somebody sign in without a code again. Run it on the server itself."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="the person's e-mail address")

    def handle(self, *_args: object, **options: str) -> None:
        person = person_by_email(options["address"])
        if person is None:
            raise CommandError(f"nobody has the address {options['address']}")
        take_away(person, by=None, at=clock.now())
        self.stdout.write(f"{person.name} signs in without a code now.")
