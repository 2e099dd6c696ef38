"""Django's entry for the messaging app."""

import datetime as dt

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagingConfig(AppConfig):
    name = "volteface.messaging"
    label = "messaging"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.core import jobs, navigation  # noqa: PLC0415
        from volteface.messaging import handlers  # noqa: PLC0415

        _register_personal_data()
        jobs.every("messaging.send", dt.timedelta(seconds=5), handlers.send)
        navigation.register(
            navigation.Entry(
                label=_("Messages"),
                icon="mail",
                url_name="messaging:inbox",
                position=60,
                shown=lambda _request: True,
                badge=handlers.unread,
            )
        )
        navigation.register(
            navigation.Entry(
                label=_("Mail"),
                icon="send",
                url_name="messaging:mail_settings",
                position=90,
                shown=handlers.sees_mail_settings,
            )
        )


def _register_personal_data() -> None:
    from volteface.accounts.events import (  # noqa: PLC0415 - models must be loaded first
        register_erasure,
        register_personal_data,
        removed,
        rows_by,
    )
    from volteface.messaging.models import OutboxMessage, Preference  # noqa: PLC0415 - as above

    # They greet by name; what is still due is no longer wanted.
    register_erasure(OutboxMessage, removed(OutboxMessage))
    register_erasure(Preference, removed(Preference))
    register_personal_data(
        OutboxMessage, rows_by(OutboxMessage, "subject"), label=_("Messages to you")
    )
    register_personal_data(
        Preference, rows_by(Preference, "subject"), label=_("What you want mailed")
    )
