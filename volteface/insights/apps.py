"""Django's entry for the insights app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InsightsConfig(AppConfig):
    name = "volteface.insights"
    label = "insights"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.accounts.events import (  # noqa: PLC0415
            kept,
            register_erasure,
            register_personal_data,
            rows_by,
        )
        from volteface.insights import handlers  # noqa: PLC0415
        from volteface.insights.models import Regrade  # noqa: PLC0415

        handlers.register()
        register_erasure(Regrade, kept(Regrade, "by"))
        register_personal_data(Regrade, rows_by(Regrade, "by"), label=_("Keys you mended"))
