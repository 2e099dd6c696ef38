"""What people type about techniques: a search, and every field of a sheet of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volteface.classroom.queries.provisions import THINGS
from volteface.classroom.rules.library import Wanted
from volteface.classroom.rules.provisions import TEAMS
from volteface.classroom.rules.talk import Talk
from volteface.classroom.techniques.stored import LISTS, TEXTS, lines
from volteface.classroom.techniques.words import GOALS, NEEDS, ROOMS, SITTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

    from volteface.classroom.techniques.sheet import Sheet, Text
    from volteface.courses.models import Course

_LONGEST_TEXT, _LONGEST_LIST = 1_500, 5_000


class SearchForm(forms.Form):
    """What somebody is looking for; a field that makes no sense asks for nothing."""

    words = forms.CharField(
        label=_("With these words"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    goal = forms.ChoiceField(
        label=_("Goal"), required=False, choices=[("", _("any")), *GOALS.items()]
    )
    people = forms.IntegerField(
        label=_("How many people"), min_value=1, max_value=5_000, required=False
    )
    minutes = forms.IntegerField(
        label=_("Minutes you have"), min_value=1, max_value=480, required=False
    )
    room = forms.ChoiceField(
        label=_("Room"), required=False, choices=[("", _("any")), *ROOMS.items()]
    )

    def wanted(self) -> Wanted:
        """What is asked for; call it after ``is_valid``."""
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})


class NewTechniqueForm(forms.Form):
    """A sheet to begin: its title and whose it is."""

    title = forms.CharField(label=_("Title"), max_length=120)
    course = forms.ChoiceField(label=_("Course"))

    def __init__(self, *args: object, courses: list[Course], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        choices = [(course.code, course.title) for course in courses]
        self.fields["course"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


def _text(label: Text, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=_LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _list(label: Text, rows: int = 5, help_text: Text = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=_LONGEST_LIST,
        required=False,
        help_text=help_text or _("One on each line."),
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _number(label: Text, most: int, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most, required=required)


def _several(label: Text, choices: Mapping[str, Text]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=list(choices.items()),
        widget=forms.CheckboxSelectMultiple,
    )


class TechniqueForm(forms.Form):
    """Every field of a sheet, in the order of the method."""

    title = forms.CharField(label=_("Title"), max_length=120)
    summary = _text(_("In two sentences"))
    goals = _several(_("What it is for"), GOALS)
    least_people = _number(_("Fewest people"), 5_000)
    most_people = _number(_("Most people"), 5_000, required=False)
    group_size = _text(_("Group size"), 1)
    least_minutes = _number(_("Shortest, minutes"), 240)
    minutes = _number(_("Usual, minutes"), 240)
    most_minutes = _number(_("Longest, minutes"), 240)
    talk_minutes = forms.IntegerField(
        label=_("of the usual minutes, you talk to everybody"), min_value=0, max_value=240
    )
    duration = _text(_("Duration"), 1)
    rooms = _several(_("Where it works"), ROOMS)
    room = _text(_("Room"), 1)
    sits = forms.ChoiceField(label=_("How they sit"), choices=list(SITTINGS.items()))
    team = forms.IntegerField(
        label=_("People in a team"), min_value=2, max_value=12, required=False
    )
    needs = _several(_("What is needed"), NEEDS)
    things = _several(_("What a plan counts for it"), {})
    equipment = _text(_("Equipment"), 1)
    audience = _text(_("Audience"), 1)
    knowledge = _text(_("Type of knowledge"), 1)
    why_for_learners = _text(_("Why, for learners"))
    why_for_teacher = _text(_("Why, for the teacher"))
    framework = _text(_("Framework"), 3)
    preparation = _list(_("Preparation"), 4)
    process = _list(_("Process"), 7, _("One step on each line; they are numbered for you."))
    vigilance = _list(_("Points of vigilance"))
    if_it_does_not_work = _list(_("What if it does not work"))
    sources = _list(_("Authors and sources"), 3)
    keywords = _list(_("Keywords"), 3)

    def __init__(self, data: QueryDict | None, *, before: Sheet) -> None:
        super().__init__(data, initial=sheet_values(before))
        self.before = before
        # What the sheet it was adapted from needs; nothing is added to it here.
        things = [(thing.name, THINGS[thing.name]) for thing in before.things]
        self.fields["things"].choices = things  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, object]:
        """Shortest, usual and longest in order; so are the people; talk is a part of the whole."""
        given: dict[str, object] = self.cleaned_data
        least, usual, most = (
            int(str(given.get(name) or 0)) for name in ("least_minutes", "minutes", "most_minutes")
        )
        if least and usual and most and not least <= usual <= most:
            self.add_error("minutes", _("Give shortest, usual and longest in this order."))
        if usual and int(str(given.get("talk_minutes") or 0)) > usual:
            self.add_error("talk_minutes", _("That is longer than the activity."))
        people = int(str(given.get("most_people") or 0))
        if people and people < int(str(given.get("least_people") or 0)):
            self.add_error("most_people", _("That is less than the fewest people."))
        return given

    def sheet(self) -> Sheet:
        """The sheet as it was with what was typed, once the form is valid."""
        given, before = self.cleaned_data, self.before
        talk = before.talk
        if talk.of(given["minutes"]) != given["talk_minutes"]:
            talk = Talk(share=given["talk_minutes"] / given["minutes"])
        names = (
            *TEXTS, "title", "least_people", "least_minutes", "minutes", "most_minutes",
            "most_people", "sits",
        )  # fmt: skip
        typed: dict[str, Any] = {
            **{name: given[name] for name in names},
            **{name: tuple(given[name]) for name in ("goals", "rooms", "needs")},
            **{name: _items(given[name]) for name in LISTS},
            "team": (given["team"] or 0) if given["sits"] == TEAMS else 0,
            "things": tuple(one for one in before.things if one.name in given["things"]),
        }
        return replace(before, talk=talk, **typed)


def sheet_values(sheet: Sheet) -> dict[str, object]:
    """A sheet as the form shows it."""
    names = (
        *TEXTS, "title", "goals", "rooms", "needs", "least_people", "most_people",
        "least_minutes", "minutes", "most_minutes", "talk_minutes", "sits",
    )  # fmt: skip
    return {
        **{name: getattr(sheet, name) for name in names},
        **{name: lines(getattr(sheet, name)) for name in LISTS},
        "team": sheet.team or None,
        "things": [thing.name for thing in sheet.things],
    }


def _items(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
