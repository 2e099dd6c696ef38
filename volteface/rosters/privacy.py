"""What rosters holds about a person."""

from django.utils.translation import gettext_lazy as _

from volteface.accounts.events import (
    kept,
    register_erasure,
    register_leaving,
    register_personal_data,
    rows_by,
)
from volteface.rosters.actions import leave_everywhere
from volteface.rosters.models import Membership, RosterImport


def register() -> None:
    """Name every table of this app that leads to a person."""
    register_personal_data(
        Membership,
        rows_by(Membership, "subject", leave_out=("grant",)),
        label=_("Your cohorts and groups"),
    )
    register_erasure(Membership, kept(Membership))
    register_leaving(leave_everywhere)
    register_erasure(RosterImport, kept(RosterImport, "by"))
    register_personal_data(
        RosterImport,
        rows_by(RosterImport, "by", leave_out=("rows",)),
        label=_("Rosters you brought in"),
    )
