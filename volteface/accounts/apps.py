"""Django's entry for the accounts app."""

import datetime as dt

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

_OWN_PAGES = (
    (_("Profile"), "user", "accounts:profile", "get"),
    (_("What we hold about you"), "shield", "accounts:data", "get"),
    (_("Sign out"), "log-out", "accounts:sign_out", "post"),
)


class AccountsConfig(AppConfig):
    name = "volteface.accounts"
    label = "accounts"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.accounts import handlers, privacy  # noqa: PLC0415
        from volteface.accounts.queries import sees_people  # noqa: PLC0415
        from volteface.core import jobs, navigation  # noqa: PLC0415

        jobs.register("accounts.mail_code", handlers.mail_code)
        jobs.register("accounts.mail_invitation", handlers.mail_invitation)
        jobs.every("accounts.failures", dt.timedelta(hours=1), handlers.forget_old_failures)
        privacy.register()
        navigation.register(
            navigation.Entry(
                label=_("People"),
                icon="users",
                url_name="accounts:people",
                position=80,
                shown=sees_people,
            )
        )
        for position, (label, icon, name, method) in enumerate(_OWN_PAGES):
            navigation.register(
                navigation.Entry(
                    label=label,
                    icon=icon,
                    url_name=name,
                    position=900 + position,
                    shown=lambda _request: True,
                    section="account",
                    method=method,
                )
            )
