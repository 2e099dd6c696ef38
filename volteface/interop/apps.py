"""Django's entry for the interop app."""

from django.apps import AppConfig


class InteropConfig(AppConfig):
    name = "volteface.interop"
    label = "interop"
