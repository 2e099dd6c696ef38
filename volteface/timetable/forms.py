"""The shape of a meeting as a teacher types it, on the wall clock of the cohort."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volteface.core.jinja import short_day
from volteface.timetable.rules import copying, wall
from volteface.timetable.rules.dates import Offsets, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

    from volteface.courses.models import Module
    from volteface.rosters.models import Cohort, Group
    from volteface.timetable.models import Cycle

WHOLE, EACH = "cohort", "groups"
_LAST_YEAR = 2200
_MOST_OFFSETS = 4


def date_field(label: StrOrPromise, *, required: bool = True) -> forms.DateField:
    """A day, chosen with the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget)


def time_field(label: StrOrPromise, *, required: bool = True) -> forms.TimeField:
    """A time of the day."""
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, widget=widget)


class HoursField(forms.CharField):
    """Some hours before something, as ``24, 6``; becomes minutes, the longest first."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(required=False, max_length=40, **kwargs)  # type: ignore[arg-type]  # Django's own keywords

    def to_python(self, value: object) -> tuple[int, ...]:  # type: ignore[override]  # a parsed value
        """The minutes, or a message saying how to write them."""
        words = [word for word in re.split(r"[,;\s]+", str(value or "")) if word]
        try:
            minutes = {round(float(word) * 60) for word in words}
        except ValueError:
            raise forms.ValidationError(_("Write hours like this: 24, 6")) from None
        if len(minutes) > _MOST_OFFSETS or any(not 0 < each <= 14 * 24 * 60 for each in minutes):
            raise forms.ValidationError(_("Up to four, each between some minutes and 14 days."))
        return tuple(sorted(minutes, reverse=True))


class CopyForm(forms.Form):
    """How much later a copied cohort meets."""

    title = forms.CharField(label=gettext_lazy("Name of the new cohort"), max_length=200)
    later = forms.IntegerField(
        label=gettext_lazy("Weeks later"),
        min_value=1,
        max_value=520,
        initial=copying.YEAR,
        required=False,
    )
    first_on = date_field(gettext_lazy("Or: first meeting in the week of"), required=False)

    def __init__(self, *args: object, first: dt.date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
        self.first = first

    def clean(self) -> dict[str, object]:
        """A later week, however it was said."""
        data = super().clean() or {}
        if not self.errors and self.weeks() < 1:
            self.add_error("first_on", _("Choose a week that is later than the first meeting's."))
        return data

    def weeks(self) -> int:
        """The day decides when there is one."""
        wanted = self.cleaned_data.get("first_on")
        if wanted:
            return copying.weeks_between(self.first, wanted)
        return self.cleaned_data.get("later") or self.usual()

    def usual(self) -> int:
        """A year, in whole weeks."""
        return copying.YEAR


class MeetingForm(forms.Form):
    """When and where people meet."""

    on = date_field(gettext_lazy("Day"))
    at = time_field(gettext_lazy("Time"))
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=5, max_value=12 * 60, initial=60
    )
    place = forms.CharField(label=gettext_lazy("Place"), max_length=120, required=False)
    remote_link = forms.URLField(
        label=gettext_lazy("Link, if people may take part from afar"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )

    def __init__(self, *args: object, zone: str, now: dt.datetime, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
        self.zone, self.now = zone, now

    def clean_on(self) -> dt.date:
        """A day within this calendar."""
        day: dt.date = self.cleaned_data["on"]
        if day.year > _LAST_YEAR:
            raise forms.ValidationError(_("Choose a day nearer to today."))
        return day

    def clean(self) -> dict[str, object]:
        """A moment that is still to come."""
        data = super().clean() or {}
        if "on" in data and "at" in data and self.span().starts_at <= self.now:
            self.add_error("on", _("Choose a moment that is still to come."))
        return data

    def span(self) -> Span:
        """The meeting's true beginning and end."""
        starts_at = self.moment("on", "at")
        minutes = self.cleaned_data.get("minutes") or 60
        return Span(starts_at=starts_at, ends_at=starts_at + dt.timedelta(minutes=minutes))

    def moment(self, day: str, clock: str) -> dt.datetime:
        """The moment two fields name on the cohort's wall clock."""
        data = self.cleaned_data
        return wall.moment_at(dt.datetime.combine(data[day], data[clock]), self.zone)


