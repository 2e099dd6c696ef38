"""The shape of what people choose about messages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from volteface.messaging.events import purposes
from volteface.messaging.models import Preference


class PreferencesForm(forms.Form):
    """Three choices, the quiet hours, and which kinds of mail one does not want."""

    level = forms.ChoiceField(
        label=_("What to mail you"),
        choices=Preference.Level.choices,
        widget=forms.RadioSelect,
        help_text=_("On your messages page you find everything, whatever you choose."),
    )
    quiet_from = forms.TimeField(
        label=_("No mail from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    quiet_until = forms.TimeField(
        label=_("until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    wanted = forms.MultipleChoiceField(
        label=_("Mails you want"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature
        field = self.fields["wanted"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(purpose.name, purpose.label) for purpose in purposes()]

    @property
    def stopped_some(self) -> bool:
        """Whether some kind was left out before."""
        return len(self.initial.get("wanted", [])) < len(purposes())

    def stopped(self) -> list[str]:
        """The purposes that were left out."""
        wanted = set(self.cleaned_data["wanted"])
        return [purpose.name for purpose in purposes() if purpose.name not in wanted]


class StopForm(forms.Form):
    """Which mails to stop, from the page a mail's foot leads to."""

    what = forms.ChoiceField(
        choices=[("purpose", ""), ("all", "")], required=False, initial="purpose"
    )
