"""What courses tell lower apps when they are ready: who owns banks, what courses are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from volteface.accounts.queries import roles_held
from volteface.courses.models import Course
from volteface.courses.queries import AUTHORS, may_write_bank
from volteface.courses.queries.files import images_of_bank, pictures_of_bank
from volteface.questions.events import Home

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from django.http import HttpRequest

    from volteface.accounts.models import Subject
    from volteface.core.markup import Resolver


class BankOwner:
    """A course owns its bank: whoever writes the course writes its questions."""

    def may_edit(self, subject: Subject, bank_id: int, *, at: dt.datetime) -> bool:
        """Teachers and managers of the course, and administrators."""
        return may_write_bank(subject, bank_id, at)

    def home(self, bank_id: int) -> Home | None:
        """The course's page."""
        course = Course.objects.filter(bank_id=bank_id).first()
        if course is None:
            return None
        url = reverse("courses:course", args=[course.code])
        return Home(title=course.title, url=url, language=course.language)

    def images(self, bank_id: int) -> Resolver:
        """The course's files."""
        return images_of_bank(bank_id)

    def pictures(self, bank_id: int) -> list[str]:
        """The course's pictures, by name."""
        return pictures_of_bank(bank_id)


def writes_courses(request: HttpRequest) -> bool:
    """Whether the navigation leads this person to courses."""
    return bool(roles_held(request) & {*AUTHORS, "administrator"})


def course_titles(codes: Collection[str]) -> dict[str, str]:
    """Courses by their titles, archived ones too."""
    return dict(Course.objects.filter(code__in=codes).values_list("code", "title"))
