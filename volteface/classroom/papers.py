"""Paper from the meeting's data: plan, technique sheet, board-game kit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from volteface.classroom.games import question_track
from volteface.classroom.games.question_track import kit as kits
from volteface.core import jinja, pdf, worker

if TYPE_CHECKING:
    from volteface.classroom.queries.kits import Kit
    from volteface.classroom.queries.plans import PlannedBlock, PlanView
    from volteface.classroom.techniques.sheet import Sheet
    from volteface.timetable.queries import CycleView

_TYPST = Path(__file__).resolve().parent / "typst"


def sheet_pdf(sheet: Sheet) -> bytes:
    """A technique's sheet on paper."""
    data: dict[str, object] = {
        "language": get_language() or "en",
        "eyebrow": _("Technique sheet"),
        "title": str(sheet.title),
        "summary": str(sheet.summary),
        "facts": [[str(term), str(text)] for term, text in sheet.facts()],
        "sections": [
            {"title": str(title), "form": form, "items": [str(item) for item in items]}
            for title, form, items in sheet.sections()
        ],
        "site": "Volteface",
    }
    return _render("technique.typ", data)


def plan_pdf(view: CycleView, plan: PlanView) -> bytes:
    """A meeting's plan on one page."""
    line = plan.timeline
    data: dict[str, object] = {
        "language": get_language() or "en",
        "eyebrow": _("Plan of the meeting"),
        "title": view.module.title,
        "place": " · ".join(
            part
            for part in (
                jinja.moment(view.meeting.starts_at),
                view.meeting.place,
                view.group.name if view.group else view.cohort.title,
            )
            if part
        ),
        "blocks": [
            {
                "at": jinja.time(view.meeting.starts_at),
                "minutes": _("%(count)s min") % {"count": plan.check_in_minutes},
                "title": _("Check-in"),
                "talk": False,
                "reason": _("Joining the room is the attendance."),
                "notes": "",
            },
            *(_paper_block(block) for block in plan.blocks),
        ],
        "end": jinja.time(line.ends_at),
        "end_word": _("End of the plan"),
        "facts": [
            [_("Planned"), _("%(count)s min") % {"count": line.planned_minutes}],
            [_("Meeting"), _("%(count)s min") % {"count": line.meeting_minutes}],
            [_("You talk to everybody"), jinja.percent(line.talk_share)],
        ],
    }
    return _render("plan.typ", data)


def kit_pdf(kit: Kit, *, minutes: int, large: bool) -> bytes:
    """One kit, to be printed as often as there are tables, in the module's language."""
    with override(kit.language):
        data = kits.data(
            kit.deck,
            module=kit.module_title,
            minutes=minutes,
            language=kit.language,
            large=large,
        )
    parts = (_TYPST / "question_track_parts.typ").read_bytes()
    return worker.compute(
        pdf.render, question_track.TEMPLATE, data, files={"question_track_parts.typ": parts}
    )


def _paper_block(block: PlannedBlock) -> dict[str, object]:
    return {
        "at": jinja.time(block.timed.starts_at),
        "minutes": _("%(count)s min") % {"count": block.timed.block.minutes},
        "title": block.title,
        "talk": block.is_talk,
        "reason": block.timed.block.reason,
        "notes": block.timed.block.notes,
    }


def _render(name: str, data: dict[str, object]) -> bytes:
    return pdf.render(f"classroom/{name}", data)
