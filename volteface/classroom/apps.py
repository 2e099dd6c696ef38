"""Django's entry for the classroom app."""

from django.apps import AppConfig


class ClassroomConfig(AppConfig):
    name = "volteface.classroom"
    label = "classroom"
