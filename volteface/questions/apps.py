"""Django's entry for the questions app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    name = "volteface.questions"
    label = "questions"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.accounts.events import (  # noqa: PLC0415
            kept,
            register_erasure,
            register_personal_data,
            rows_by,
        )
        from volteface.questions.models import QuestionVersion  # noqa: PLC0415

        register_erasure(QuestionVersion, kept(QuestionVersion, "by"))
        register_personal_data(
            QuestionVersion, rows_by(QuestionVersion, "by"), label=_("Questions you wrote")
        )
