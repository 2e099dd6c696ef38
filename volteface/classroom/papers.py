"""Paper from the meeting's data: plan, technique sheet, board-game kit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from volteface.classroom.games.kit_words import calibration_words, kit_label
from volteface.classroom.queries.kits import printable
from volteface.classroom.queries.plan_notes import plan_notes
from volteface.core import jinja, pdf, worker

if TYPE_CHECKING:
    from volteface.classroom.queries.kits import Order
    from volteface.classroom.queries.plan_notes import BlockNote
    from volteface.classroom.queries.plans import PlannedBlock, PlanView
    from volteface.classroom.queries.provisions import ProvisionView, ThingLine
    from volteface.classroom.queries.retros import TechniqueNotes
    from volteface.classroom.techniques.sheet import Section, Sheet
    from volteface.courses.models import Module
    from volteface.timetable.queries import CycleView

_PRESS = "volteface.classroom.press"


def sheet_pdf(sheet: Sheet, notes: TechniqueNotes | None) -> bytes:
    """A technique's sheet on paper, with what was noted of it here."""
    data: dict[str, object] = {
        "language": get_language() or "en",
        "eyebrow": _("Technique sheet"),
        "title": str(sheet.title),
        "summary": str(sheet.summary),
        "facts": [[str(term), str(text)] for term, text in sheet.filled_facts()],
        "rows": [[_paper_section(one) for one in row] for row in _sheet_rows(sheet)],
        "noted": _paper_section(_noted(notes)) if notes else None,
        "site": "Volteface",
    }
    return _render("technique.typ", data)


def _sheet_rows(sheet: Sheet) -> list[list[Section]]:
    """What stands side by side on paper: both whys, what to watch with what to do, the end."""
    learners, teacher, framework, preparation, process, vigilance, fails, *end = sheet.sections()
    rows = [[learners, teacher], [framework], [preparation], [process], [vigilance, fails], end]
    filled = [[section for section in row if any(section[2])] for row in rows]
    return [row for row in filled if row]


def _noted(notes: TechniqueNotes) -> Section:
    """What was noted of it here: counts, then the newest lines."""
    lines = (f"{line} ({where})" for line, where in notes.said)
    return (_("Noted here"), "list", (f"{notes.counted}.", *lines))


def _paper_section(section: Section) -> dict[str, object]:
    title, form, items = section
    return {"title": str(title), "form": form, "items": [str(item) for item in items]}


def plan_pdf(view: CycleView, plan: PlanView) -> bytes:
    """A meeting's run sheet: blocks with what they need, then all there is to bring."""
    line = plan.timeline
    notes = plan_notes(plan)
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
            _paper_check_in(view, plan),
            *(
                _paper_block(block, note)
                for block, note in zip(plan.blocks, notes.blocks, strict=True)
            ),
        ],
        "end": jinja.time(line.ends_at),
        "end_word": _("End of the plan"),
        "lists": _paper_lists(notes.provisions) if plan.people else [],
        "notes_title": _("Notes"),
        "facts": [
            [_("Planned"), _("%(count)s min") % {"count": line.planned_minutes}],
            [_("Meeting"), _("%(count)s min") % {"count": line.meeting_minutes}],
            [_("You talk to everybody"), jinja.percent(line.talk_share)],
        ],
    }
    return _render("plan.typ", data)


def kit_pdf(module: Module, order: Order) -> bytes:
    """All kits of an order in one file, in the module's language; refuses as ``printable`` does."""
    data, files = printable(module, order)
    labels = kit_labels(module, order)
    kits: bytes = worker.call(f"{_PRESS}:press", order.game, data, files, labels)
    return kits


def one_kit_pdf(module: Module, order: Order) -> bytes:
    """One kit to look at, without number and code; refuses as ``printable`` does."""
    data, files = printable(module, order, coded=True)
    kit: bytes = worker.call(f"{_PRESS}:one_kit", order.game, data, files)
    return kit


def kit_labels(module: Module, order: Order) -> list[str]:
    """The number of each kit, in the module's language."""
    with override(module.course.language):
        return [kit_label(number + 1, order.kits) for number in range(order.kits)]


def calibration_pdf(order: Order) -> bytes:
    """A page for both sides that shows how far the backs lie from the fronts."""
    printing = order.printing
    words = calibration_words()
    data: dict[str, object] = {
        "language": get_language() or "en",
        "paper": {"width": printing.sheet.width_mm, "height": printing.sheet.height_mm},
        "right": printing.right_mm,
        "down": printing.down_mm,
        "words": words
        | {
            "now": words["now"]
            % {
                "right": jinja.decimal(printing.right_mm, 1),
                "down": jinja.decimal(printing.down_mm, 1),
            }
        },
    }
    return _render("kit_calibration.typ", data)


def _paper_check_in(view: CycleView, plan: PlanView) -> dict[str, object]:
    return {
        "at": jinja.time(view.meeting.starts_at),
        "minutes": _("%(count)s min") % {"count": plan.check_in_minutes},
        "title": _("Check-in"),
        "talk": False,
        "reason": _("Joining the room is the attendance."),
        "notes": "",
        "needs": "",
    }


def _paper_lists(sums: ProvisionView) -> list[tuple[str, list[str]]]:
    """What to print, to bring and how to sit; a list of nothing is left out."""
    lists = [
        (_("To print"), [_paper_thing(one) for one in sums.to_print]),
        (_("To bring"), [_paper_thing(one) for one in sums.to_bring]),
        (_("How to sit"), [f"{one.text} ({one.title})" for one in sums.sittings]),
    ]
    return [one for one in lists if one[1]]


def _paper_thing(one: ThingLine) -> str:
    return f"{one.count} × {one.text}, {one.per}"


def _paper_block(block: PlannedBlock, note: BlockNote) -> dict[str, object]:
    return {
        "at": jinja.time(block.timed.starts_at),
        "minutes": _("%(count)s min") % {"count": block.timed.block.minutes},
        "title": block.title,
        "talk": block.is_talk,
        "reason": block.timed.block.reason,
        "notes": block.timed.block.notes,
        "needs": " · ".join(filter(None, (note.things, note.sitting))),
    }


def _render(name: str, data: dict[str, object]) -> bytes:
    return pdf.render(f"classroom/{name}", data)
