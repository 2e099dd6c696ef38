"""Django's entry for the readiness app."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "volteface.readiness"
    label = "readiness"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.readiness import handlers  # noqa: PLC0415

        handlers.register()
