"""The shapes of what people type about themselves and at the doors."""

from __future__ import annotations

import zoneinfo

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from volteface.accounts.models import Grant
from volteface.accounts.rules import LONGEST_PASSWORD

_ZONES = [(zone, zone.replace("_", " ")) for zone in sorted(zoneinfo.available_timezones())]


class SignInForm(forms.Form):
    """An address, and a password for those who have one."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class AskCodeForm(forms.Form):
    """Where to mail a code; a name only from who holds an enrolment link."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(required=False, max_length=120)
    invitation = forms.CharField(required=False, max_length=600)


class CodeForm(forms.Form):
    """The six digits of a mail."""

    code = forms.CharField(
        label=_("Six-digit code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
        ),
    )


class SecondStepForm(forms.Form):
    """A code of an app, or a recovery word."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "off"}),
    )


class AgainForm(forms.Form):
    """A password, or a code of an app."""

    secret = forms.CharField(
        label=_("Password or code"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class ProfileForm(forms.Form):
    """What people say about themselves."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=_ZONES,
        help_text=_("Dates and deadlines are shown in it."),
    )


class PasswordForm(forms.Form):
    """A new password, and the old one unless the person has just come in by mail."""

    old = forms.CharField(
        label=_("Current password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text=_("At least 8 characters; a short sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    field_order = ("old", "new")

    def __init__(self, *args: object, asks_old: bool = True, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        if not asks_old:
            del self.fields["old"]

    def clean_new(self) -> str:
        password: str = self.cleaned_data["new"]
        try:
            validate_password(password)
        except ValidationError as error:
            raise forms.ValidationError(error.messages) from error
        return password


class PersonForm(forms.Form):
    """Somebody an administrator lets in."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class GrantForm(forms.Form):
    """A role an administrator gives in the whole installation or in a course."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (Grant.Role.ADMINISTRATOR.value, Grant.Role.ADMINISTRATOR.label),
            (Grant.Role.MANAGER.value, Grant.Role.MANAGER.label),
            (Grant.Role.TEACHER.value, Grant.Role.TEACHER.label),
        ],
    )


class GrantChoiceForm(forms.Form):
    """Which of a person's grants is meant, by its own parts."""

    verb = forms.ChoiceField(choices=[(verb, verb) for verb in ("suspend", "resume", "end")])
    role = forms.ChoiceField(choices=Grant.Role.choices)
    scope = forms.ChoiceField(choices=Grant.Scope.choices)
    scope_code = forms.CharField(required=False, max_length=40)
