"""Django's entry for the dialogue app."""

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "volteface.dialogue"
    label = "dialogue"
