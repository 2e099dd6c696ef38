"""Django's entry for the readiness app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReadinessConfig(AppConfig):
    name = "volteface.readiness"
    label = "readiness"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.accounts.events import (  # noqa: PLC0415
            kept,
            register_erasure,
            register_personal_data,
            rows_by,
        )
        from volteface.readiness import handlers  # noqa: PLC0415
        from volteface.readiness.models import ReadinessState, Thresholds  # noqa: PLC0415

        handlers.register()
        register_erasure(ReadinessState, kept(ReadinessState))
        register_erasure(Thresholds, kept(Thresholds, "by"))
        register_personal_data(
            ReadinessState, rows_by(ReadinessState, "subject"), label=_("How ready you were")
        )
