"""What a cohort's learners must have done to be given a certificate, and what it says."""

from __future__ import annotations

from django.db import models

from volteface.core.codes import public_code


class CertificateTerms(models.Model):
    """The teacher's rule and the certificate's words; learners see both.

    Who fulfils the rule is asked of what happened, so no certificate is a row.
    """

    cohort = models.OneToOneField("rosters.Cohort", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=12, unique=True, default=public_code, editable=False)
    title = models.CharField(max_length=120)
    # Of preparation and meetings, as the teacher reckons them; nothing: not said.
    hours = models.DecimalField(max_digits=5, decimal_places=1, null=True, blank=True)
    place = models.CharField(max_length=80, blank=True)
    signer = models.CharField(max_length=120)
    signer_role = models.CharField(max_length=120, blank=True)
    # At least so many preparations finished and meetings attended.
    least_prepared = models.PositiveSmallIntegerField(default=1)
    least_attended = models.PositiveSmallIntegerField(default=1)
    # From then on learners find their own; it is also the date on it.
    handed_out_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title
