"""Addresses of rosters, below ``/cohorts/``."""

from django.urls import path, re_path

from volteface.rosters.views import cohorts, intake, join, places

app_name = "rosters"

urlpatterns = [
    path("", cohorts.cohorts, name="cohorts"),
    path("new/", cohorts.new_cohort, name="new"),
    path("join/<str:code>/", join.join, name="join"),
    path("<str:code>/", cohorts.cohort, name="cohort"),
    path("<str:code>/edit/", cohorts.edit_cohort, name="edit"),
    path("<str:code>/archive/", cohorts.archive, name="archive"),
    path("<str:code>/groups/", cohorts.groups, name="groups"),
    path("<str:code>/groups/<str:group_code>/", cohorts.rename, name="rename"),
    path("<str:code>/enrolment/", cohorts.enrolment, name="enrolment"),
    path("<str:code>/people/", places.enrol, name="enrol"),
    path("<str:code>/people/<str:place_code>/", places.place, name="place"),
    re_path(
        r"^(?P<code>\w+)/people/(?P<place_code>\w+)/(?P<verb>suspend|resume|leave|return)/$",
        places.change,
        name="change",
    ),
    path("<str:code>/export/", places.export, name="export"),
    path("<str:code>/import/", intake.upload, name="upload"),
    path("<str:code>/import/<str:import_code>/", intake.preview, name="import"),
    path("<str:code>/import/<str:import_code>/settle/", intake.settle, name="settle"),
]
