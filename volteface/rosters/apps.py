"""Django's entry for the rosters app."""

import datetime as dt

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RostersConfig(AppConfig):
    name = "volteface.rosters"
    label = "rosters"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.accounts.events import register_scope_names  # noqa: PLC0415
        from volteface.core import jobs, navigation  # noqa: PLC0415
        from volteface.rosters import handlers, privacy  # noqa: PLC0415
        from volteface.rosters.actions.intake import abandon_stopped  # noqa: PLC0415
        from volteface.rosters.queries import has_staff_role  # noqa: PLC0415

        jobs.register("rosters.bring_in", handlers.bring_in_roster)
        jobs.every("rosters.abandon", dt.timedelta(minutes=30), abandon_stopped)
        privacy.register()
        handlers.register()
        register_scope_names("cohort", handlers.cohort_titles)
        register_scope_names("group", handlers.group_names)
        navigation.register(
            navigation.Entry(
                label=_("Cohorts"),
                icon="users-round",
                url_name="rosters:cohorts",
                position=40,
                shown=has_staff_role,
            )
        )
