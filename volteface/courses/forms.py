"""The shape of what authors type about courses, modules, steps and sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volteface.courses.models import Step
from volteface.courses.rules import sheet as sheets
from volteface.courses.rules.document import LEVELS
from volteface.courses.rules.terms import Term, term_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django_stubs_ext import StrOrPromise

# Addresses of our own stand where a course's code would.
_RESERVED = {"new", "module", "step"}
_LANGUAGES = [("en", gettext_lazy("English")), ("fr", gettext_lazy("French"))]
_LONGEST_LINE = 500


class LinesField(forms.CharField):
    """One thing a line."""

    def __init__(self, *, label: StrOrPromise, help_text: StrOrPromise = "", rows: int = 4) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=False,
            max_length=20_000,
            widget=forms.Textarea(attrs={"rows": rows}),
        )

    def clean(self, value: object) -> list[str]:
        text = str(super().clean(value) or "")
        lines = [" ".join(line.split()) for line in text.splitlines()]
        if any(len(line) > _LONGEST_LINE for line in lines):
            raise forms.ValidationError(_("Keep each line below 500 characters."))
        return [line for line in lines if line]


def _long(
    label: StrOrPromise, *, longest: int, rows: int, help_text: StrOrPromise = ""
) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class CourseForm(forms.Form):
    """What a course says about itself."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    summary = _long(
        gettext_lazy("Summary"),
        longest=2_000,
        rows=3,
        help_text=gettext_lazy("One or two sentences."),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the texts"), choices=_LANGUAGES, initial="en"
    )


class NewCourseForm(CourseForm):
    """A course and the short code people type."""

    code = forms.SlugField(
        label=gettext_lazy("Short code"),
        max_length=40,
        help_text=gettext_lazy("Letters, digits and hyphens; it stands in the address."),
    )
    field_order = ("title", "code", "summary", "language")

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).lower()
        if code in _RESERVED:
            raise forms.ValidationError(_("This word is taken. Choose another one."))
        return code


class TitleForm(forms.Form):
    """The title of something new."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)


class ModuleForm(forms.Form):
    """What a module promises."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    summary = _long(gettext_lazy("Summary"), longest=2_000, rows=3)
    why = _long(
        gettext_lazy("Why it is worth your learners' time"),
        longest=1_000,
        rows=3,
        help_text=gettext_lazy("In their words. It stands on the why-we-flip page."),
    )
    objectives = LinesField(
        label=gettext_lazy("Objectives"),
        help_text=gettext_lazy(
            "One a line, as “key: what learners will be able to do”; the key may be left out."
        ),
    )
    key_points = LinesField(
        label=gettext_lazy("Key points"),
        help_text=gettext_lazy("One a line: what to keep. The meeting is planned on them."),
    )

    terms = LinesField(
        label=gettext_lazy("Terms"),
        help_text=gettext_lazy(
            "One a line, as “term: meaning”, or “term @ 1885: meaning” where a year belongs to it. "
            "Games are made of them."
        ),
    )

    def clean_terms(self) -> list[Term]:
        found = [term_of(line) for line in self.cleaned_data["terms"]]
        terms = [term for term in found if term is not None]
        if len(terms) < len(found):
            raise forms.ValidationError(_("Write each term as “term: meaning”."))
        if len({term.term.casefold() for term in terms}) < len(terms):
            raise forms.ValidationError(_("A term is there twice."))
        return terms

    def clean_objectives(self) -> list[tuple[str, str]]:
        pairs = [_pair(line) for line in self.cleaned_data["objectives"]]
        keys = [key for key, _ in pairs if key]
        if len(set(keys)) < len(keys):
            raise forms.ValidationError(_("Two objectives have the same key."))
        return pairs


class StepForm(forms.Form):
    """A step as its author types it; ``revision`` says which text they began with."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    level = forms.ChoiceField(label=gettext_lazy("Level"), choices=Step.Level.choices)
    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=1, max_value=600)
    body = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        max_length=100_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "true"}),
    )
    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    # Whose unpublished text this is, when it was opened from there.
    settles = forms.UUIDField(required=False, widget=forms.HiddenInput)
    # What its author began with, so that two authors' work can be brought together.
    base = forms.CharField(
        required=False, max_length=100_000, strip=False, widget=forms.Textarea(attrs={"hidden": ""})
    )
    base_title = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    base_level = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    base_minutes = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def clean_level(self) -> str:
        level = str(self.cleaned_data["level"])
        return level if level in LEVELS else "core"

    def saved(self) -> dict[str, Any]:
        """What ``save_step`` takes; a base only where one was sent."""
        given = self.cleaned_data
        base = None
        if "base" in self.data:
            base = {
                "body": given["base"],
                "title": given["base_title"],
                "level": given["base_level"],
                "minutes": given["base_minutes"],
            }
        names = ("title", "level", "minutes", "body", "revision", "settles")
        return {name: given[name] for name in names} | {"base": base}


class SheetForm(forms.Form):
    """Every field of the technique sheet."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed through
        for name in sheets.NAMES:
            label, help_text = sheets.LABELS[name]
            rows = 5 if name in {"process", "points_of_vigilance"} else 2
            self.fields[name] = _long(
                gettext_lazy(label),
                longest=sheets.LONGEST,
                rows=rows,
                help_text=gettext_lazy(help_text),
            )

    def sheet(self) -> sheets.Sheet:
        """The sheet as typed."""
        texts = {name: str(self.cleaned_data[name]) for name in sheets.NAMES}
        return sheets.Sheet(**{name: text.strip() for name, text in texts.items()})


class UploadForm(forms.Form):
    """A file for the course."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        max_length=200,
        error_messages={
            "empty": gettext_lazy("This file is empty. Save it again, or choose another one.")
        },
    )


class CaptionsForm(forms.Form):
    """Captions as WebVTT text, or a file of them; empty for a new beginning."""

    text = forms.CharField(
        label=gettext_lazy("Captions"),
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
    )


class BeginUploadForm(forms.Form):
    """What a script says of a film before it sends it in parts."""

    name = forms.CharField(max_length=200)
    size = forms.IntegerField(min_value=0, max_value=2**50)
    fingerprint = forms.CharField(max_length=80)


def objective_lines(objectives: Sequence[tuple[str, str]]) -> str:
    """Objectives as the form shows them."""
    return "\n".join(f"{key}: {text}" for key, text in objectives)


def _pair(line: str) -> tuple[str, str]:
    key, colon, text = line.partition(":")
    key = key.strip()
    plain = key.replace("-", "").replace("_", "")
    if colon and text.strip() and plain.isascii() and plain.isalnum() and len(key) <= 40:  # noqa: PLR2004 - a key's length
        return key, text.strip()
    return "", line
