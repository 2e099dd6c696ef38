"""Paper from what is left of a meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from volteface.core import jinja, pdf
from volteface.core.prose import prose
from volteface.courses.queries.printing import Desk, pictures_of

if TYPE_CHECKING:
    from volteface.classroom.queries.missed import MissedPage
    from volteface.timetable.queries import CycleView


def debrief_pdf(view: CycleView, page: MissedPage) -> bytes:
    """The debrief, every question with its answer, and what was done."""
    desk = Desk(pictures=pictures_of(view.module.course))
    data: dict[str, object] = {
        "language": get_language() or "en",
        "eyebrow": _("What the meeting came to"),
        "title": view.module.title,
        "lead": " · ".join((jinja.moment(view.meeting.starts_at), view.cohort.title)),
        "foot": f"{view.module.title} · {view.cohort.title}",
        "note": _("A draft: learners do not see the debrief yet.") if page.is_draft else "",
        "debrief_title": _("Debrief"),
        "debrief": prose(page.debrief, pictures=desk.picture),
        "asked_title": _("What was asked"),
        "right_word": _("Right answer:"),
        "asked": [
            {
                "stem": prose(one.stem, pictures=desk.picture),
                "right": [prose(words, pictures=desk.picture) for words in one.right],
                "why": prose(one.why, pictures=desk.picture),
                "said": one.said,
            }
            for one in page.asked
        ],
        "done_title": _("What was done"),
        "done": [{"title": one.title, "minutes": jinja.minutes(one.minutes)} for one in page.done],
        "pictures": True,
    }
    return pdf.render_illustrated("classroom/debrief.typ", data, files=desk.files)
