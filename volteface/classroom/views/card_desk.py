"""The teacher's desk: learners' cards with what peers say of them, and what becomes of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.card_decisions import (
    accept_card,
    decline_card,
    drop_comment,
    let_stand,
    send_back,
)
from volteface.classroom.card_forms import DeskForm, card_values
from volteface.classroom.errors import CardIsIncomplete, CardIsSettled
from volteface.classroom.models import LearnerCard
from volteface.classroom.queries.learner_cards import (
    author_of,
    belief_choices,
    desk_card,
    desk_cards,
    may_accept,
    objective_choices,
)
from volteface.core import clock
from volteface.core.errors import DomainError, Missing
from volteface.timetable.queries import STAFF, cycle_for

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from volteface.accounts.models import Subject
    from volteface.classroom.queries.learner_cards import DeskCard
    from volteface.timetable.queries import CycleView


@require_GET
def desk(request: HttpRequest, cycle: str) -> HttpResponse:
    """Every card that was handed in, those that wait first."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    found = desk_cards(view.cycle)
    context = {
        "view": view,
        "waiting": [one for one in found if one.card.state == LearnerCard.State.HANDED_IN],
        "decided": [one for one in found if one.card.state != LearnerCard.State.HANDED_IN],
    }
    return render(request, "classroom/card_desk.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest, cycle: str, card: str) -> HttpResponse:
    """One card: mend its words, then accept it, send it back or leave it out."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    found = desk_card(view.cycle, card)
    accepts = may_accept(subject, view.module, at)
    form = DeskForm(
        request.POST or None,
        kind=found.card.kind,
        objectives=objective_choices(view.module),
        beliefs=belief_choices(view.module),
        own=found.card.belief,
        initial=card_values(found.card, found.view.words),
    )
    if request.method == "POST":
        if not accepts:
            raise Missing
        return _decided(request, view, found, form, subject=subject, at=at)
    return _shown(request, view, found, form, accepts=accepts)


@require_POST
def show_again(request: HttpRequest, cycle: str, card: str) -> HttpResponse:
    """A report was mistaken: peers see the card again."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    found = desk_card(view.cycle, card)
    try:
        let_stand(found.card, by=subject, at=at)
        messages.success(request, _("Learners see it again."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("classroom:card_look", view.cycle.code, card)


@require_POST
def drop(request: HttpRequest, cycle: str, card: str) -> HttpResponse:
    """Take a comment away before its author reads it."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=STAFF)
    found = desk_card(view.cycle, card)
    said = request.POST.get("comment", "")
    rating = next((each for each in found.comments if each.comment == said), None)
    if rating is not None:
        drop_comment(rating, by=subject, at=at)
        messages.success(request, _("The comment is gone."))
    return redirect("classroom:card_look", view.cycle.code, card)


def _shown(
    request: HttpRequest,
    view: CycleView,
    found: DeskCard,
    form: DeskForm,
    *,
    accepts: bool,
    status: int = 200,
) -> HttpResponse:
    author = author_of(found.card, reader=subject_of(request), at=clock.now())
    context = {"view": view, "found": found, "form": form, "accepts": accepts, "author": author}
    return render(request, "classroom/card_look.html", context, status=status)


def _decided(
    request: HttpRequest,
    view: CycleView,
    found: DeskCard,
    form: DeskForm,
    *,
    subject: Subject,
    at: dt.datetime,
) -> HttpResponse:
    """Carry out what the teacher chose, or say why not."""
    try:
        messages.success(request, _carried_out(request, found, form, subject=subject, at=at))
    except CardIsIncomplete as error:
        form.refuse(error.problems)
        return _shown(request, view, found, form, accepts=True, status=422)
    except CardIsSettled as error:
        messages.error(request, str(error))
        return redirect("classroom:card_look", view.cycle.code, found.card.code)
    except DomainError as error:
        # The module or the bank refuses it as it is worded: nothing typed is lost.
        form.refuse({"": str(error)})
        return _shown(request, view, found, form, accepts=True, status=422)
    return redirect("classroom:card_desk", view.cycle.code)


def _carried_out(
    request: HttpRequest, found: DeskCard, form: DeskForm, *, subject: Subject, at: dt.datetime
) -> str:
    """What the teacher is told once it is done."""
    card, line, wanted = found.card, request.POST.get("line", ""), request.POST.get("do", "")
    if wanted == "send_back":
        send_back(card, line=line, by=subject, at=at)
        return _("Sent back. Its author reads your line.")
    if wanted != "accept":
        decline_card(card, line=line, by=subject, at=at)
        return _("Left out. Its author reads it in kind words.")
    text = form.text()
    accept_card(
        card, words=text.words, objective=text.objective, belief=text.belief, line=line,
        by=subject, at=at,
    )  # fmt: skip
    return _("Accepted. The next kit may contain it.")
