"""What a module's own technique sheet is offered from the notes after its meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from markupsafe import Markup

from volteface.classroom.queries.retros import lines_for_sheet

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest

    from volteface.accounts.models import Subject
    from volteface.courses.models import Module


def lines_noted(
    request: HttpRequest, module: Module, subject: Subject, at: dt.datetime
) -> Markup | None:
    """The lines to add, each with its button; nothing where all stand there."""
    del subject, at
    rows = lines_for_sheet(module)
    if not rows:
        return None
    context = {"rows": rows, "module": module}
    html = render_to_string("classroom/_for_sheet.html", context, request, using="jinja2")
    return Markup(html)  # noqa: S704 - a template's output
