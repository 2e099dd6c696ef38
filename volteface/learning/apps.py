"""Django's entry for the learning app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LearningConfig(AppConfig):
    name = "volteface.learning"
    label = "learning"

    def ready(self) -> None:
        """Fill the registries of lower apps."""
        from volteface.core import hot  # noqa: PLC0415 - models must be loaded first
        from volteface.learning import (  # noqa: PLC0415 - as above
            handlers,
            lane,
            views,
            watch_lane,
        )

        hot.register(views.HOT, views.hot_page)
        lane.register()
        watch_lane.register()
        handlers.register()
        _register_personal_data()
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


def _register_personal_data() -> None:
    from volteface.accounts.events import (  # noqa: PLC0415 - models must be loaded first
        register_personal_data,
        rows_by,
    )
    from volteface.learning import handlers, models  # noqa: PLC0415 - as above

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
    for model, label in (
        (models.Response, _("Your answers")),
        (models.Progress, _("Your progress")),
        (models.Watched, _("What you watched of films")),
        (models.ShownObjective, _("What you showed in pre-tests")),
        (models.MeetingRole, _("Roles you took in meetings")),
        (models.Note, _("Your notes and highlights")),
    ):
        register_personal_data(model, rows_by(model, "subject"), label=label)
    _register_erasures()


def _register_erasures() -> None:
    """Answers stay for the counts they are part of; texts of one's own do not."""
    from django.db.models import Q  # noqa: PLC0415 - as below

    from volteface.accounts.events import (  # noqa: PLC0415 - models must be loaded first
        emptied,
        kept,
        register_erasure,
        removed,
    )
    from volteface.learning import models  # noqa: PLC0415 - as above
    from volteface.questions.queries.content import unmarked_kinds  # noqa: PLC0415 - as above

    texts = Q(version__kind__in=unmarked_kinds())
    register_erasure(
        models.Response,
        emptied(models.Response, only=texts, answer="", device=""),
        kept(models.Response, only=~texts, device=""),
    )
    register_erasure(
        models.RubricMark,
        emptied(models.RubricMark, "response__subject", comment=""),
        emptied(models.RubricMark, "by", comment=""),
    )
    register_erasure(models.Grade, kept(models.Grade, "response__subject"))
    register_erasure(models.Note, removed(models.Note))
    for model in (models.Progress, models.Watched, models.ShownObjective, models.MeetingRole):
        register_erasure(model, kept(model))
