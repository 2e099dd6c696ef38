"""Makes what the browser's tests start from, in one process and once for all of theirs.

In the folder it is given: ``data``, which is the demo with learners who have not begun anything
and two refresher mails; ``prepared.json``, which says who they are; later ``pages.json``, which
says which pages there are; and ``done`` when there is nothing more to wait for.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import sys
from pathlib import Path
from unittest import mock
from zoneinfo import ZoneInfo

import django

FOLDER = Path(sys.argv[1])
# The pages are walked where the demo was made, after it was copied: who only looks leaves marks.
os.environ["DATA"] = str(FOLDER / "walked")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
django.setup()

from django.conf import settings  # noqa: E402  # needs the set-up above
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from tests import database  # noqa: E402
from tests.browser.crawl import ROLES, new_pages  # noqa: E402
from volteface.accounts.actions import ensure_person  # noqa: E402
from volteface.accounts.models import Person, Subject  # noqa: E402
from volteface.config.commands import demo_command  # noqa: E402
from volteface.core import clock  # noqa: E402
from volteface.messaging.actions import sending  # noqa: E402
from volteface.messaging.models import OutboxMessage  # noqa: E402
from volteface.refreshers.actions import asking  # noqa: E402
from volteface.refreshers.queries import subjects_due  # noqa: E402
from volteface.rosters.actions import enrol  # noqa: E402
from volteface.rosters.models import Cohort  # noqa: E402
from volteface.web.demo.institution import FACES  # noqa: E402

# Newcomers are enough for every test of one process; the demo's own have nearly all begun.
NEWCOMERS, MAILED = 48, 2


def main() -> None:
    """The demo, its additions, a copy of all that, and its pages."""
    database.lay(FOLDER / "walked")
    demo_command.run(argparse.Namespace(serve=False, if_empty=False, port=settings.PORT))
    given = {"newcomers": _newcomers(), "mailed": _mailed(), "origin": settings.SITE_URL}
    connection.close()
    shutil.copytree(
        FOLDER / "walked", FOLDER / "data", ignore=shutil.ignore_patterns("*.lock", "*-shm")
    )
    _write("prepared.json", given)
    clients = {role: _client(FACES[role]) if role in FACES else nobody() for role in ROLES}
    # Paper has no links to follow: it need not be set.
    with mock.patch("volteface.core.pdf._Compiler.compile", return_value=b""):
        _write("pages.json", new_pages(clients))


def _write(name: str, content: object) -> None:
    """In one move: others wait for the file."""
    part = FOLDER / f"{name}.part"
    part.write_text(json.dumps(content), "utf-8")
    part.replace(FOLDER / name)


def nobody() -> Client:
    """Somebody who is not signed in."""
    return Client(SERVER_NAME="127.0.0.1")


def _client(email: str) -> Client:
    client = nobody()
    client.force_login(Person.objects.get(email=email))
    return client


def _newcomers() -> list[dict[str, str]]:
    """They are of no group, so that what is planned for a group is nothing to them."""
    now = clock.now()
    cohort = Cohort.objects.earliest("pk")
    given = []
    for number in range(NEWCOMERS):
        email = f"newcomer{number}@demo.example"
        person = ensure_person(
            email, name=f"Newcomer {number}", language="en", time_zone=cohort.time_zone
        )
        enrol(cohort, subject=person.subject, role="learner", group=None, by=None, at=now)
        cookies = _client(email).cookies
        given.append({"email": email, "session": cookies[settings.SESSION_COOKIE_NAME].value})
    return given


def _mailed() -> list[str]:
    """Whoever is due last has got tomorrow's refresher of ten o'clock, whatever the hour is now."""
    now = clock.now()
    cohort = Cohort.objects.earliest("pk")
    zone = ZoneInfo(cohort.time_zone)
    tomorrow = now.astimezone(zone).date() + dt.timedelta(days=1)
    at = dt.datetime.combine(tomorrow, dt.time(10), zone).astimezone(dt.UTC)
    due = sorted(subjects_due(cohort, now))[-MAILED:]
    subjects = list(Subject.objects.filter(pk__in=due).select_related("person"))
    asking.plan_many(asking._refreshers(cohort, subjects, tomorrow, at), at=now)
    mine = OutboxMessage.objects.filter(purpose=asking.REFRESHER, subject__in=subjects, due_at=at)
    sending._send_batch(list(mine.select_related("subject__person")), at)
    return [subject.person.email for subject in subjects if subject.person]


if __name__ == "__main__":
    try:
        main()
    finally:
        (FOLDER / "done").touch()
