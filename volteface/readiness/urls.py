"""Addresses of the readiness app."""

from __future__ import annotations

from django.urls import path

from volteface.readiness.views import briefing, thresholds

app_name = "readiness"

urlpatterns = [
    path("rules/<str:code>/", thresholds.thresholds, name="thresholds"),
    path("<str:code>/", briefing.briefing, name="briefing"),
    path("<str:code>/paper/", briefing.briefing_paper, name="paper"),
]
