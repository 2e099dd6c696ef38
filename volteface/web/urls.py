"""Addresses of the web app."""

from __future__ import annotations

from django.urls import path

from volteface.web.views import health
from volteface.web.views.styleguide import styleguide

app_name = "web"

urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path(".well-known/security.txt", health.security_contact, name="security_contact"),
    path("system/", health.system, name="system"),
    path("accessibility/", health.accessibility, name="accessibility"),
    path("styleguide/", styleguide, name="styleguide"),
]
