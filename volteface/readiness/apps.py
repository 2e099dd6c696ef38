"""Django's entry for the readiness app."""

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "volteface.readiness"
    label = "readiness"
