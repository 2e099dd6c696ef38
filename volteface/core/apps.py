"""Django's entry for the core app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "volteface.core"
    label = "core"
