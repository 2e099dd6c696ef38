"""Addresses of the questions app."""

from __future__ import annotations

from django.urls import path

from volteface.questions import views

app_name = "questions"

urlpatterns = [
    path("bank/<slug:code>/", views.bank_page, name="bank"),
    path("bank/<slug:code>/new/", views.new_question, name="new"),
    path("<slug:code>/", views.edit_question, name="edit"),
    path("<slug:code>/archive/", views.archive, name="archive"),
    path("<slug:code>/restore/", views.restore, name="restore"),
]
