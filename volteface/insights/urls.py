"""Addresses of the insights app."""

from __future__ import annotations

from django.urls import path

from volteface.insights import views
from volteface.insights.views import films, items, regrades

app_name = "insights"

urlpatterns = [
    path("question/<slug:code>/", items.question, name="question"),
    path("question/<slug:code>/regrade/", regrades.regrade, name="regrade"),
    path("module/<slug:code>/", items.module, name="module"),
    path("module/<slug:code>/models/", items.fit, name="models"),
    path("module/<slug:code>/films/", films.films, name="films"),
    path("<str:code>/", views.effect, name="effect"),
    path("<str:code>/table.csv", views.effect_table, name="table"),
]
