"""Django's entry for the courses app."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "volteface.courses"
    label = "courses"
