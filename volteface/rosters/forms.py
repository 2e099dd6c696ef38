"""The shapes of what is typed about cohorts, groups and places."""

from __future__ import annotations

import zoneinfo
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volteface.rosters.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterable

    from volteface.courses.models import Course
    from volteface.rosters.models import Group

_ZONES = [(zone, zone.replace("_", " ")) for zone in sorted(zoneinfo.available_timezones())]
FACTORS = [("1", "1"), ("1.25", "1.25"), ("1.33", "1.33"), ("1.5", "1.5"), ("2", "2")]


class CohortForm(forms.Form):
    """A cohort's name and dates."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("For example: Learning to learn, autumn 2026."),
    )
    starts_on = forms.DateField(
        label=_("The term begins on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends_on = forms.DateField(
        label=_("The term ends on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    exam_at = forms.DateTimeField(
        label=_("Exam"),
        required=False,
        help_text=_("Refreshers are spaced up to it."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=_ZONES, help_text=_("Deadlines are said in it.")
    )


class NewCohortForm(CohortForm):
    """A cohort, and which course it follows."""

    course = forms.ChoiceField(label=_("Course"))
    field_order = ["course", "title", "starts_on", "ends_on", "exam_at", "time_zone"]  # noqa: RUF012 - Django reads a list

    def __init__(self, *args: Any, courses: Iterable[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["course"].choices = [(each.code, each.title) for each in courses]  # type: ignore[attr-defined]  # of a choice field


class GroupForm(forms.Form):
    """A group's name."""

    name = forms.CharField(label=_("Name of the group"), max_length=80)


class EnrolForm(forms.Form):
    """One person to enrol by hand."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role.choices)
    group = forms.ChoiceField(label=_("Group"), required=False)

    def __init__(self, *args: Any, groups: Iterable[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = _group_choices(groups)  # type: ignore[attr-defined]  # of a choice field


class PlaceForm(forms.Form):
    """A learner's group and time factor."""

    group = forms.ChoiceField(label=_("Group"), required=False)
    time_factor = forms.ChoiceField(
        label=_("Time"),
        choices=[*FACTORS, ("0", _("unlimited"))],
        help_text=_("Multiplies every time limit, live votes included."),
    )

    def __init__(self, *args: Any, groups: Iterable[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = _group_choices(groups)  # type: ignore[attr-defined]  # of a choice field


class RosterFileForm(forms.Form):
    """The file of a roster."""

    file = forms.FileField(
        label=_("CSV or XLSX file"),
        max_length=200,
        # That it holds no rows is said where rows are read, with what to do.
        allow_empty_file=True,
        help_text=_("Columns: name, e-mail, and if you like group and number. At most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )


class NewcomerForm(forms.Form):
    """Who comes in by an enrolment link for the first time."""

    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We mail a six-digit code there."),
    )


def _group_choices(groups: Iterable[Group]) -> list[tuple[str, Any]]:
    return [("", _("no group")), *((group.code, group.name) for group in groups)]
