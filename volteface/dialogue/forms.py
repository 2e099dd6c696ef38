"""The shapes of what is written here: bounded texts, kept as they were typed when refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from volteface.dialogue.rules import (
    LONGEST_NOTE,
    LONGEST_QUOTE,
    LONGEST_TEXT,
    Place,
    surplus,
    trimmed,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise


class WordsField(forms.CharField):
    """A text of so many characters; the browser gets no limit, as it would cut what is pasted."""

    def __init__(
        self,
        *,
        label: StrOrPromise,
        empty: StrOrPromise,
        longest: int = LONGEST_TEXT,
        widget: type[forms.Widget] | forms.Widget = forms.TextInput,
        help_text: StrOrPromise = "",
    ) -> None:
        super().__init__(
            label=label, widget=widget, help_text=help_text, error_messages={"required": empty}
        )
        self.longest = longest

    def to_python(self, value: object) -> str:
        """The text as it is kept."""
        return trimmed(str(value or ""))

    def validate(self, value: str) -> None:
        """Say what is wrong: nothing written, or how many characters are too many."""
        super().validate(value)
        over = surplus(value, longest=self.longest)
        if not over:
            return
        words = ngettext(
            "This is %(over)s character too long. Shorten it to %(longest)s characters, "
            "then send it again.",
            "This is %(over)s characters too long. Shorten it to %(longest)s characters, "
            "then send it again.",
            over,
        )
        numbers = {
            "over": number_format(over, force_grouping=True),
            "longest": number_format(self.longest, force_grouping=True),
        }
        raise forms.ValidationError(words % numbers, code="too_long")


class WordsForm(forms.Form):
    """One text, under the label its page gives it."""

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        label: StrOrPromise = "",
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial)
        if label:
            self.fields["body"].label = label


class QuestionForm(WordsForm):
    """A question, about the scheme or at a step."""

    body = WordsField(
        label=_("Ask a question"),
        empty=_("Write your question first, then send it."),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Others read your question without your name; your teacher and tutors see who asks."
        ),
    )


class StepQuestionForm(QuestionForm):
    """A question at a step, perhaps on a passage or a moment of its film."""

    signed = forms.BooleanField(label=_("Show my name to the other learners too"), required=False)
    quote = forms.CharField(max_length=LONGEST_QUOTE, required=False, widget=forms.HiddenInput)
    block = forms.IntegerField(
        min_value=0, max_value=10_000, required=False, widget=forms.HiddenInput
    )
    second = forms.IntegerField(
        min_value=0, max_value=86_400, required=False, widget=forms.HiddenInput
    )

    def place(self, step_key: str) -> Place:
        """Where it is asked."""
        said = self.cleaned_data
        return Place(
            step_key=step_key, quote=said["quote"], block=said["block"], second=said["second"]
        )


class AnswerForm(WordsForm):
    """An answer, or more words to one's own question."""

    body = WordsField(
        label=_("Your words"),
        empty=_("Write your answer first, then send it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NoteForm(forms.Form):
    """You said, we did."""

    said = WordsField(
        label=_("They said"), longest=LONGEST_NOTE, empty=_("Write what learners said.")
    )
    did = WordsField(
        label=_("We did"), longest=LONGEST_NOTE, empty=_("Write what you changed because of it.")
    )
