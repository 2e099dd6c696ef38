"""A course and a film about to be sent; run as ``python -m tests.scale.film_world SIZE``."""

from __future__ import annotations

import os
import sys

import django
import orjson

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - apps must be ready first
from django.core.management import call_command  # noqa: E402 - as above
from django.test import Client  # noqa: E402 - as above

from volteface.accounts.actions import ensure_person, grant_role  # noqa: E402 - as above
from volteface.accounts.models import Grant  # noqa: E402 - as above
from volteface.core import clock  # noqa: E402 - as above
from volteface.courses.actions import create_course  # noqa: E402 - as above
from volteface.courses.actions.uploads import begin_upload  # noqa: E402 - as above
from volteface.courses.queries.uploads import upload_address  # noqa: E402 - as above


def main(size: int) -> None:
    """Build and print."""
    call_command("migrate", verbosity=0, interactive=False)
    at = clock.now()
    person = ensure_person("tea@example.org", name="Tea Cher", language="en", time_zone="UTC")
    teacher = person.subject
    grant_role(
        teacher, role=Grant.Role.ADMINISTRATOR, scope="installation", scope_code="", by=None, at=at
    )
    course = create_course(code="films", title="Films", by=teacher, at=at)
    upload = begin_upload(course, name="talk.mp4", size=size, fingerprint="f", by=teacher, at=at)
    client = Client()
    client.force_login(get_user_model().objects.get(pk=person.pk))
    cookies = "; ".join(f"{name}={one.value}" for name, one in client.cookies.items())
    made = {
        "address": upload_address(upload, at=at),
        "page": "/courses/films/files/",
        "cookie": cookies,
    }
    sys.stdout.write(orjson.dumps(made).decode())


if __name__ == "__main__":
    main(int(sys.argv[1]))
