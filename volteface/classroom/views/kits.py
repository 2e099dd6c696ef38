"""The board games' page: which game, for how many and on what paper; then the kits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.kits import order_kits
from volteface.classroom.forms import KitForm
from volteface.classroom.papers import calibration_pdf, one_kit_pdf
from volteface.classroom.queries.kit_page import kit_page as page_of
from volteface.classroom.queries.kits import usual_order
from volteface.classroom.queries.prints import file_of, print_of, print_view
from volteface.core import clock, htmx
from volteface.core.errors import DomainError, Missing
from volteface.timetable.queries import STAFF, cycle_for

if TYPE_CHECKING:
    from django.http import HttpRequest

    from volteface.classroom.queries.kits import Order
    from volteface.timetable.queries import CycleView


@require_GET
def kit_page(request: HttpRequest, cycle: str) -> HttpResponse:
    """Which games the module can play, and what printing the chosen one takes."""
    view = cycle_for(subject_of(request), cycle, at=clock.now(), roles=STAFF)
    form, order = _asked(request, view)
    context = {"view": view, "page": page_of(view.cycle, order), "form": form}
    return htmx.answer(request, "classroom/kit.html", context, block="estimate")


@require_POST
def kit_print(request: HttpRequest, cycle: str) -> HttpResponse:
    """Order the kits; their page shows how far they are."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    form = KitForm(request.POST)
    if not form.is_valid():
        return redirect("classroom:kit", view.cycle.code)
    try:
        row = order_kits(view.cycle, form.order(), by=subject, at=at)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("classroom:kit", view.cycle.code)
    return redirect("classroom:kit_order", view.cycle.code, row.code)


@require_GET
def kit_order(request: HttpRequest, cycle: str, order: str) -> HttpResponse:
    """How far an order is, and its file."""
    at = clock.now()
    view = cycle_for(subject_of(request), cycle, at=at, roles=STAFF)
    found = print_view(print_of(view.cycle, order), at=at)
    context = {"view": view, "found": found}
    return htmx.answer(request, "classroom/kit_order.html", context, block="state")


@require_GET
def kit_file(request: HttpRequest, cycle: str, order: str) -> FileResponse:
    """The kits as one PDF; gone a day later."""
    view = cycle_for(subject_of(request), cycle, at=clock.now(), roles=STAFF)
    row = print_of(view.cycle, order)
    path = file_of(row)
    if not path.is_file():
        raise Missing
    name = f"{row.order['game']}-{view.module.key}.pdf".replace("_", "-")
    return FileResponse(path.open("rb"), filename=name, content_type="application/pdf")


@require_GET
def kit_paper(request: HttpRequest, cycle: str) -> HttpResponse:
    """One kit to look at, without a number."""
    view = cycle_for(subject_of(request), cycle, at=clock.now(), roles=STAFF)
    _form, order = _asked(request, view)
    try:
        content = one_kit_pdf(view.module, order)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("classroom:kit", view.cycle.code)
    return _pdf(content, f"{order.game}-{view.module.key}")


@require_GET
def kit_calibration(request: HttpRequest, cycle: str) -> HttpResponse:
    """The page that shows how far the backs lie from the fronts."""
    view = cycle_for(subject_of(request), cycle, at=clock.now(), roles=STAFF)
    _form, order = _asked(request, view)
    return _pdf(calibration_pdf(order), "calibration")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name.replace("_", "-")}.pdf"'
    return response


def _asked(request: HttpRequest, view: CycleView) -> tuple[KitForm, Order]:
    """The form with what was asked, or what the cycle usually wants."""
    usual = usual_order(view.cycle, game=request.GET.get("game", ""))
    form = KitForm(request.GET)
    if form.is_valid():
        return form, form.order()
    fresh = KitForm(
        initial={
            "game": usual.game,
            "minutes": usual.minutes,
            "learners": max(1, usual.learners),
            "teams": usual.teams or None,
            "spares": usual.spares,
            "by_learners": True,
            "right_mm": 0,
            "down_mm": 0,
        }
    )
    # Whoever typed something wrong sees it; whoever only chose a game begins anew.
    return (form if "minutes" in request.GET else fresh), usual
