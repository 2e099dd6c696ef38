"""Whether questions of a published module have been changed since it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q

from volteface.courses.models import EditionQuestion

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from volteface.courses.models import Edition


def asks_newer(edition: Edition) -> bool:
    """Whether learners are still asked older words than the bank's."""
    return newer_links().filter(edition=edition).exists()


def newer_links() -> QuerySet[EditionQuestion]:
    """Links to a version that is no longer the newest; a mended key needs no publishing."""
    links = EditionQuestion.objects.filter(version__question__archived_at__isnull=True)
    newest = Q(version=F("version__question__current"))
    mended = Q(version__keyed_by=F("version__question__current"))
    return links.exclude(newest | mended)
