"""A module away from the network: taken along, or on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.core import clock, pdf, worker
from volteface.core.errors import Missing
from volteface.learning.queries.paper import paper_of
from volteface.learning.queries.taken import taken_list
from volteface.learning.queries.ways import cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_GET
def taken(request: HttpRequest, cycle: str) -> HttpResponse:
    """The list of what to keep, for the page's script."""
    subject = subject_of(request)
    view = cycle_for(subject, cycle, at=clock.now())
    return JsonResponse(taken_list(view, subject))


@require_GET
def paper(request: HttpRequest, cycle: str) -> HttpResponse:
    """The module on paper, without any key."""
    return _paper(request, cycle)


@require_GET
def large_paper(request: HttpRequest, cycle: str) -> HttpResponse:
    """The same in large print."""
    return _paper(request, cycle, large=True)


@require_GET
def key_paper(request: HttpRequest, cycle: str) -> HttpResponse:
    """The right answers on a copy of their own; for staff only."""
    return _paper(request, cycle, key=True)


def _paper(
    request: HttpRequest, cycle: str, *, large: bool = False, key: bool = False
) -> HttpResponse:
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at)
    if key and not view.is_staff:
        raise Missing
    with override(view.module.course.language):
        data, files = paper_of(view, site=request.build_absolute_uri("/"), large=large, key=key)
    made = worker.compute(pdf.render_illustrated, "learning/module.typ", data, files=files)
    response = HttpResponse(made, content_type="application/pdf")
    name = _("%(module)s.pdf") % {"module": view.module.key}
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
