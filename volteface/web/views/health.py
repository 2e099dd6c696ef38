"""Whether the server lives, can work, and what an administrator at three in the morning asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from volteface.accounts.queries import administrator_of
from volteface.core import clock
from volteface.web.queries import system as system_queries

if TYPE_CHECKING:
    from django.http import HttpRequest


@login_not_required
@require_safe
def alive(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer without touching the database: the process lives."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def ready(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 200 when the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("no database\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def security_contact(request: HttpRequest) -> HttpResponse:
    """``/.well-known/security.txt`` (RFC 9116)."""
    expires = clock.now().replace(month=12, day=31, hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: mailto:{system_queries.security_contact()}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: en, fr",
        f"Canonical: {request.build_absolute_uri()}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def system(request: HttpRequest) -> HttpResponse:
    """The health of the installation, for administrators."""
    administrator_of(request, clock.now())
    return render(request, "web/system.html", {"system": system_queries.system_report(clock.now())})


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, with a way to tell us what does not work (C10)."""
    return render(request, "web/accessibility.html", {"contact": system_queries.security_contact()})
