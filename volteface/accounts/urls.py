"""Addresses of accounts, below ``/account/``."""

from django.urls import path

from volteface.accounts.views import again, doors, erasure, own, people, second_step

app_name = "accounts"

urlpatterns = [
    path("", own.profile, name="profile"),
    path("password/", own.password, name="password"),
    path("sessions/", own.end_other_sessions, name="end_sessions"),
    path("data/", own.data, name="data"),
    path("data/erasure/", erasure.own_erasure, name="erasure"),
    path("data/erasure/keep/", erasure.keep_me, name="keep_me"),
    path("data/copy/", own.data_download, name="data_download"),
    path("sign-in/", doors.sign_in, name="sign_in"),
    path("sign-in/mail/", doors.ask_code, name="ask_code"),
    path("sign-in/code/", doors.sign_in_code, name="sign_in_code"),
    path("sign-in/link/<str:token>/", doors.sign_in_link, name="sign_in_link"),
    path("sign-in/second/", second_step.door, name="second_door"),
    path("second-step/", second_step.own, name="second_step"),
    path("second-step/words/", second_step.renew, name="renew_words"),
    path("second-step/leave/", second_step.leave, name="leave_second_step"),
    path("again/", again.again, name="again"),
    path("sign-out/", doors.sign_out, name="sign_out"),
    path("people/", people.people, name="people"),
    path("people/<str:code>/", people.person, name="person"),
    path("people/<str:code>/suspend/", people.suspend_one, name="suspend"),
    path("people/<str:code>/resume/", people.resume_one, name="resume"),
    path("people/<str:code>/erasure/", erasure.erasure_of, name="erasure_of"),
    path("people/<str:code>/erasure/keep/", erasure.keep_person, name="keep_person"),
    path("people/<str:code>/roles/", people.give_role, name="give_role"),
    path("people/<str:code>/grant/", people.change_grant, name="change_grant"),
    path("people/<str:code>/second-step/", second_step.take_away, name="take_second_step"),
    path("people/<str:code>/invitation/", people.invite_one, name="invite"),
    path("audit/", people.audit, name="audit"),
]
