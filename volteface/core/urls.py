"""Addresses of the core app."""

from __future__ import annotations

from django.urls import path

from volteface.core import views

app_name = "core"

urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("preferences/", views.preferences, name="preferences"),
]
