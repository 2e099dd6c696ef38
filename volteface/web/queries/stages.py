"""A stage as the cycle's page draws it, whoever looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volteface.timetable.queries.reminders import reminder_times_of
from volteface.web.rules.stages import STAGES, Moments, status_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from django_stubs_ext import StrOrPromise
    from markupsafe import Markup

    from volteface.learning.queries.pages import StepLine
    from volteface.timetable.queries import CycleView

LABELS: dict[str, StrOrPromise] = {
    "inform": gettext_lazy("Inform"),
    "reserve": gettext_lazy("Reserve"),
    "learn": gettext_lazy("Learn"),
    "remind": gettext_lazy("Remind"),
    "brief": gettext_lazy("Brief"),
    "meet": gettext_lazy("Meet"),
    "verify": gettext_lazy("Verify"),
    "refresh": gettext_lazy("Refresh"),
    "effect": gettext_lazy("Effect"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to do: a link, or a form of one button."""

    text: str
    url: str
    icon: str = ""
    is_post: bool = False

    @classmethod
    def on(cls, view: CycleView, page: str, text: str, *, icon: str) -> Self:
        """A link to a page of the cycle, by the page's name."""
        return cls(text=text, url=reverse(page, args=[view.cycle.code]), icon=icon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What a stage has to say to one person."""

    # The one line while it is folded.
    line: str
    lead: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    actions: tuple[Action, ...] = ()
    steps: tuple[StepLine, ...] = ()
    chart: Markup | None = None
    warning: str = ""
    # Overrides what the dates say: a learner may have skipped a stage.
    is_done: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage with its place on the rail."""

    key: str
    label: StrOrPromise
    status: str
    said: Contribution

    @property
    def note(self) -> str:
        return ""

    @property
    def url(self) -> str:
        """To its part of the page."""
        return f"#{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """The one next thing, with how long it takes and until when."""

    action: Action | None
    hint: str = ""


def moments_of(
    view: CycleView, *, informed: bool = True, prepared: bool = False, held: bool = False
) -> Moments:
    """The cycle's dates as the rules of stages read them."""
    dates = view.dates
    reminders = reminder_times_of(view.cycle, dates, at=dates.closes_at)
    return Moments(
        closes_at=view.closes_at,
        first_reminder_at=min(reminders, default=None),
        first_briefing_at=min(dates.briefing_ats, default=None),
        meeting_starts_at=dates.meeting_starts_at,
        meeting_ends_at=dates.meeting_ends_at,
        delayed_check_at=dates.delayed_check_at,
        exam_at=view.cohort.exam_at,
        is_published=view.cycle.state != view.cycle.State.DRAFT,
        is_informed=informed,
        is_prepared=prepared,
        is_held=held,
    )


def staged(present: str, said: dict[str, Contribution]) -> tuple[Stage, ...]:
    """The nine stages in order; a contribution may know better than the dates."""
    stages = []
    for key in STAGES:
        status = status_of(key, present)
        told = said[key].is_done
        if told is not None and status != "now":
            status = "done" if told else "next"
        stages.append(Stage(key=key, label=LABELS[key], status=status, said=said[key]))
    return tuple(stages)


def rail(present: str, not_yet: Collection[str] = ()) -> list[dict[str, object]]:
    """The rail alone, for a card; ``not_yet`` are stages before the present one still to come."""
    stages = {key: status_of(key, present) for key in STAGES}
    stages |= {key: "next" for key in not_yet if stages[key] == "done"}
    return [
        {"label": LABELS[key], "status": status, "note": "", "url": ""}
        for key, status in stages.items()
    ]


def audience_name(view: CycleView) -> str:
    """Whom the cycle is for: a group, or the whole cohort."""
    if view.group is None:
        return view.cohort.title
    return _("%(cohort)s, %(group)s") % {"cohort": view.cohort.title, "group": view.group.name}
