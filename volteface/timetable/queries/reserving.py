"""Whether the meetings of a module have a learning slot: a hint while it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.courses.events import Remark
from volteface.timetable.models import Cycle

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from volteface.courses.models import Module


def slots_missing(module: Module, at: dt.datetime) -> Iterator[Remark]:
    """One remark when meetings to come have no reserved learning time; one query."""
    cycles = Cycle.objects.filter(
        module=module, archived_at__isnull=True, meeting__starts_at__gt=at, slots__isnull=True
    )
    codes = list(cycles.order_by("meeting__starts_at").values_list("meeting__code", flat=True))
    if not codes:
        return
    said = ngettext(
        "%(num)s meeting to come has no reserved learning slot.",
        "%(num)s meetings to come have no reserved learning slot.",
        len(codes),
    )
    yield Remark(
        mark="slot:::",
        text=said % {"num": len(codes)},
        why=_("Time that stands in the timetable is kept; time left to good will is not."),
        source=_("The method itself: reserve a dedicated session with enough time"),
        mend=_("Reserve a slot before the meeting; the planner ranks the free ones."),
        path=reverse("timetable:move", args=[codes[0]]),
    )