class PlanForm(MeetingForm):
    """A whole plan: for whom, when, and what was changed in the proposal."""

    module = forms.ChoiceField(label=gettext_lazy("Module"))
    audience = forms.ChoiceField(label=gettext_lazy("For"))
    slot_on = date_field(gettext_lazy("Day"), required=False)
    slot_at = time_field(gettext_lazy("Time"), required=False)
    slot_minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=5, max_value=600, required=False
    )
    slot_place = forms.CharField(
        label=gettext_lazy("Room or computers"), max_length=120, required=False
    )
    without_slot = forms.BooleanField(
        label=gettext_lazy("Reserve no learning time"), required=False
    )
    # Which meeting the slot was proposed for: another meeting gets another proposal.
    slot_for = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    closes = forms.DecimalField(
        label=gettext_lazy("Preparation closes, hours before the meeting"),
        min_value=0,
        max_value=336,
        max_digits=5,
        decimal_places=2,
        initial=3,
    )
    reminders = HoursField(
        label=gettext_lazy("Reminders, hours before preparation closes"), initial="24, 6"
    )
    briefings = HoursField(
        label=gettext_lazy("Briefings, hours before the meeting"), initial="12, 1"
    )

    def __init__(
        self,
        *args: object,
        cohort: Cohort,
        modules: Sequence[Module],
        groups: Sequence[Group],
        planned: Sequence[Cycle] = (),
        now: dt.datetime,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, zone=cohort.time_zone, now=now, **kwargs)
        self.cohort, self.modules, self.groups, self.planned = cohort, modules, groups, planned
        choices = [(module.code, _module_label(module, planned)) for module in modules]
        audiences = [(WHOLE, _("the whole cohort"))]
        if groups:
            audiences.append((EACH, _("all groups, each with its own meeting")))
            audiences += [(group.code, group.name) for group in groups]
        for name, options in (("module", choices), ("audience", audiences)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options
        for group in groups:
            self.fields[f"on_{group.code}"] = date_field(group.name, required=False)
            self.fields[f"at_{group.code}"] = time_field(group.name, required=False)

    def chosen_module(self) -> Module:
        """The module to plan."""
        code = self.cleaned_data["module"]
        return next(module for module in self.modules if module.code == code)

    def chosen_groups(self) -> list[Group] | None:
        """The groups that get a cycle each; nothing for the whole cohort."""
        chosen = self.cleaned_data["audience"]
        if chosen == WHOLE:
            return None
        return [group for group in self.groups if chosen in (EACH, group.code)]

    def starts(self) -> dict[int, dt.datetime]:
        """The groups that meet at another time than the others, by group id."""
        if self.cleaned_data["audience"] != EACH:
            return {}
        data = self.cleaned_data
        other = {}
        for group in self.groups:
            day, clock = data.get(f"on_{group.code}"), data.get(f"at_{group.code}")
            if day or clock:
                both = dt.datetime.combine(day or data["on"], clock or data["at"])
                other[group.pk] = wall.moment_at(both, self.zone)
        return other

    def offsets(self) -> Offsets:
        """The dates' distances, as adjusted."""
        data = self.cleaned_data
        return Offsets(
            close_before=dt.timedelta(hours=float(data["closes"])),
            reminders=data["reminders"],
            briefings=data["briefings"],
        )

    def slot(self) -> tuple[dt.datetime, int] | None:
        """The slot as typed, unless it was proposed for another meeting."""
        data = self.cleaned_data
        if data["without_slot"] or data["slot_for"] not in ("", self.key()):
            return None
        if not (data["slot_on"] and data["slot_at"] and data["slot_minutes"]):
            return None
        return self.moment("slot_on", "slot_at"), int(data["slot_minutes"])

    def key(self) -> str:
        """What a proposed slot depends on."""
        data = self.cleaned_data
        parts = [data["module"], data["audience"], data["on"].isoformat(), f"{data['at']:%H:%M}"]
        return "|".join([*parts, str(data["minutes"]), str(data["closes"])])


class ExtensionForm(forms.Form):
    """More time for one learner."""

    learner = forms.ChoiceField(label=gettext_lazy("Learner"))
    on = date_field(gettext_lazy("Until, day"))
    at = time_field(gettext_lazy("Time"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, required=False)

    def __init__(
        self, *args: object, learners: Sequence[tuple[str, str]], zone: str, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
        self.zone = zone
        field = self.fields["learner"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(learners)

    def closes_at(self) -> dt.datetime:
        """The moment the extension ends."""
        data = self.cleaned_data
        return wall.moment_at(dt.datetime.combine(data["on"], data["at"]), self.zone)


def _module_label(module: Module, planned: Sequence[Cycle]) -> str:
    """The module's title, with the day of its meeting if it has one already."""
    cycle = next((each for each in planned if each.module_id == module.pk), None)
    if cycle is None:
        return module.title
    day = short_day(cycle.meeting.starts_at)
    return _("%(module)s (planned for %(day)s)") % {"module": module.title, "day": day}
