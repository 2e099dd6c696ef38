"""Django's entry for the learning app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "volteface.learning"
    label = "learning"

    def ready(self) -> None:
        """Fill the registries of lower apps."""
        from volteface.accounts.events import (  # noqa: PLC0415 - models must be loaded first
            register_personal_data,
            rows_by,
        )
        from volteface.core import hot  # noqa: PLC0415 - as above
        from volteface.learning import (  # noqa: PLC0415 - as above
            handlers,
            lane,
            models,
            views,
            watch_lane,
        )

        hot.register(views.HOT, views.hot_page)
        lane.register()
        watch_lane.register()
        handlers.register()
        register_personal_data(
            models.Response, rows_by(models.Response, "subject"), label=_("Your answers")
        )
        register_personal_data(
            models.Grade,
            rows_by(models.Grade, "response__subject", only=handlers.told_already),
            label=_("How your answers were marked"),
        )
        register_personal_data(
            models.RubricMark,
            rows_by(models.RubricMark, "response__subject"),
            label=_("What was said of your texts"),
        )
        register_personal_data(
            models.Progress, rows_by(models.Progress, "subject"), label=_("Your progress")
        )
        register_personal_data(
            models.Watched, rows_by(models.Watched, "subject"), label=_("What you watched of films")
        )
        register_personal_data(
            models.ShownObjective,
            rows_by(models.ShownObjective, "subject"),
            label=_("What you showed in pre-tests"),
        )
        register_personal_data(
            models.MeetingRole,
            rows_by(models.MeetingRole, "subject"),
            label=_("Roles you took in meetings"),
        )
        register_personal_data(
            models.Note, rows_by(models.Note, "subject"), label=_("Your notes and highlights")
        )
        from django.urls import reverse  # noqa: PLC0415 - addresses exist only now

        from volteface.core.navigation import Entry, register  # noqa: PLC0415 - as above
        from volteface.learning.events import StepWay, register_step_way  # noqa: PLC0415

        register_step_way(
            StepWay(
                name="notes",
                label=_("Notes"),
                icon="bookmark",
                path=lambda cycle, step: reverse("learning:step_notes", args=[cycle, step]),
                in_panel=True,
            )
        )
        register(
            Entry(
                label=_("My notes"),
                icon="notebook-pen",
                url_name="learning:notes",
                position=15,
                shown=lambda _request: True,
                section="account",
            )
        )
