"""Django's entry for the refreshers app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RefreshersConfig(AppConfig):
    name = "volteface.refreshers"
    label = "refreshers"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.accounts.events import (  # noqa: PLC0415
            kept,
            register_erasure,
            register_personal_data,
            rows_by,
        )
        from volteface.refreshers import handlers  # noqa: PLC0415
        from volteface.refreshers.models import ReviewLog, Schedule  # noqa: PLC0415

        handlers.register()
        register_erasure(Schedule, kept(Schedule))
        register_erasure(ReviewLog, kept(ReviewLog, "schedule__subject"))
        register_personal_data(
            Schedule, rows_by(Schedule, "subject"), label=_("When you are asked again")
        )
        register_personal_data(
            ReviewLog, rows_by(ReviewLog, "schedule__subject"), label=_("What you were asked again")
        )
