"""Addresses of the interop app."""

from __future__ import annotations

from django.urls import path

from volteface.interop import views
from volteface.interop.views.command import command
from volteface.interop.views.module_file import export_module

app_name = "interop"

urlpatterns = [
    path("", views.bring, name="bring"),
    path("command/", command, name="command"),
    path("module/<slug:code>/export/", export_module, name="export_module"),
    path("<slug:code>/", views.import_file, name="import_file"),
    path("<slug:code>/export/", views.export_course, name="export_course"),
    path("<slug:code>/<uuid:import_code>/", views.preview, name="preview"),
    path("<slug:code>/<uuid:import_code>/settle/", views.settle, name="settle"),
]
