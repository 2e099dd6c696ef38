"""Django's entry for the dialogue app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialogueConfig(AppConfig):
    name = "volteface.dialogue"
    label = "dialogue"

    def ready(self) -> None:
        # Models exist only now.
        from django.urls import reverse  # noqa: PLC0415

        from volteface.dialogue import handlers  # noqa: PLC0415
        from volteface.learning.events import StepWay, register_step_way  # noqa: PLC0415

        _register_personal_data()
        handlers.register()
        ask = StepWay(
            name="ask",
            label=_("Ask a question"),
            icon="message-circle-question-mark",
            path=lambda cycle, step: reverse("dialogue:ask_at", args=[cycle, step]),
            in_panel=True,
        )
        stop = StepWay(
            name="stop",
            label=_("Stop here"),
            icon="pause",
            path=lambda cycle, step: reverse("dialogue:stop", args=[cycle, step]),
            learners_only=True,
        )
        register_step_way(ask)
        register_step_way(stop)


def _register_personal_data() -> None:
    # Models exist only now.
    from volteface.accounts.events import (  # noqa: PLC0415
        emptied,
        kept,
        register_erasure,
        register_personal_data,
        rows_by,
    )
    from volteface.dialogue import models  # noqa: PLC0415

    for model, label in (
        (models.Acknowledgement, _("What you said about working at home")),
        (models.Thread, _("Questions you asked")),
        (models.SameQuestion, _("Questions that are yours too")),
        (models.Reply, _("Answers you wrote")),
        (models.StopReason, _("Why you stopped")),
    ):
        register_personal_data(model, rows_by(model, "subject"), label=label)
    # A dash keeps what others answered in its place.
    register_erasure(models.Thread, emptied(models.Thread, body="–", quote="", signed=False))
    register_erasure(models.Reply, emptied(models.Reply, body="–"))
    register_erasure(models.Note, kept(models.Note, "by"))
    for model in (models.Acknowledgement, models.StopReason, models.SameQuestion):
        register_erasure(model, kept(model))
    register_personal_data(models.Note, rows_by(models.Note, "by"), label=_("Your notes"))
