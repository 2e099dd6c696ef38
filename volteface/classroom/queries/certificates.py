"""Who has earned a cohort's certificate, by the teacher's rule, and what stands on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.classroom.models import CertificateTerms, Participant
from volteface.core.folding import folded
from volteface.core.jinja import dated
from volteface.readiness.models import ReadinessState
from volteface.rosters.queries import learners_of
from volteface.timetable.queries import audience_of, live_cycles

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from volteface.accounts.models import Subject
    from volteface.rosters.models import Cohort, Membership
    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """One learner against the rule; of how many meetings that were theirs."""

    place: Membership
    prepared: int
    attended: int
    of: int
    has_earned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificates:
    """The terms with everybody against them."""

    terms: CertificateTerms
    rule: str
    rows: tuple[Earned, ...]

    @property
    def earned(self) -> tuple[Earned, ...]:
        return tuple(row for row in self.rows if row.has_earned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What stands on a certificate beside the name, in the reader's language."""

    institution: str
    text: str
    facts: tuple[tuple[str, str], ...]
    place_and_date: str


def terms_of(cohort: Cohort) -> CertificateTerms | None:
    """The cohort's certificate, once its teacher has written one."""
    return CertificateTerms.objects.filter(cohort=cohort).first()


def certificates_of(
    cohort: Cohort, terms: CertificateTerms, *, at: dt.datetime, subject: Subject | None = None
) -> Certificates:
    """Everybody of the cohort against the rule, or one ``subject``: what has been met so far."""
    places = list(learners_of(cohort, at=at, subject=subject))
    cycles = [cycle for cycle in live_cycles().filter(cohort=cohort) if cycle.meeting.ends_at <= at]
    theirs = {cycle.pk: _audience(cycle, subject) for cycle in cycles}
    finished = ReadinessState.objects.filter(cycle__in=theirs, finished=True)
    seats = Participant.objects.filter(room__cycle__in=theirs, kind=Participant.Kind.MEMBER)
    if subject is not None:
        finished, seats = finished.filter(subject=subject), seats.filter(subject=subject)
    prepared = set(finished.values_list("cycle_id", "subject_id"))
    attended = set(seats.values_list("room__cycle_id", "subject_id"))
    rows = []
    for place in places:
        own = {pk for pk, people in theirs.items() if place.subject_id in people}
        done = sum((pk, place.subject_id) in prepared for pk in own)
        # Whoever came along with another group was there all the same.
        came = sum((pk, place.subject_id) in attended for pk in theirs)
        rows.append(
            Earned(
                place=place,
                prepared=done,
                attended=came,
                of=len(own),
                has_earned=done >= terms.least_prepared and came >= terms.least_attended,
            )
        )
    return Certificates(
        terms=terms,
        rule=rule_of(terms),
        rows=tuple(sorted(rows, key=lambda row: folded(str(row.place.subject.person or "")))),
    )


def own_certificate(
    cohort: Cohort, subject: Subject, *, at: dt.datetime
) -> tuple[Certificates, Earned] | None:
    """A learner's own, once certificates are handed out; they may not have earned it."""
    terms = terms_of(cohort)
    if terms is None or terms.handed_out_at is None:
        return None
    found = certificates_of(cohort, terms, at=at, subject=subject)
    return (found, found.rows[0]) if found.rows else None


def has_own_certificate(cohort: Cohort, subject: Subject, *, at: dt.datetime) -> bool:
    """Whether a learner may fetch theirs now; one query for most people."""
    own = own_certificate(cohort, subject, at=at)
    return own is not None and own[1].has_earned


def wording_of(cohort: Cohort, terms: CertificateTerms, *, at: dt.datetime) -> Wording:
    """The words of a certificate given at ``at``, or when certificates were handed out."""
    on = localtime(terms.handed_out_at or at).date()
    return Wording(
        institution=settings.SITE_NAME,
        text=_text(cohort, on),
        facts=tuple(_facts(cohort, terms)),
        place_and_date=", ".join(part for part in (terms.place, dated(on)) if part),
    )


def rule_of(terms: CertificateTerms) -> str:
    """The rule in a sentence, the same for teacher and learners."""
    prepared = ngettext(
        "at least %(n)s preparation finished", "at least %(n)s preparations finished",
        terms.least_prepared,
    ) % {"n": terms.least_prepared}  # fmt: skip
    attended = ngettext(
        "at least %(n)s meeting attended", "at least %(n)s meetings attended", terms.least_attended
    ) % {"n": terms.least_attended}
    parts = [
        words
        for count, words in ((terms.least_prepared, prepared), (terms.least_attended, attended))
        if count
    ]
    return _(" and ").join(parts) if parts else _("everybody who is enrolled")


def _audience(cycle: Cycle, subject: Subject | None) -> set[int]:
    people = audience_of(cycle, subject=subject).order_by()
    return set(people.values_list("subject_id", flat=True))


def _text(cohort: Cohort, on: dt.date) -> str:
    """What they took part in, until the term's end or the day it is given."""
    return _(
        "took part in “%(course)s” from %(start)s to %(end)s, learning the basics alone before"
        " each meeting and putting them to use together in it."
    ) % {
        "course": cohort.course.title,
        "start": dated(cohort.starts_on),
        "end": dated(min(on, cohort.ends_on)),
    }


def _facts(cohort: Cohort, terms: CertificateTerms) -> Iterator[tuple[str, str]]:
    """What stands below the text, each with its name."""
    yield _("Given for"), rule_of(terms)
    if terms.hours:
        # An hour and a half are hours in English and, as anything below two, one in French.
        whole = terms.hours == int(terms.hours) or terms.hours > 2  # noqa: PLR2004 - see above
        hours = ngettext("%(n)s hour", "%(n)s hours", int(terms.hours) if whole else 0)
        yield _("Extent"), hours % {"n": number_format(terms.hours.normalize())}
    yield _("Cohort"), cohort.title
