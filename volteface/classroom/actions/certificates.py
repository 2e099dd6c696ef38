"""Write a cohort's certificate and its rule, hand certificates out, take them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from volteface.accounts.actions import record
from volteface.classroom.models import CertificateTerms

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from volteface.accounts.models import Subject
    from volteface.rosters.models import Cohort


def write_terms(
    cohort: Cohort, words: Mapping[str, object], *, by: Subject | None, at: dt.datetime
) -> CertificateTerms:
    """The certificate's words and its rule; what was handed out stays handed out."""
    with transaction.atomic():
        terms, _made = CertificateTerms.objects.update_or_create(
            cohort=cohort, defaults={**words, "changed_at": at}
        )
        record(by, "write", noun="certificate", code=terms.code, at=at)
    return terms


def hand_out(terms: CertificateTerms, *, by: Subject | None, at: dt.datetime) -> CertificateTerms:
    """Learners who have earned it find theirs from now on, dated today."""
    return _handed(terms, at, "hand_out", by=by, at=at)


def take_back(terms: CertificateTerms, *, by: Subject | None, at: dt.datetime) -> CertificateTerms:
    """Learners no longer find theirs: the rule or the words are to change."""
    return _handed(terms, None, "take_back", by=by, at=at)


def _handed(
    terms: CertificateTerms,
    handed_out_at: dt.datetime | None,
    verb: str,
    *,
    by: Subject | None,
    at: dt.datetime,
) -> CertificateTerms:
    with transaction.atomic():
        terms.handed_out_at = handed_out_at
        terms.save(update_fields=["handed_out_at"])
        record(by, verb, noun="certificate", code=terms.code, at=at)
    return terms
