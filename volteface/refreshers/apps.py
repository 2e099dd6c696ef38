"""Django's entry for the refreshers app."""

from django.apps import AppConfig


class RefreshersConfig(AppConfig):
    name = "volteface.refreshers"
    label = "refreshers"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.refreshers import handlers  # noqa: PLC0415

        handlers.register()
