"""Addresses of the readiness app."""

from __future__ import annotations

from django.urls import path

from volteface.readiness.views import briefing, people, thresholds

app_name = "readiness"

urlpatterns = [
    path("rules/<str:code>/", thresholds.thresholds, name="thresholds"),
    path("<str:code>/", briefing.briefing, name="briefing"),
    path("<str:code>/paper/", briefing.briefing_paper, name="paper"),
    path("<str:code>/together/", briefing.together, name="together"),
    path("<str:code>/together/paper/", briefing.together_paper, name="together_paper"),
    path("<str:code>/written/", briefing.written, name="written"),
    path("<str:code>/beliefs/<str:key>/", briefing.belief, name="belief"),
    path("<str:code>/people/", people.people, name="people"),
    path("<str:code>/people/<str:place_code>/", people.place, name="place"),
    path("<str:code>/people/<str:place_code>/lifted/", people.lifted, name="lifted"),
]
