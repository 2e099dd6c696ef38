"""One module as the file a person can type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.courses.queries import module_for
from volteface.courses.queries.modules import module_file
from volteface.interop.markdown import write

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
def export_module(request: HttpRequest, code: str) -> HttpResponse:
    """The module's draft as Markdown, to keep, change and bring in again."""
    module = module_for(subject_of(request), code, at=clock.now())
    response = HttpResponse(write(module_file(module)), content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{module.key}.md"'
    return response
