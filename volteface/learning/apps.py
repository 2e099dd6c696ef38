"""Django's entry for the learning app."""

from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "volteface.learning"
    label = "learning"
