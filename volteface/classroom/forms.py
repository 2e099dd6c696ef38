"""What people type around a meeting; every field has a length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from volteface.classroom.games.paper import DUPLEX, FOLD, Printing
from volteface.classroom.queries.kits import Order
from volteface.classroom.queries.plans import technique_choices

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.courses.models import Course


class ActivityForm(forms.Form):
    """A block's words and minutes."""

    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=240)
    talk_minutes = forms.IntegerField(
        label=_("of which you talk to everybody"), min_value=0, max_value=240, required=False
    )
    objective = forms.ChoiceField(label=_("Explains"), required=False)
    notes = forms.CharField(
        label=_("Notes for yourself"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: object, objectives: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        choices = [("", _("nothing in particular")), *objectives.items()]
        self.fields["objective"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class NewActivityForm(forms.Form):
    """A block to add."""

    technique = forms.ChoiceField(label=_("Activity"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=240, initial=10)
    # What a mini-fix mends, by key.
    misconception = forms.SlugField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, course: Course, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        self.fields["technique"].choices = technique_choices(course)  # type: ignore[attr-defined]  # a ChoiceField


class CheckInForm(forms.Form):
    """How long people may take to arrive."""

    minutes = forms.IntegerField(label=_("Check-in, minutes"), min_value=0, max_value=60)


class CodeForm(forms.Form):
    """A room's code as it is read aloud."""

    code = forms.CharField(label=_("Code"), max_length=12)


class NameForm(forms.Form):
    """A guest's name, if they like."""

    name = forms.CharField(label=_("Your first name or a nickname"), max_length=40, required=False)


class VoteForm(forms.Form):
    """A question to vote on."""

    version = forms.CharField(max_length=12)
    seconds = forms.IntegerField(min_value=15, max_value=600, initial=90, required=False)


class TapForm(forms.Form):
    """How a card went at a table."""

    card = forms.IntegerField(min_value=1, max_value=500)
    # Neither: the card was not played.
    went = forms.ChoiceField(choices=[("right", ""), ("missed", "")], required=False)
    chosen = forms.CharField(max_length=2, required=False)


class DoneForm(forms.Form):
    """That a table has said everything, or how long it played."""

    minutes = forms.IntegerField(min_value=1, max_value=240, required=False)
    again = forms.BooleanField(required=False)


class KitForm(forms.Form):
    """Which game is printed, for how many, and how."""

    game = forms.CharField(max_length=40, widget=forms.HiddenInput)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=10, max_value=90)
    learners = forms.IntegerField(label=_("Learners"), min_value=1, max_value=5_000)
    teams = forms.IntegerField(
        label=_("Teams"),
        min_value=1,
        max_value=1_000,
        required=False,
        widget=forms.NumberInput(attrs={"placeholder": _("one for five")}),
    )
    spares = forms.IntegerField(label=_("Spare kits"), min_value=0, max_value=50)
    by_learners = forms.BooleanField(label=_("With cards by learners"), required=False)
    paper = forms.ChoiceField(
        label=_("Paper"), choices=[("a4", "A4"), ("a3", "A3"), ("letter", _("US Letter"))]
    )
    sides = forms.ChoiceField(
        label=_("Backs"),
        choices=[
            (DUPLEX, _("on the other side (turned on the long edge)")),
            (FOLD, _("beside the front, to fold and glue")),
        ],
    )
    right_mm = forms.FloatField(
        label=_("Level scale, mm"), min_value=-10, max_value=10, required=False
    )
    down_mm = forms.FloatField(
        label=_("Upright scale, mm"), min_value=-10, max_value=10, required=False
    )
    large = forms.BooleanField(label=_("Large print"), required=False)
    black_and_white = forms.BooleanField(label=_("Black and white"), required=False)

    def order(self) -> Order:
        """What was chosen, once the form is valid."""
        given = self.cleaned_data
        return Order(
            game=given["game"],
            minutes=given["minutes"],
            learners=given["learners"],
            teams=given["teams"] or 0,
            spares=given["spares"],
            by_learners=given["by_learners"],
            printing=Printing(
                paper=given["paper"],
                sides=given["sides"],
                right_mm=given["right_mm"] or 0.0,
                down_mm=given["down_mm"] or 0.0,
                large=given["large"],
                black_and_white=given["black_and_white"],
            ),
        )
