"""Django's entry for the learning app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "volteface.learning"
    label = "learning"

    def ready(self) -> None:
        """Fill the registries of lower apps."""
        from volteface.accounts.events import (  # noqa: PLC0415 - models must be loaded first
            register_personal_data,
            rows_by,
        )
        from volteface.learning import handlers, lane, models  # noqa: PLC0415 - as above

        lane.register()
        handlers.register()
        register_personal_data(
            models.Response, rows_by(models.Response, "subject"), label=_("Your answers")
        )
        register_personal_data(
            models.Grade,
            rows_by(models.Grade, "response__subject", only=handlers.told_already),
            label=_("How your answers were marked"),
        )
        register_personal_data(
            models.Progress, rows_by(models.Progress, "subject"), label=_("Your progress")
        )
