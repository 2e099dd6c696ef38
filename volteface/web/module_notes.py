"""What a module's page says of the meetings in which it was taught."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from markupsafe import Markup

from volteface.web.queries.runs import runs_of

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from volteface.accounts.models import Subject
    from volteface.courses.models import Module


def past_runs(
    request: HttpRequest, module: Module, subject: Subject, at: dt.datetime
) -> Markup | None:
    """The module's earlier meetings on its page; nothing before the first is over."""
    found = runs_of(module, subject, at=at)
    if not found:
        return None
    context = {"runs": found, "module": module}
    return Markup(render_to_string("web/_runs.html", context, request, using="jinja2"))  # noqa: S704 - a template's output
