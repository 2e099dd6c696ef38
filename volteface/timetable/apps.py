"""Django's entry for the timetable app."""

from django.apps import AppConfig


class TimetableConfig(AppConfig):
    name = "volteface.timetable"
    label = "timetable"
