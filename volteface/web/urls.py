"""Addresses of the web app."""

from __future__ import annotations

from django.urls import path

from volteface.web.views import health
from volteface.web.views.cycle import cycle
from volteface.web.views.home import home
from volteface.web.views.styleguide import styleguide

app_name = "web"

urlpatterns = [
    path("", home, name="home"),
    path("c/<slug:code>/", cycle, name="cycle"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path(".well-known/security.txt", health.security_contact, name="security_contact"),
    path("system/", health.system, name="system"),
    path("accessibility/", health.accessibility, name="accessibility"),
    path("styleguide/", styleguide, name="styleguide"),
]
