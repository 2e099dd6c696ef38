"""Django's entry for the accounts app."""

import datetime as dt

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "volteface.accounts"
    label = "accounts"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.accounts import erasing, handlers, privacy  # noqa: PLC0415
        from volteface.accounts.queries import administers, roles_of  # noqa: PLC0415
        from volteface.core import jobs, navigation  # noqa: PLC0415
        from volteface.core.lanes.memory import memory  # noqa: PLC0415

        jobs.register("accounts.mail_code", handlers.mail_code)
        jobs.register("accounts.mail_invitation", handlers.mail_invitation)
        jobs.every("accounts.failures", dt.timedelta(hours=1), handlers.forget_old_failures)
        memory.register("roles", lambda key: roles_of(int(key.split(".")[0])))
        privacy.register()
        jobs.register(erasing.TELL, handlers.mail_erasure)
        jobs.register(erasing.ERASE, erasing.run_erasure)
        navigation.register(
            navigation.Entry(
                label=_("People"),
                icon="users",
                url_name="accounts:people",
                position=80,
                shown=administers,
            )
        )
        navigation.register(
            navigation.Entry(
                label=_("What we hold about you"),
                icon="shield",
                url_name="accounts:data",
                position=30,
                shown=lambda _request: True,
                section="account",
            )
        )
