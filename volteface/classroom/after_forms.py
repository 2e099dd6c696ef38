"""What people type after a meeting; every field has a length."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from volteface.questions.queries import content_of, stem_in_words
from volteface.timetable.queries.rerunning import moment_in

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from volteface.classroom.queries.again import Audience
    from volteface.questions.models import Question, QuestionVersion

_LAST_YEAR = 2200


class DebriefForm(forms.Form):
    """What the room came to, and what is asked again when the module is taught again."""

    debrief = forms.CharField(
        label=_("Debrief"),
        max_length=5_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    carried = forms.MultipleChoiceField(
        label=_("Ask again next time"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: object, open_questions: Sequence[QuestionVersion], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        self._open = {version.question.code: version.question for version in open_questions}
        self.fields["carried"].choices = [  # type: ignore[attr-defined]  # a MultipleChoiceField
            (version.question.code, stem_in_words(content_of(version)))
            for version in open_questions
        ]

    def ticked(self) -> list[Question]:
        """The questions that were ticked."""
        return [self._open[code] for code in self.cleaned_data["carried"]]


class WordsForm(forms.Form):
    """What goes with a tap on a block."""

    line = forms.CharField(max_length=200, required=False)
    minutes = forms.IntegerField(min_value=1, max_value=240, required=False)


class AgainForm(forms.Form):
    """For whom and when a module is taught again."""

    audience = forms.ChoiceField(label=_("For"))
    on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    at = forms.TimeField(
        label=_("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=12 * 60)
    place = forms.CharField(label=_("Place"), max_length=120, required=False)

    def __init__(
        self, *args: object, audiences: Sequence[Audience], now: dt.datetime, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        self._audiences = {each.code: each for each in audiences}
        self._now = now
        self.fields["audience"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (each.code, each.name) for each in audiences
        ]

    def clean(self) -> dict[str, object]:
        """A moment that is still to come, and one within this calendar."""
        data = super().clean() or {}
        if not self.errors and self.cleaned_data["on"].year > _LAST_YEAR:
            self.add_error("on", _("Choose a day nearer to today."))
        elif not self.errors and self.starts_at() <= self._now:
            self.add_error("on", _("Choose a moment that is still to come."))
        return data

    def chosen(self) -> Audience:
        """Who was chosen."""
        return self._audiences[self.cleaned_data["audience"]]

    def starts_at(self) -> dt.datetime:
        """The meeting's beginning on the clocks of its cohort."""
        data = self.cleaned_data
        return moment_in(self.chosen().cohort, data["on"], data["at"])
