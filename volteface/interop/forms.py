"""The one field of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volteface.interop.rules.source import LARGEST

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


class ImportForm(forms.Form):
    """A file; what is in it is found out by its content."""

    file = forms.FileField(
        label=gettext_lazy("A file from your computer"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".md,.markdown,.txt,.gift,.zip"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        """Too large is said before anything is read."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size and file.size > LARGEST:
            message = _(
                "The file is too large: 20 MB at most. Bring long films in one by one, on the "
                "course's page of files, and the texts without them."
            )
            raise forms.ValidationError(message)
        return file
