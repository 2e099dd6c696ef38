"""A learner's cards: make them, hand them in, try others' and say what one thinks of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.learner_cards import (
    answer_card,
    begin_card,
    hand_in,
    keep_card,
    rate_card,
    report_card,
    take_card_back,
)
from volteface.classroom.card_forms import OwnCardForm, RatingForm, card_values
from volteface.classroom.errors import CardIsIncomplete
from volteface.classroom.models import LearnerCard
from volteface.classroom.queries.learner_cards import (
    card_to_try,
    has_tried,
    next_to_try,
    objective_choices,
    own_card,
    own_cards,
    waiting_for,
)
from volteface.core import clock, htmx
from volteface.core.errors import DomainError, Missing
from volteface.timetable.queries import cycle_for

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from volteface.accounts.models import Subject
    from volteface.classroom.queries.learner_cards import Tried
    from volteface.timetable.queries import CycleView

LEARNERS = frozenset({"learner"})


@require_GET
def cards(request: HttpRequest, cycle: str) -> HttpResponse:
    """What one wrote, what became of it, and others' cards to try."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=LEARNERS)
    context = {
        "view": view,
        "cards": own_cards(view.cycle, subject),
        "waiting": waiting_for(view.cycle, subject).count(),
        "kinds": LearnerCard.Kind.choices,
    }
    return render(request, "classroom/cards.html", context)


@require_POST
def new(request: HttpRequest, cycle: str) -> HttpResponse:
    """Begin a card of a kind."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=LEARNERS)
    kind = request.POST.get("kind", "")
    if kind not in LearnerCard.Kind.values:
        raise Missing
    try:
        made = begin_card(view.cycle, kind=kind, by=subject, at=at)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("classroom:cards", view.cycle.code)
    return redirect("classroom:card", view.cycle.code, made.code)


@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, cycle: str, card: str) -> HttpResponse:
    """Write a card; kept while typing, handed in when it is whole."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=LEARNERS)
    found = own_card(view.cycle, subject, card)
    form = OwnCardForm(
        request.POST or None,
        kind=found.card.kind,
        objectives=objective_choices(view.module),
        initial=card_values(found.card, found.words),
    )
    if request.method != "POST":
        context = {"view": view, "found": found, "form": form, "kept_at": None}
        return render(request, "classroom/card.html", context)
    return _written(request, view, found.card, form, subject=subject, at=at)


@require_POST
def take_back(request: HttpRequest, cycle: str, card: str) -> HttpResponse:
    """Take one's card off the table, or delete a draft."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=LEARNERS)
    found = own_card(view.cycle, subject, card)
    try:
        kept = take_card_back(found.card, by=subject, at=at)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("classroom:cards", view.cycle.code)
    messages.success(request, _("Deleted.") if kept is None else _("It is a draft again."))
    return redirect("classroom:cards", view.cycle.code)


@require_GET
def try_next(request: HttpRequest, cycle: str) -> HttpResponse:
    """Another's card to try, or thanks when there is none left."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=LEARNERS)
    found = next_to_try(view.cycle, subject)
    if found is None:
        messages.success(request, _("You have tried every card there is for now. Thank you."))
        return redirect("classroom:cards", view.cycle.code)
    return redirect("classroom:card_try", view.cycle.code, found.code)


@require_http_methods(["GET", "HEAD", "POST"])
def try_card(request: HttpRequest, cycle: str, card: str) -> HttpResponse:
    """Answer a peer's card; then its key, and two taps on what one thinks of it."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=LEARNERS)
    tried = _to_try(view, subject, card)
    if tried is None:
        return redirect("classroom:card_next", view.cycle.code)
    if request.method == "POST":
        said = "" if "unknown" in request.POST else request.POST.get("answer", "")
        answer_card(tried.card, answer=dict(tried.options).get(said, said), by=subject, at=at)
        return redirect("classroom:card_try", view.cycle.code, card)
    context = {"view": view, "tried": tried, "form": RatingForm()}
    return render(request, "classroom/card_try.html", context)


@require_POST
def rate(request: HttpRequest, cycle: str, card: str) -> HttpResponse:
    """Take what somebody thinks of a card, or their report; then the next one."""
    subject, at = subject_of(request), clock.now()
    view = cycle_for(subject, cycle, at=at, roles=LEARNERS)
    tried = _to_try(view, subject, card)
    because, form = request.POST.get("report", ""), RatingForm(request.POST)
    if tried is None or tried.rating is None:
        return redirect("classroom:card_next", view.cycle.code)
    if because:
        comment = request.POST.get("comment", "")
        report_card(tried.card, because=because, comment=comment, by=subject, at=at)
        messages.success(request, _("Thank you. Your teacher looks at it before others see it."))
    elif form.is_valid():
        said = form.cleaned_data
        rate_card(
            tried.card, is_right=said["right"], is_clear=said["clear"], comment=said["comment"],
            by=subject, at=at,
        )  # fmt: skip
    else:
        context = {"view": view, "tried": tried, "form": form}
        return render(request, "classroom/card_try.html", context, status=422)
    return redirect("classroom:card_next", view.cycle.code)


def _to_try(view: CycleView, subject: Subject, code: str) -> Tried | None:
    """The card; nothing where it has left the table since they tried it."""
    try:
        return card_to_try(view.cycle, subject, code)
    except Missing:
        if not has_tried(view.cycle, subject, code):
            raise
        return None


def _written(
    request: HttpRequest,
    view: CycleView,
    card: LearnerCard,
    form: OwnCardForm,
    *,
    subject: Subject,
    at: dt.datetime,
) -> HttpResponse:
    """Keep or hand in what was typed; what is refused stays in the form."""
    try:
        if request.POST.get("do") == "hand_in":
            hand_in(card, form.text(), by=subject, at=at)
            return _handed_in(request, view, subject)
        keep_card(card, form.text(), at=at)
    except CardIsIncomplete as error:
        keep_card(card, form.text(), at=at)
        form.refuse(error.problems)
        return _form_again(request, view, card, form, status=422)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("classroom:cards", view.cycle.code)
    return _kept(request, view, card, form, at=at)


def _handed_in(request: HttpRequest, view: CycleView, subject: Subject) -> HttpResponse:
    """Next come others' cards, where there are any."""
    more = waiting_for(view.cycle, subject).exists()
    messages.success(
        request,
        _("Handed in. Now try what others wrote, if you like.") if more else _("Handed in."),
    )
    return redirect("classroom:card_next" if more else "classroom:cards", view.cycle.code)


def _kept(
    request: HttpRequest, view: CycleView, card: LearnerCard, form: OwnCardForm, *, at: dt.datetime
) -> HttpResponse:
    """A word beside the button while typing; the list after the button was pressed."""
    if request.headers.get("HX-Request") == "true":
        return _form_again(request, view, card, form, kept_at=at)
    messages.success(request, _("Kept as a draft."))
    return redirect("classroom:cards", view.cycle.code)


def _form_again(
    request: HttpRequest,
    view: CycleView,
    card: LearnerCard,
    form: OwnCardForm,
    *,
    status: int = 200,
    kept_at: dt.datetime | None = None,
) -> HttpResponse:
    found = own_card(view.cycle, card.subject, card.code)
    context = {"view": view, "found": found, "form": form, "kept_at": kept_at}
    block = "kept" if kept_at else None
    return htmx.answer(request, "classroom/card.html", context, block=block, status=status)
