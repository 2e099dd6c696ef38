"""Asking again who somebody is, before what a stolen session must not do (T26)."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from volteface.accounts import doors, second_step
from volteface.accounts.errors import TooManyFailures
from volteface.accounts.forms import AgainForm
from volteface.accounts.queries import AGAIN, subject_of
from volteface.accounts.views.entering import next_of
from volteface.core import clock

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from volteface.accounts.models import Person


@never_cache
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """The password, or a code where there is a second step; then on to where one came from."""
    person, at = cast("Person", subject_of(request).person), clock.now()
    form = AgainForm(request.POST or None)
    if request.method == "POST" and _is_right(request, person, form, at):
        request.session[AGAIN] = at.isoformat()
        return redirect(next_of(request))
    has_step = second_step.has_second_step(person)
    context = {
        "form": form,
        "next": next_of(request),
        "has_step": has_step,
        "can": has_step or person.has_usable_password(),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/again.html", context, status=status)


def _is_right(request: HttpRequest, person: Person, form: AgainForm, at: dt.datetime) -> bool:
    if not form.is_valid():
        return False
    try:
        doors.check_door(request, person.email, at=at)
    except TooManyFailures as error:
        form.add_error("secret", str(error))
        return False
    typed = form.cleaned_data["secret"]
    if second_step.has_second_step(person):
        is_right = second_step.check(person, typed, at=at)
    else:
        is_right = person.check_password(typed)
    if not is_right:
        doors.note_failure(request, person.email, at=at)
        form.add_error("secret", _("This is not right."))
    return is_right
