"""Paper for a meeting of unequals: the catch-up corner’s sheet, the ways through the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.classroom.queries.corner import corner_paper
from volteface.classroom.team_papers import frame
from volteface.core import jinja, pdf

if TYPE_CHECKING:
    from volteface.classroom.queries.corner import Corner
    from volteface.classroom.queries.route import MasterView, RouteView, VisitView, Way
    from volteface.timetable.queries import CycleView


def corner_pdf(view: CycleView, corner: Corner) -> bytes:
    """The corner's sheet: front to work on, key on the back."""
    data, files = corner_paper(view, corner)
    return pdf.render_illustrated("classroom/corner.typ", data, files=files)


def route_pdf(view: CycleView, route: RouteView) -> bytes:
    """The ways through the room, the reader's own first."""
    people = [one.name for way in route.ways for visit in way.visits for one in visit.to_see]
    data = frame(view, [*people, *(one.name for one in route.masters)]) | {
        "eyebrow": _("The way through the room"),
        "foot": f"{view.module.title} · {_('confidential')}",
        "lead": " · ".join(
            filter(None, (jinja.moment(view.meeting.starts_at), view.meeting.place, route.block))
        ),
        "ways": [_way(way) for way in route.ways if way.visits],
        "masters_title": _("Ahead, and taking a role"),
        "masters": [*map(_master, route.masters), *filter(None, [route.more_masters])],
    }
    return pdf.render("classroom/route.typ", data)


def _way(way: Way) -> dict[str, object]:
    left = _("Can wait: %(stops)s.") % {"stops": ", ".join(way.left_out)} if way.left_out else ""
    return {
        "guide": way.guide,
        "visits": [_visit(visit) for visit in way.visits],
        "left_out": left,
    }


def _visit(visit: VisitView) -> dict[str, object]:
    helper = _("Helps there: %(name)s") % {"name": visit.master} if visit.master else ""
    return {
        "at": jinja.time(visit.starts_at),
        "minutes": jinja.minutes(visit.minutes),
        "name": visit.name,
        "facts": ngettext(
            "%(ready)s of %(people)s ready", "%(ready)s of %(people)s ready", visit.ready
        )
        % {"ready": visit.ready, "people": visit.people},
        "why": visit.why,
        "to_see": [[one.name, one.reason] for one in visit.to_see],
        "master": helper,
    }


def _master(one: MasterView) -> str:
    parts = [one.name or _("A learner"), one.word, one.stop]
    return " · ".join(part for part in parts if part)
