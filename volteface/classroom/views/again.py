"""Teach this module again: whom and when, then one screen to look over before a draft is made."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from volteface.accounts.queries import subject_of
from volteface.classroom.actions.rerunning import teach_again
from volteface.classroom.after_forms import AgainForm
from volteface.classroom.queries.again import (
    audiences_for,
    dates_again,
    open_questions,
    plan_again,
)
from volteface.core import clock
from volteface.core.errors import DomainError
from volteface.questions.queries import content_of, stem_in_words
from volteface.rosters.queries import learners_of
from volteface.timetable.events import cycle_path
from volteface.timetable.queries import PLANNERS, cycle_for
from volteface.timetable.queries.rerunning import weeks_later

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse

    from volteface.classroom.queries.again import Audience, PlanAgain
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle


@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, cycle: str) -> HttpResponse:
    """Everything that would be made; ``do=make`` makes it as a draft, and nothing is published."""
    at, subject = clock.now(), subject_of(request)
    view = cycle_for(subject, cycle, at=at, roles=PLANNERS)
    audiences = audiences_for(view.cycle, subject, at)
    context: dict[str, object] = {"view": view, "back": cycle_path(cycle)}
    context |= {"form": None, "chosen": None}
    if not audiences:
        return render(request, "classroom/again.html", context)
    data = request.POST or _usual(view.cycle, audiences[0], at) | request.GET.dict()
    form = AgainForm(data, audiences=audiences, now=at)
    context["form"] = form
    if form.is_valid():
        people = learners_of(form.chosen().cohort, form.chosen().group, at=at).count()
        plan, questions = plan_again(view.cycle, people=people), open_questions(view.cycle)
        if request.POST.get("do") == "make":
            try:
                return _made(request, view.cycle, form, plan, questions)
            except DomainError as error:
                form.add_error(None, str(error))
        context |= _shown(view.cycle, form, plan, questions, at) | {"people": people}
    return render(request, "classroom/again.html", context, status=422 if form.errors else 200)


def _usual(cycle: Cycle, audience: Audience, at: dt.datetime) -> dict[str, str]:
    """The same weekday from next week on, at the hour and place of the last time."""
    meeting = cycle.meeting
    starts = weeks_later(cycle, at=at)
    minutes = round((meeting.ends_at - meeting.starts_at).total_seconds() / 60)
    return {
        "audience": audience.code,
        "on": f"{starts:%Y-%m-%d}",
        "at": f"{starts:%H:%M}",
        "minutes": str(minutes),
        "place": meeting.place,
    }


def _shown(
    cycle: Cycle,
    form: AgainForm,
    plan: PlanAgain,
    questions: list[QuestionVersion],
    at: dt.datetime,
) -> dict[str, object]:
    chosen, minutes, starts_at = form.chosen(), form.cleaned_data["minutes"], form.starts_at()
    timezone.activate(ZoneInfo(chosen.cohort.time_zone))
    lines, cautions = dates_again(cycle, chosen, starts_at=starts_at, minutes=minutes, at=at)
    return {
        "chosen": chosen,
        "starts_at": starts_at,
        "blocks": plan.blocks,
        "over": plan.minutes - minutes,
        "questions": [(one.question.code, stem_in_words(content_of(one))) for one in questions],
        "lines": lines,
        "cautions": cautions,
    }


def _made(
    request: HttpRequest,
    cycle: Cycle,
    form: AgainForm,
    plan: PlanAgain,
    questions: list[QuestionVersion],
) -> HttpResponse:
    asked = set(request.POST.getlist("again"))
    kept = [each.chosen(request.POST.get(f"block-{each.key}", each.choice)) for each in plan.blocks]
    made = teach_again(
        cycle,
        audience=form.chosen(),
        starts_at=form.starts_at(),
        minutes=form.cleaned_data["minutes"],
        place=form.cleaned_data["place"],
        blocks=[block for block in kept if block is not None],
        questions=[each.question for each in questions if each.question.code in asked],
        by=subject_of(request),
        at=clock.now(),
    )
    messages.success(
        request, _("A draft is there, with its plan. Learners see nothing before you publish it.")
    )
    return redirect(cycle_path(made.code))
