"""Writes the large course for the demo's teacher, beside the server; prints a step's address."""

from __future__ import annotations

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
django.setup()

from tests.scale.large_course import build_large_course  # noqa: E402  # needs the set-up above
from volteface.accounts.actions import grant_role  # noqa: E402
from volteface.accounts.models import Grant, Subject  # noqa: E402
from volteface.core import clock  # noqa: E402

if __name__ == "__main__":
    grants = Grant.objects.filter(role="teacher", scope="course", scope_code=sys.argv[1])
    teachers = Subject.objects.filter(pk__in=grants.values("subject"))
    module = build_large_course(None)
    scope = {"scope": "course", "scope_code": module.course.code}
    for teacher in teachers:
        grant_role(teacher, role="teacher", **scope, by=None, at=clock.now())
    sys.stdout.write(f"/courses/step/{module.steps.get(key='step-150').code}/\n")
