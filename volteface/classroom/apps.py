"""Django's entry for the classroom app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClassroomConfig(AppConfig):
    name = "volteface.classroom"
    label = "classroom"

    def ready(self) -> None:
        """Give the lane its room streams and ballots."""
        from volteface.classroom import (  # noqa: PLC0415 - models must be loaded first
            handlers,
            lane,
            paper_links,
            privacy,
        )
        from volteface.core import navigation  # noqa: PLC0415
        from volteface.rosters.events import CohortWay, register_cohort_way  # noqa: PLC0415
        from volteface.rosters.queries import has_staff_role  # noqa: PLC0415

        handlers.register()
        lane.register()
        paper_links.register()
        privacy.register()
        register_cohort_way(
            CohortWay(
                url_name="classroom:certificates",
                label=_("Certificates"),
                icon="award",
                roles=("teacher",),
            )
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
