"""What rosters do when called from below: the work confirmed, and what their scopes are called."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volteface.core.jinja import moment
from volteface.messaging.events import Purpose, Rendered, register_purpose
from volteface.rosters.actions.export import EXPORTED
from volteface.rosters.actions.intake import bring_in
from volteface.rosters.models import Cohort, Group
from volteface.rosters.queries.intake import roster_import_by_code

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from volteface.messaging.models import OutboxMessage


def register() -> None:
    """Fill the registry of what people are told."""
    register_purpose(
        Purpose(
            name=EXPORTED,
            label=gettext_lazy("Large exports of learners' data"),
            needs_me=True,
            wanted=lambda _message, _at: "",
            render=_exported,
        )
    )


def _exported(message: OutboxMessage, _language: str) -> Rendered:
    said = message.context
    title = cohort_titles([message.about]).get(message.about, "")
    what = _(
        "%(who)s made a file with the names and addresses of %(count)s learners of “%(cohort)s”, "
        "%(at)s."
    ) % {
        "who": said["who"],
        "count": said["count"],
        "cohort": title,
        "at": moment(dt.datetime.fromisoformat(str(said["at"]))),
    }
    advice = _("If nobody knows what for, speak to them, and have their sessions ended.")
    return Rendered(
        title=_("Learners' data was exported"),
        text=f"{what}\n\n{advice}",
        address=reverse("rosters:cohort", args=[message.about]),
    )


def bring_in_roster(payload: Mapping[str, object], at: dt.datetime) -> None:
    """Bring in a confirmed roster, again from the start of what nobody saw if it was stopped."""
    roster = roster_import_by_code(str(payload["code"]))
    if roster is not None:
        bring_in(roster, at=at)


def cohort_titles(codes: Collection[str]) -> dict[str, str]:
    """Cohorts by the titles their teachers gave them, archived ones too."""
    return dict(Cohort.objects.filter(code__in=codes).values_list("code", "title"))


def group_names(codes: Collection[str]) -> dict[str, str]:
    """Groups by their names, which say little without the cohort's title."""
    rows = Group.objects.filter(code__in=codes).values_list("code", "name", "cohort__title")
    return {code: f"{name} · {title}" for code, name, title in rows}
