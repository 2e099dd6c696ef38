"""The briefing: one page on a phone, one sheet of paper, for a meeting's teachers and tutors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.core import charts, clock
from volteface.core.pdf import render as render_pdf
from volteface.readiness import queries
from volteface.readiness.queries import sentences
from volteface.readiness.queries.lineage import lineage_of
from volteface.readiness.queries.paper import paper_of
from volteface.rosters.queries import groups_visible_to
from volteface.timetable.queries import cycle_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpRequest

    from volteface.rosters.models import Group

TONES = {"ready": "ready", "needs_help": "help", "started": "waiting", "not_started": "line"}


@require_GET
def briefing(request: HttpRequest, code: str) -> HttpResponse:
    """The page; learners and programme managers find nothing here."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, at=at, roles=queries.READERS)
    groups = [] if view.cycle.group else groups_visible_to(subject, view.cohort, at)
    group = _chosen(request, groups)
    found = queries.briefing(view.cycle, at=at, viewer=subject, group=group)
    parts = [
        charts.Part(
            label=count.word, count=count.count, tone=TONES[count.sight], shape=count.component
        )
        for count in found.counts
    ]
    context = {"briefing": found, "parts": parts, "charts": charts, "sentences": sentences}
    context |= {"groups": groups, "group": group}
    return render(request, "readiness/briefing.html", context)


@require_GET
def belief(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One misconception through the cycle: of those who held it, who still does."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, at=at, roles=queries.READERS)
    found = lineage_of(view.cycle, key, viewer=subject, at=at)
    context = {"view": view, "belief": found, "charts": charts}
    return render(request, "readiness/belief.html", context)


@require_GET
def briefing_paper(request: HttpRequest, code: str) -> HttpResponse:
    """The same as one A4 page, PDF."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, at=at, roles=queries.READERS)
    groups = [] if view.cycle.group else groups_visible_to(subject, view.cohort, at)
    group = _chosen(request, groups)
    found = queries.briefing(view.cycle, at=at, viewer=subject, group=group)
    pdf = render_pdf("readiness/briefing.typ", paper_of(found))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="briefing-{code}.pdf"'
    return response


def _chosen(request: HttpRequest, groups: Sequence[Group]) -> Group | None:
    """The group asked for, of those the reader may see; any other word is all of them."""
    code = request.GET.get("group", "")
    return next((group for group in groups if group.code == code), None)
