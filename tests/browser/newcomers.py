"""Lets learners in who have not begun anything; prints as JSON who they are and their sessions."""

from __future__ import annotations

import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
django.setup()

from django.conf import settings  # noqa: E402  # needs the set-up above
from django.test import Client  # noqa: E402

from volteface.accounts.actions import ensure_person  # noqa: E402
from volteface.core import clock  # noqa: E402
from volteface.rosters.actions import enrol  # noqa: E402
from volteface.rosters.models import Cohort  # noqa: E402

# Enough for every test of one process; the demo's own learners have nearly all begun.
NEWCOMERS = 48


def main() -> None:
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
        client = Client()
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        given.append({"email": email, "session": session})
    print(json.dumps(given))


if __name__ == "__main__":
    main()
