"""Addresses of the messaging app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from volteface.messaging import views

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "messaging"

urlpatterns: list[URLPattern] = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read_all, name="read_all"),
    path("preferences/", views.preferences, name="preferences"),
    path("stop/<str:token>/", views.stop, name="stop"),
    path("mail/", views.mail_settings, name="mail_settings"),
    path("mail/test/", views.send_test, name="send_test"),
    path("<slug:code>/open/", views.open_message, name="open"),
]
