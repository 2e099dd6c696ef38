"""Addresses of the learner's pages."""

from __future__ import annotations

from django.urls import path

from volteface.learning import views
from volteface.learning.views import away, notes, own, paths, rubrics

app_name = "learning"

urlpatterns = [
    # Codes of cycles have twelve characters: none is called ``notes``.
    path("notes/", notes.mine, name="notes"),
    path("notes/notes.md", notes.download, name="notes_download"),
    path("notes/<slug:code>/", notes.rewrite, name="note"),
    path("notes/<slug:code>/away/", notes.put_away, name="note_away"),
    path("notes/<slug:code>/back/", notes.take_back, name="note_back"),
    path("marks/<slug:version>/", rubrics.own_marks, name="own_marks"),
    path("<slug:cycle>/", views.module, name="module"),
    path("<slug:cycle>/taken.json", away.taken, name="taken"),
    path("<slug:cycle>/paper.pdf", away.paper, name="paper"),
    path("<slug:cycle>/large-print.pdf", away.large_paper, name="large_paper"),
    path("<slug:cycle>/key.pdf", away.key_paper, name="key_paper"),
    path("<slug:cycle>/<slug:step>/", views.step, name="step"),
    path("<slug:cycle>/way/pretest/", paths.pretest, name="pretest"),
    path("<slug:cycle>/way/check/", paths.validation, name="validation"),
    path("<slug:cycle>/way/role/", paths.role, name="role"),
    path("<slug:cycle>/way/marking/", rubrics.marking, name="marking"),
    path("<slug:cycle>/way/practise/", own.practise, name="practise"),
    path("<slug:cycle>/way/certainty/", own.certainty, name="certainty"),
    path("<slug:cycle>/way/answers/", own.answers, name="answers"),
    path("<slug:cycle>/<slug:step>/notes/", notes.at_step, name="step_notes"),
    path("<slug:cycle>/<slug:step>/marks.json", notes.spots, name="spots"),
]
