"""Addresses of the learner's pages."""

from __future__ import annotations

from django.urls import path

from volteface.learning import views
from volteface.learning.views import notes

app_name = "learning"

urlpatterns = [
    # Codes of cycles have twelve characters: none is called ``notes``.
    path("notes/", notes.mine, name="notes"),
    path("notes/notes.md", notes.download, name="notes_download"),
    path("notes/<slug:code>/", notes.rewrite, name="note"),
    path("notes/<slug:code>/away/", notes.put_away, name="note_away"),
    path("notes/<slug:code>/back/", notes.take_back, name="note_back"),
    path("<slug:cycle>/", views.module, name="module"),
    path("<slug:cycle>/<slug:step>/", views.step, name="step"),
    path("<slug:cycle>/<slug:step>/notes/", notes.at_step, name="step_notes"),
    path("<slug:cycle>/<slug:step>/marks.json", notes.spots, name="spots"),
    path("<slug:cycle>/<slug:step>/finished/", views.finished, name="finished"),
]
