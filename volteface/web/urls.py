"""Addresses of the web app."""

from __future__ import annotations

from django.urls import path

from volteface.web.views.styleguide import styleguide

app_name = "web"

urlpatterns = [
    path("styleguide/", styleguide, name="styleguide"),
]
