"""Django's entry for the classroom app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClassroomConfig(AppConfig):
    name = "volteface.classroom"
    label = "classroom"

    def ready(self) -> None:
        """Give the lane its room streams and ballots."""
        from volteface.accounts.events import (  # noqa: PLC0415
            emptied,
            kept,
            register_erasure,
            register_personal_data,
            rows_by,
        )
        from volteface.classroom import handlers, lane  # noqa: PLC0415 - models must be loaded first
        from volteface.classroom.models import OwnTechnique, Participant  # noqa: PLC0415
        from volteface.core import navigation  # noqa: PLC0415
        from volteface.rosters.queries import has_staff_role  # noqa: PLC0415

        handlers.register()
        lane.register()
        register_erasure(Participant, emptied(Participant, name=""))
        register_personal_data(
            Participant, rows_by(Participant, "subject"), label=_("Rooms you were in")
        )
        # A sheet is the course's; whoever wrote it becomes a pseudonym.
        register_erasure(OwnTechnique, kept(OwnTechnique, "by"))
        register_personal_data(
            OwnTechnique, rows_by(OwnTechnique, "by"), label=_("Technique sheets you wrote")
        )
        navigation.register(
            navigation.Entry(
                label=_("Techniques"),
                icon="shapes",
                url_name="classroom:techniques",
                position=10,
                shown=has_staff_role,
                section="account",
            )
        )
