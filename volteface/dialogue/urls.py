"""Addresses of the dialogue app, under ``/why/``."""

from __future__ import annotations

from django.urls import path

from volteface.dialogue.views import threads, why

app_name = "dialogue"

urlpatterns = [
    path("stop/<str:code>/<slug:step>/", threads.stop, name="stop"),
    path("ask/<str:code>/<slug:step>/", threads.ask_at, name="ask_at"),
    path("question/<str:code>/reply/", threads.reply, name="reply"),
    path("question/<str:code>/too/", threads.too, name="too"),
    path("question/<str:code>/away/", threads.put_away, name="put_away"),
    path("note/<str:code>/away/", threads.put_note_away, name="put_note_away"),
    path("<str:code>/", why.why, name="why"),
    path("<str:code>/understood/", why.acknowledge, name="acknowledge"),
    path("<str:code>/home/", why.at_home, name="at_home"),
    path("<str:code>/doubt/", why.doubt, name="doubt"),
    path("<str:code>/questions/", threads.ask, name="ask"),
    path("<str:code>/notes/", threads.note, name="note"),
]
