"""Who else has a step open, told while one writes and not only when one saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.courses import queries
from volteface.courses.actions.presence import be_beside, leave
from volteface.courses.queries.history import saved_last_by

if TYPE_CHECKING:
    from django.http import HttpRequest


@require_POST
def beside(request: HttpRequest, code: str) -> HttpResponse:
    """The editor says that it is open (``leaves``: no longer) and is told who else is there.

    ``revision`` is the text the page holds: somebody else's newer one is told of, each once.
    """
    subject, at = subject_of(request), clock.now()
    step = queries.step_for(subject, code, at=at)
    page = request.POST.get("page", "")[:20]
    if "leaves" in request.POST:
        leave(step, subject, page=page, at=at)
        return HttpResponse(status=204)
    names = be_beside(step, subject, page=page, at=at)
    is_newer = request.POST.get("revision", "") != str(step.revision)
    context = {
        "names": names,
        "saved_by": saved_last_by(step) if is_newer else "",
        "is_newer": is_newer,
        "state": f"{step.revision if is_newer else ''}:{','.join(names)}",
    }
    if request.POST.get("beside") == context["state"]:
        # Said before: nothing for a screen reader to say again.
        return HttpResponse(status=204)
    return render(request, "courses/_beside.html", context)
