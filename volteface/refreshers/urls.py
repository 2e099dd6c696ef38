"""Addresses of the refreshers app."""

from __future__ import annotations

from django.urls import path

from volteface.refreshers import views

app_name = "refreshers"

urlpatterns = [
    path("r/<str:token>/", views.door, name="door"),
    path("r/<str:token>/answer/", views.answer, name="answer"),
    path("r/<str:token>/stop/", views.stop, name="stop"),
    path("<str:code>/", views.due, name="due"),
]
