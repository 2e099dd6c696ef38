"""Addresses of the readiness app."""

from __future__ import annotations

from django.urls import path

from volteface.readiness import views

app_name = "readiness"

urlpatterns = [
    path("<str:code>/", views.briefing, name="briefing"),
    path("<str:code>/paper/", views.briefing_paper, name="paper"),
]
