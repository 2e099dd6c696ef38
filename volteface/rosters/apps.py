"""Django's entry for the rosters app."""

from django.apps import AppConfig


class RostersConfig(AppConfig):
    name = "volteface.rosters"
    label = "rosters"
