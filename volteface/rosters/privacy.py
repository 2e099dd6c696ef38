"""What rosters holds about a person."""

from django.utils.translation import gettext_lazy as _

from volteface.accounts.events import register_personal_data, rows_by
from volteface.rosters.models import Membership, RosterImport


def register() -> None:
    """Name every table of this app that leads to a person."""
    register_personal_data(
        Membership,
        rows_by(Membership, "subject", leave_out=("grant",)),
        label=_("Your cohorts and groups"),
    )
    register_personal_data(
        RosterImport,
        rows_by(RosterImport, "by", leave_out=("rows",)),
        label=_("Rosters you brought in"),
    )
