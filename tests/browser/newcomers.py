"""Prints sign-in links of learners who have not begun the next module; run beside the server."""

from __future__ import annotations

import datetime as dt
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
django.setup()

from django.urls import reverse  # noqa: E402  # needs the set-up above

from volteface.accounts.actions import make_sign_in_link  # noqa: E402
from volteface.core import clock  # noqa: E402
from volteface.learning.models import Progress, Response  # noqa: E402
from volteface.timetable.models import Cycle  # noqa: E402
from volteface.timetable.queries import audience_of  # noqa: E402

SO_MANY = 16


def main() -> None:
    """One reusable link a line."""
    now = clock.now()
    cycle = Cycle.objects.filter(meeting__starts_at__gt=now).order_by("meeting__starts_at").first()
    assert cycle is not None
    begun = {
        *Progress.objects.filter(cycle=cycle).values_list("subject_id", flat=True),
        *Response.objects.filter(draw__cycle=cycle).values_list("subject_id", flat=True),
    }
    fresh = audience_of(cycle).exclude(subject_id__in=begun).order_by("subject__person__email")
    for membership in fresh.select_related("subject__person")[:SO_MANY]:
        person = membership.subject.person
        assert person is not None
        token = make_sign_in_link(person, at=now, reusable=True, valid=dt.timedelta(days=1))
        print(reverse("accounts:sign_in_link", args=[token]))


if __name__ == "__main__":
    main()
