"""Django's entry for the refreshers app."""

from django.apps import AppConfig


class RefreshersConfig(AppConfig):
    name = "volteface.refreshers"
    label = "refreshers"
