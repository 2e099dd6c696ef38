"""Django's entry for the learning app."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "volteface.learning"
    label = "learning"

    def ready(self) -> None:
        """Fill the registries of lower apps."""
        from volteface.learning import handlers, lane  # noqa: PLC0415 - models must be loaded first

        lane.register()
        handlers.register()
