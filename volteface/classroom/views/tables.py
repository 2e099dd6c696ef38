"""A printed kit's page: whoever holds it marks its cards, without sign-in and without names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from volteface.classroom import doors, taps
from volteface.classroom.actions.tables import (
    hand_in,
    mark_card,
    open_again,
    say_minutes,
    take_mark_back,
)
from volteface.classroom.errors import KitIsClosed, TooManyGuesses, TooManyTaps
from volteface.classroom.forms import DoneForm, TapForm
from volteface.classroom.queries.tables import table_page
from volteface.core import clock
from volteface.core.errors import Missing

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from volteface.classroom.models import PrintedKit


@login_not_required
@require_GET
def table(request: HttpRequest, code: str) -> HttpResponse:
    """The kit's cards by their numbers. Reading it writes nothing."""
    at = clock.now()
    try:
        kit = doors.kit_found(request, code, at)
    except TooManyGuesses as error:
        context = {"typed": "", "error": str(error)}
        return render(request, "classroom/door.html", context, status=429)
    response = render(request, "classroom/table.html", {"page": table_page(kit, at)})
    # The address is printed for one table: no search engine is to know it.
    response["X-Robots-Tag"] = "noindex, nofollow"
    return doors.mark_device(request, response)


@login_not_required
@require_POST
def mark(request: HttpRequest, code: str) -> HttpResponse:
    """One tap on one card; answered with a receipt once it is kept."""
    at = clock.now()
    kit = doors.kit_found(request, code, at)
    form = TapForm(request.POST)
    if not form.is_valid():
        raise Missing
    given = form.cleaned_data
    try:
        taps.count(kit.code, at=at)
        _tap(kit, given["card"], given["went"], given["chosen"], at)
    except (KitIsClosed, TooManyTaps) as error:
        if _wants_receipt(request):
            status = 429 if isinstance(error, TooManyTaps) else 409
            return JsonResponse({"error": str(error)}, status=status)
        raise
    if not _wants_receipt(request):
        return HttpResponseRedirect(f"{_page_of(kit)}#card-{given['card']}", status=303)
    page = table_page(kit, at)
    card = next(one for one in page.cards if one.number == given["card"])
    receipt = {"card": card.number, "state": card.state, "chosen": card.chosen}
    counts = {"played": page.played, "missed": len(page.missed)}
    return JsonResponse(receipt | counts | {"saved": card.saved or page.clock(at)})


@login_not_required
@require_POST
def done(request: HttpRequest, code: str) -> HttpResponse:
    """Hand in, open again, or say how long it took."""
    at = clock.now()
    kit = doors.kit_found(request, code, at)
    form = DoneForm(request.POST)
    if not form.is_valid():
        raise Missing
    taps.count(kit.code, at=at)
    if form.cleaned_data["minutes"]:
        say_minutes(kit, minutes=form.cleaned_data["minutes"], at=at)
    elif form.cleaned_data["again"]:
        open_again(kit, at=at)
    else:
        hand_in(kit, at=at)
    return redirect("classroom:table", kit.code)


def _tap(kit: PrintedKit, number: int, went: str, chosen: str, at: dt.datetime) -> None:
    if went or chosen:
        mark_card(kit, number=number, right=went == "right", chosen=chosen, at=at)
    else:
        take_mark_back(kit, number=number, at=at)


def _page_of(kit: PrintedKit) -> str:
    return reverse("classroom:table", args=[kit.code])


def _wants_receipt(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"
