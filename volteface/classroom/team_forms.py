"""What a teacher types to make teams, to change them and to say who sits where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from volteface.classroom.models import TeamPlan
from volteface.classroom.rules.seats import Spot, row_word
from volteface.classroom.rules.teams import LEAST, MOST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.classroom.queries.material import AskedQuestion
    from volteface.questions.models import QuestionVersion

CHANGES = ("move", "absent", "here", "room", "lock", "open", "undo")


class MakeTeamsForm(forms.Form):
    """How teams are made."""

    size = forms.TypedChoiceField(
        label=_("People in a team"),
        choices=[(count, str(count)) for count in range(LEAST, MOST + 1)],
        coerce=int,
        initial=4,
    )
    groups = forms.ChoiceField(label=_("Groups"), choices=TeamPlan.Groups.choices)
    question = forms.ChoiceField(
        label=_("Mix by the answers to"),
        required=False,
        help_text=_("Whoever answered differently sits together, and has something to discuss."),
    )
    names_shown = forms.BooleanField(
        label=_("Tell learners who is in their team"),
        help_text=_("By first name and one letter. Without it they read the number only."),
        required=False,
        initial=True,
    )

    def __init__(
        self,
        *args: object,
        questions: Sequence[AskedQuestion],
        has_last: bool,
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        self._versions = {one.version.code: one.version for one in questions}
        chosen = [(one.version.code, Truncator(one.title).chars(90)) for one in questions]
        if not has_last:
            groups = [one for one in TeamPlan.Groups.choices if one[0] != TeamPlan.Groups.SAME]
            self.fields["groups"].choices = groups  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["question"].choices = [*chosen, ("", _("nothing"))]  # type: ignore[attr-defined]  # a ChoiceField

    def version(self) -> QuestionVersion | None:
        """The question that was chosen, once the form is valid."""
        return self._versions.get(self.cleaned_data["question"])


class ChangeForm(forms.Form):
    """One change: what to do, with whom, and where to."""

    do = forms.ChoiceField(choices=[(name, name) for name in CHANGES])
    # 0: a new team.
    to = forms.IntegerField(min_value=0, max_value=2_000, required=False)


class SeatsForm(forms.Form):
    """A pasted list of seats."""

    seats = forms.CharField(
        label=_("Who sits where"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("One person a line: name, e-mail or number, then the row and the seat."),
    )


class OwnSeatForm(forms.Form):
    """Where somebody sits, as they say themselves."""

    row = forms.CharField(label=_("Row"), max_length=3)
    seat = forms.IntegerField(label=_("Seat"), min_value=1, max_value=999)

    def clean_row(self) -> str:
        row = row_word(self.cleaned_data["row"])
        if not row:
            raise forms.ValidationError(_("A row is a number or a letter."))
        return row

    def spot(self) -> Spot:
        """What was said, once the form is valid."""
        return Spot(self.cleaned_data["row"], self.cleaned_data["seat"])


class CertificateForm(forms.Form):
    """What a certificate says, and what must be done for it."""

    title = forms.CharField(label=_("Title"), max_length=120, initial=_("Certificate"))
    least_prepared = forms.IntegerField(
        label=_("Preparations finished, at least"), min_value=0, max_value=100, initial=1
    )
    least_attended = forms.IntegerField(
        label=_("Meetings attended, at least"), min_value=0, max_value=100, initial=1
    )
    hours = forms.DecimalField(
        label=_("Hours in all"), min_value=0, max_digits=5, decimal_places=1, required=False
    )
    signer = forms.CharField(label=_("Signed by"), max_length=120)
    signer_role = forms.CharField(label=_("Their office"), max_length=120, required=False)
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
