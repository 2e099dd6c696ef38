"""The shapes of what a learner writes beside a step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from volteface.learning.models import Note
from volteface.learning.rules.passages import AROUND, LONGEST_QUOTE, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

    from volteface.learning.queries.notes import Paragraph

_LONGEST_SECOND = 86_400


class NoteForm(forms.Form):
    """A note at a step: on a paragraph, a passage, a moment of the film, or the whole."""

    text = forms.CharField(
        label=_("Your note"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nobody else reads it."),
    )
    block = forms.TypedChoiceField(
        label=_("About"), required=False, coerce=int, empty_value=None, choices=()
    )
    kind = forms.ChoiceField(choices=Note.Kind, required=False, widget=forms.HiddenInput)
    quote = forms.CharField(max_length=LONGEST_QUOTE, required=False, widget=forms.HiddenInput)
    # The words around the passage; ``prefix`` is Django's own.
    before = forms.CharField(
        max_length=AROUND, required=False, strip=False, widget=forms.HiddenInput
    )
    after = forms.CharField(
        max_length=AROUND, required=False, strip=False, widget=forms.HiddenInput
    )
    second = forms.IntegerField(
        min_value=0, max_value=_LONGEST_SECOND, required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: object, paragraphs: Sequence[Paragraph], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        choices: list[tuple[str, StrOrPromise]] = [("", _("the step as a whole"))]
        choices += [(str(one.number), one.words) for one in paragraphs]
        self.fields["block"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        """A note has words, a highlight a passage."""
        said = super().clean() or self.cleaned_data
        if not said.get("kind"):
            said["kind"] = Note.Kind.NOTE
        if said["kind"] == Note.Kind.NOTE and not said.get("text") and not self.errors:
            self.add_error("text", _("Write your note first."))
        has_passage = said.get("quote") or said.get("block") is not None
        if said["kind"] == Note.Kind.HIGHLIGHT and not has_passage:
            self.add_error("block", _("Choose the passage first."))
        return said

    def passage(self) -> Passage:
        """Where the note is, as far as it was said."""
        said = self.cleaned_data
        return Passage(
            quote=said["quote"], prefix=said["before"], suffix=said["after"], block=said["block"]
        )


class RewriteForm(forms.Form):
    """New words for a note."""

    text = forms.CharField(max_length=4_000, required=False, widget=forms.Textarea)
