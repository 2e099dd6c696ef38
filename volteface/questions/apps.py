"""Django's entry for the questions app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    name = "volteface.questions"
    label = "questions"

    def ready(self) -> None:
        # Models exist only now.
        from volteface.accounts.events import register_personal_data, rows_by  # noqa: PLC0415
        from volteface.questions.models import QuestionVersion  # noqa: PLC0415

        register_personal_data(
            QuestionVersion, rows_by(QuestionVersion, "by"), label=_("Questions you wrote")
        )
