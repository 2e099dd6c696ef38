"""Django's entry for the timetable app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TimetableConfig(AppConfig):
    name = "volteface.timetable"
    label = "timetable"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.accounts.events import (  # noqa: PLC0415
            emptied,
            register_erasure,
            register_personal_data,
            removed,
            rows_by,
        )
        from volteface.core import navigation  # noqa: PLC0415
        from volteface.courses.events import register_next, register_watcher  # noqa: PLC0415
        from volteface.timetable import handlers  # noqa: PLC0415
        from volteface.timetable.models import Extension, Feed  # noqa: PLC0415
        from volteface.timetable.queries.leading import next_to_plan  # noqa: PLC0415
        from volteface.timetable.queries.reserving import slots_missing  # noqa: PLC0415

        register_erasure(Extension, emptied(Extension, reason=""))
        register_erasure(Feed, removed(Feed))
        register_personal_data(
            Extension, rows_by(Extension, "subject"), label=_("More time you were given")
        )
        register_personal_data(
            Feed,
            rows_by(Feed, "subject", leave_out=("token",)),
            label=_("Calendar addresses you made"),
        )
        handlers.register()
        register_next(next_to_plan)
        register_watcher(slots_missing)
        navigation.register(
            navigation.Entry(
                label=_("Calendar"),
                icon="calendar-days",
                url_name="timetable:calendar",
                position=30,
                shown=lambda _request: True,
            )
        )
