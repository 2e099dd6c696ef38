"""Django's entry for the messaging app."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "volteface.messaging"
    label = "messaging"
