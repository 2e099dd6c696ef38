"""Prints as JSON whom the tests may be: learners who have not begun, and two with a refresher mail.

Runs beside the server. The mails are those of tomorrow's ten o'clock, whatever the hour is now.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from zoneinfo import ZoneInfo

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
django.setup()

from django.urls import reverse  # noqa: E402  # needs the set-up above

from volteface.accounts.actions import make_sign_in_link  # noqa: E402
from volteface.accounts.models import Subject  # noqa: E402
from volteface.core import clock  # noqa: E402
from volteface.learning.models import Progress, Response  # noqa: E402
from volteface.messaging.actions import sending  # noqa: E402
from volteface.messaging.models import OutboxMessage  # noqa: E402
from volteface.refreshers.actions import asking  # noqa: E402
from volteface.refreshers.queries import subjects_due  # noqa: E402
from volteface.timetable.models import Cycle  # noqa: E402
from volteface.timetable.queries import audience_of  # noqa: E402

NEWCOMERS, MAILED = 30, 2


def main() -> None:
    """Sign-in links of the first, addresses of the second."""
    now = clock.now()
    cycle = Cycle.objects.filter(meeting__starts_at__gt=now).order_by("meeting__starts_at").first()
    assert cycle is not None
    given = {"newcomers": _newcomers(cycle, now), "mailed": _mailed(cycle, now)}
    print(json.dumps(given))


def _newcomers(cycle: Cycle, now: dt.datetime) -> list[str]:
    begun = {
        *Progress.objects.filter(cycle=cycle).values_list("subject_id", flat=True),
        *Response.objects.filter(draw__cycle=cycle).values_list("subject_id", flat=True),
    }
    fresh = audience_of(cycle).exclude(subject_id__in=begun).order_by("subject__person__email")
    links = []
    for membership in fresh.select_related("subject__person")[:NEWCOMERS]:
        person = membership.subject.person
        assert person is not None
        token = make_sign_in_link(person, at=now, reusable=True, valid=dt.timedelta(days=1))
        links.append(reverse("accounts:sign_in_link", args=[token]))
    return links


def _mailed(cycle: Cycle, now: dt.datetime) -> list[str]:
    cohort = cycle.cohort
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
    main()
