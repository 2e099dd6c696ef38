"""Addresses of the learner's pages."""

from __future__ import annotations

from django.urls import path

from volteface.learning import views

app_name = "learning"

urlpatterns = [
    path("<slug:cycle>/", views.module, name="module"),
    path("<slug:cycle>/<slug:step>/", views.step, name="step"),
    path("<slug:cycle>/<slug:step>/finished/", views.finished, name="finished"),
]
