"""The address space: one prefix per app, everything behind sign-in unless a view says otherwise."""

from django.urls import include, path

from volteface.core import error_pages

handler400 = error_pages.bad_request
handler403 = error_pages.permission_denied
handler404 = error_pages.not_found
handler500 = error_pages.server_error

urlpatterns = [
    path("", include("volteface.web.urls")),
    path("", include("volteface.core.urls")),
    path("account/", include("volteface.accounts.urls")),
    path("messages/", include("volteface.messaging.urls")),
    path("questions/", include("volteface.questions.urls")),
    path("courses/", include("volteface.courses.urls")),
    path("cohorts/", include("volteface.rosters.urls")),
    path("timetable/", include("volteface.timetable.urls")),
    path("learn/", include("volteface.learning.urls")),
    path("briefing/", include("volteface.readiness.urls")),
    path("why/", include("volteface.dialogue.urls")),
    path("room/", include("volteface.classroom.urls")),
    path("refresh/", include("volteface.refreshers.urls")),
    path("effect/", include("volteface.insights.urls")),
    path("import/", include("volteface.interop.urls")),
]
