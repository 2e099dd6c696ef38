"""Addresses of the insights app."""

from __future__ import annotations

from django.urls import path

from volteface.insights import views

app_name = "insights"

urlpatterns = [
    path("<str:code>/", views.effect, name="effect"),
    path("<str:code>/table.csv", views.effect_table, name="table"),
]
