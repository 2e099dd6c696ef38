"""What an import asks for: files, and which course they are for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volteface.interop.rules.source import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.core.files.uploadedfile import UploadedFile

    from volteface.courses.models import Course

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
        for file in files:
            if file is not None and not file.size:
                message = _(
                    "“%(name)s” is empty, so nothing was brought in. Save it again where you made "
                    "it, or choose another file."
                )
                raise forms.ValidationError(message, params={"name": file.name})
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


class BringForm(ImportForm):
    """The same, from a page that is of no course."""

    course = forms.ChoiceField(label=gettext_lazy("For the course"))

    def __init__(self, *args: Any, courses: Iterable[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._courses = {course.code: course for course in courses}
        field = self.fields["course"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(code, course.title) for code, course in self._courses.items()]

    def clean_course(self) -> Course:
        """The course that was chosen among one's own."""
        return self._courses[self.cleaned_data["course"]]
