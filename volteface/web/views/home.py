"""Home: the person's cycles, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.web.queries.home import home_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Each cycle as a card, by its next date."""
    at = clock.now()
    return render(request, "web/home.html", {"home": home_of(subject_of(request), at=at), "at": at})
