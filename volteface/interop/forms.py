"""What an import asks for: files, and which course they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volteface.courses.models import Course
from volteface.interop.rules.source import LARGEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet

MOST_FILES = 20
ACCEPTED = ".pptx,.docx,.md,.markdown,.txt,.gift,.xml,.zip"


class _Files(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ACCEPTED, "multiple": True})


class _FilesField(forms.FileField):
    """Every file that was chosen, each checked."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Too many and too large are said before anything is read."""
        # Without any file the field itself says that one is missing.
        files: Sequence[UploadedFile[Any] | None] = (
            data if isinstance(data, list) and data else [data or None]
        )
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("These are too many files: 20 at most at once."))
        cleaned = [super(_FilesField, self).clean(file, initial) for file in files]
        if sum(file.size or 0 for file in cleaned) > LARGEST:
            message = _(
                "This is too large: 50 MB at most at once. Bring long films in one by one, on the "
                "course's page of files, and the texts without them."
            )
            raise forms.ValidationError(message)
        return cleaned


class ImportForm(forms.Form):
    """Files; what is in them is found out by their content."""

    file = _FilesField(
        label=gettext_lazy("Files from your computer"), max_length=200, widget=_Files()
    )


class _Courses(forms.ModelChoiceField):
    """Courses by their titles."""

    def label_from_instance(self, obj: Course) -> str:
        """The title people know it by."""
        return obj.title


class BringForm(ImportForm):
    """The same, from a page that is of no course."""

    course = _Courses(
        label=gettext_lazy("For the course"),
        queryset=Course.objects.none(),
        to_field_name="code",
        empty_label=None,
    )

    def __init__(self, *args: Any, courses: QuerySet[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["course"]
        if isinstance(field, _Courses):
            field.queryset = courses
