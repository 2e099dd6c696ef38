"""The messages page, the preferences, stopping mails, and the administrator's mail page."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages as notices
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import administrator_of, subject_of
from volteface.core import clock
from volteface.messaging import actions, queries
from volteface.messaging.actions import mail
from volteface.messaging.events import purposes
from volteface.messaging.forms import PreferencesForm, StopForm
from volteface.messaging.links import paragraphs

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from volteface.messaging.models import Preference

_PAGE = 30


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """What the person was told, the newest first."""
    subject = subject_of(request)
    pages = Paginator(queries.inbox_of(subject), _PAGE)
    context = {
        "page": pages.get_page(request.GET.get("page")),
        "unread": queries.unread_count(subject),
        "paragraphs": partial(paragraphs, site=settings.SITE_URL),
    }
    return render(request, "messaging/inbox.html", context)


@require_POST
def open_message(request: HttpRequest, code: str) -> HttpResponse:
    """Mark a message as read and go where it leads."""
    message = queries.message_for(subject_of(request), code)
    actions.mark_read(message, at=clock.now())
    here = message.address.startswith("/") and not message.address.startswith("//")
    return redirect(message.address if here else "messaging:inbox")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Mark everything as read."""
    actions.mark_all_read(subject_of(request), at=clock.now())
    return redirect("messaging:inbox")


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How much to mail, when not, and which kinds."""
    subject = subject_of(request)
    form = PreferencesForm(request.POST or None, initial=_chosen(queries.preference_of(subject)))
    if request.method == "POST" and form.is_valid():
        actions.choose_preferences(
            subject,
            level=form.cleaned_data["level"],
            quiet_from=form.cleaned_data["quiet_from"],
            quiet_until=form.cleaned_data["quiet_until"],
            stopped=form.stopped(),
            at=clock.now(),
        )
        notices.success(request, _("Kept. From now on it is as you chose."))
        return redirect("messaging:preferences")
    status = 422 if form.errors else 200
    return render(request, "messaging/preferences.html", {"form": form}, status=status)


# The signed address is the authority: mail programs post here without cookie or form (RFC 8058).
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the mails an address in a mail stands for; reading the page changes nothing."""
    subject, purpose = queries.stop_for(*mail.stop_of(token))
    label = next((each.label for each in purposes() if each.name == purpose), "")
    if request.method == "GET":
        return render(request, "messaging/stop.html", {"label": label, "done": False})
    form = StopForm(request.POST)
    everything = form.is_valid() and form.cleaned_data["what"] == "all"
    actions.stop_purpose(subject, queries.EVERY_PURPOSE if everything else purpose, at=clock.now())
    if everything:
        label = ""
    return render(request, "messaging/stop.html", {"label": label, "done": True})


@require_GET
def mail_settings(request: HttpRequest) -> HttpResponse:
    """How mails leave, what became of the latest, and a test."""
    at = clock.now()
    administrator_of(request, at)
    return render(request, "messaging/mail_settings.html", _mail_context(at))


@require_POST
def send_test(request: HttpRequest) -> HttpResponse:
    """Send the administrator a test mail and show exactly what the mailer answered."""
    at = clock.now()
    subject = administrator_of(request, at)
    outcome = actions.send_test(subject, at=at)
    context = {**_mail_context(at), "outcome": outcome}
    return render(request, "messaging/mail_settings.html", context)


def _mail_context(at: dt.datetime) -> dict[str, object]:
    return {
        "counts": queries.mail_counts(since=at - dt.timedelta(days=1), at=at),
        "failed": queries.failed_mails(),
        "mailer": mail.mailer_in_words(),
        "sender": mail.sender_in_words(),
        "outcome": None,
    }


def _chosen(preference: Preference) -> dict[str, object]:
    stopped = set(preference.stopped)
    everything = queries.EVERY_PURPOSE in stopped
    return {
        "level": preference.level,
        "quiet_from": preference.quiet_from,
        "quiet_until": preference.quiet_until,
        "wanted": [each.name for each in purposes() if not everything and each.name not in stopped],
    }
