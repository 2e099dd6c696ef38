"""Django's entry for the classroom app."""

from django.apps import AppConfig


class ClassroomConfig(AppConfig):
    name = "volteface.classroom"
    label = "classroom"

    def ready(self) -> None:
        """Give the lane its room streams."""
        from volteface.classroom import lane  # noqa: PLC0415 - models must be loaded first

        lane.register()
