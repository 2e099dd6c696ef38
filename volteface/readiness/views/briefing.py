"""The briefing: one page on a phone, one sheet of paper, for a meeting's teachers and tutors."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from volteface.accounts.queries import subject_of
from volteface.core import charts, clock
from volteface.core.pdf import render as render_pdf
from volteface.readiness import queries
from volteface.readiness.queries import sentences
from volteface.readiness.queries.lineage import lineage_of
from volteface.readiness.queries.paper import paper_of
from volteface.readiness.queries.which import cycles_beside
from volteface.readiness.queries.worded import bar_parts
from volteface.readiness.queries.written import everything_written
from volteface.rosters.queries import groups_visible_to
from volteface.timetable.queries import cycle_for

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from django.http import HttpRequest

    from volteface.accounts.models import Subject
    from volteface.readiness.queries.sheet import Briefing, SightCount
    from volteface.rosters.models import Group
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries import CycleView


@require_GET
def briefing(request: HttpRequest, code: str) -> HttpResponse:
    """The page; learners and programme managers find nothing here."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, at=at, roles=queries.READERS)
    groups = _groups(view, subject, at)
    group = _chosen(request, groups)
    found = queries.briefing(view.cycle, at=at, viewer=subject, group=group)
    beside = cycles_beside(view.cycle, subject, at=at)
    paper = reverse("readiness:paper", args=[code])
    context = _page(found) | {
        "groups": groups,
        "group": group,
        "beside": beside,
        "chosen": {one.code for one in beside},
        "here": code,
        "paper": f"{paper}?{urlencode({'group': group.code})}" if group else paper,
    }
    return render(request, "readiness/briefing.html", context)


@require_GET
def together(request: HttpRequest, code: str) -> HttpResponse:
    """One page for several meetings on the same module."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, at=at, roles=queries.READERS)
    beside = cycles_beside(view.cycle, subject, at=at)
    others = _others(request, beside)
    found = queries.briefing_together([view.cycle, *others], at=at, viewer=subject)
    paper = reverse("readiness:together_paper", args=[code])
    chosen = [one.code for one in others]
    context = _page(found) | {
        "groups": [],
        "group": None,
        "beside": beside,
        "chosen": set(chosen),
        "here": code,
        "paper": f"{paper}?{urlencode({'with': chosen}, doseq=True)}",
    }
    return render(request, "readiness/briefing.html", context)


@require_GET
def written(request: HttpRequest, code: str) -> HttpResponse:
    """Everything written to the open questions, put together where it says much the same."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, at=at, roles=queries.READERS)
    group = _chosen(request, _groups(view, subject, at))
    found = everything_written(view.cycle, viewer=subject, at=at, group=group)
    context = {"view": view, "written": found, "group": group, "sentences": sentences}
    return render(request, "readiness/written.html", context)


@require_GET
def belief(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """One misconception through the cycle: of those who held it, who still does."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, at=at, roles=queries.READERS)
    group = _chosen(request, _groups(view, subject, at))
    found = lineage_of(view.cycle, key, viewer=subject, at=at, group=group)
    context = {"view": view, "belief": found, "group": group}
    context |= {"charts": charts, "sentences": sentences}
    return render(request, "readiness/belief.html", context)


@require_GET
def briefing_paper(request: HttpRequest, code: str) -> HttpResponse:
    """The same as one A4 page, PDF."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, at=at, roles=queries.READERS)
    group = _chosen(request, _groups(view, subject, at))
    found = queries.briefing(view.cycle, at=at, viewer=subject, group=group)
    return _pdf(found, code)


@require_GET
def together_paper(request: HttpRequest, code: str) -> HttpResponse:
    """Several meetings as one A4 page, PDF."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, code, at=at, roles=queries.READERS)
    others = _others(request, cycles_beside(view.cycle, subject, at=at))
    return _pdf(queries.briefing_together([view.cycle, *others], at=at, viewer=subject), code)


def _page(found: Briefing) -> dict[str, object]:
    """What every briefing's page shows, whatever it is about."""
    return {
        "briefing": found,
        "parts": _bar(found.counts),
        "bars": [_bar(part.counts) for part in found.parts],
        "charts": charts,
        "sentences": sentences,
    }


def _bar(counts: Sequence[SightCount]) -> list[charts.Part]:
    return bar_parts({one.sight: one.count for one in counts})


def _pdf(found: Briefing, code: str) -> HttpResponse:
    pdf = render_pdf("readiness/briefing.typ", paper_of(found))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="briefing-{code}.pdf"'
    return response


def _others(request: HttpRequest, beside: Sequence[Cycle]) -> list[Cycle]:
    """The meetings asked for, of those the reader may see; all of them when none is named."""
    wanted = request.GET.getlist("with")
    return [one for one in beside if one.code in wanted or not wanted]


def _groups(view: CycleView, subject: Subject, at: dt.datetime) -> list[Group]:
    """The groups of the meeting that the reader sees; none where it is of one group."""
    return [] if view.cycle.group else groups_visible_to(subject, view.cohort, at)


def _chosen(request: HttpRequest, groups: Sequence[Group]) -> Group | None:
    """The group asked for, of those the reader may see; any other word is all of them."""
    code = request.GET.get("group", "")
    return next((group for group in groups if group.code == code), None)
