"""Addresses of the core app."""

from __future__ import annotations

from django.urls import path

from volteface.core import away, views

app_name = "core"

urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("preferences/", views.preferences, name="preferences"),
    path("manifest.webmanifest", away.manifest, name="manifest"),
    path("service-worker.js", away.service_worker, name="service_worker"),
    path("search/", views.search, name="search"),
    path("offline/", away.offline, name="offline"),
]
