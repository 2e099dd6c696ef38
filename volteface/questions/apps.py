"""Django's entry for the questions app."""

from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "volteface.questions"
    label = "questions"
