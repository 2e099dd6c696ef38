"""Sends refreshers beside the server; prints as JSON the addresses of two who got one.

The mails are those of tomorrow's ten o'clock, whatever the hour is now.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from zoneinfo import ZoneInfo

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
django.setup()

from volteface.accounts.models import Subject  # noqa: E402  # needs the set-up above
from volteface.core import clock  # noqa: E402
from volteface.messaging.actions import sending  # noqa: E402
from volteface.messaging.models import OutboxMessage  # noqa: E402
from volteface.refreshers.actions import asking  # noqa: E402
from volteface.refreshers.queries import subjects_due  # noqa: E402
from volteface.rosters.models import Cohort  # noqa: E402

MAILED = 2


def main() -> None:
    """Whoever is due last."""
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
    print(json.dumps([subject.person.email for subject in subjects if subject.person]))


if __name__ == "__main__":
    main()
