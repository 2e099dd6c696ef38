"""Django's entry for the dialogue app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DialogueConfig(AppConfig):
    name = "volteface.dialogue"
    label = "dialogue"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.accounts.events import register_personal_data, rows_by  # noqa: PLC0415
        from volteface.dialogue import models, queries  # noqa: PLC0415
        from volteface.messaging.events import register_last_word  # noqa: PLC0415

        for model, label in (
            (models.Acknowledgement, _("What you said about working at home")),
            (models.Thread, _("Questions you asked")),
            (models.Reply, _("Answers you wrote")),
            (models.StopReason, _("Why you stopped")),
        ):
            register_personal_data(model, rows_by(model, "subject"), label=label)
        register_personal_data(models.Note, rows_by(models.Note, "by"), label=_("Your notes"))
        register_last_word(queries.last_word_of)
