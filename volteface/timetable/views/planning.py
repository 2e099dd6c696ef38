"""Planning a meeting on one screen: pick its date, everything is proposed, adjust, publish."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from volteface.accounts.queries import subject_of
from volteface.core import clock
from volteface.core.errors import DomainError
from volteface.core.htmx import answer
from volteface.rosters.queries import cohort_for
from volteface.timetable import actions, events, queries
from volteface.timetable.forms import WHOLE, PlanForm
from volteface.timetable.queries import date_words, planning
from volteface.timetable.rules import wall
from volteface.timetable.rules.proposal import slot_minutes

if TYPE_CHECKING:
    import datetime as dt

    from django.http import HttpRequest, HttpResponse, QueryDict

    from volteface.accounts.models import Subject
    from volteface.rosters.models import Cohort
    from volteface.timetable.models import Cycle
    from volteface.timetable.queries.planning import Proposal


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, code: str) -> HttpResponse:
    """Everything that follows from a meeting's date; written only when told to publish or keep."""
    at, subject = clock.now(), subject_of(request)
    cohort = cohort_for(subject, code, roles=queries.PLANNERS, at=at)
    timezone.activate(ZoneInfo(cohort.time_zone))
    form = _form(request, cohort, at)
    if not form.modules:
        return answer(request, "timetable/plan.html", {"cohort": cohort, "form": None})
    if not form.is_valid():
        return _page(request, cohort, form, None, status=422)
    proposal = _propose(form, cohort, at)
    seen = form.cleaned_data["slot_for"] == form.key()
    do = request.POST.get("do", "")
    if do in {"publish", "draft"} and seen and _may_write(form, proposal, do):
        try:
            return _write(request, form, proposal, by=subject, at=at)
        except DomainError as error:
            form.add_error(None, str(error))
            form.planned = planning.planned_in(cohort)
    status = 422 if form.errors else 200
    return _page(request, cohort, form, proposal, status=status, unseen=bool(do) and not seen)


@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Publish a cycle that was kept as a draft."""
    at, subject = clock.now(), subject_of(request)
    view = queries.cycle_for(subject, code, roles=queries.PLANNERS, at=at)
    actions.publish_cycle(view.cycle, by=subject, at=at)
    _say_published(request, [view.cycle], slots=len(view.dates.slots))
    return redirect(events.cycle_path(code))


def _form(request: HttpRequest, cohort: Cohort, at: dt.datetime) -> PlanForm:
    modules, groups = planning.modules_to_plan(cohort), planning.groups_of(cohort)
    planned = planning.planned_in(cohort)
    data: QueryDict | dict[str, object] = request.POST
    if request.method == "GET" and modules:
        asked = request.GET.get("module", "")
        module = next((each for each in modules if each.code == asked), None)
        module = module or planning.next_to_plan(modules, planned) or modules[0]
        data = {
            "module": module.code,
            "audience": WHOLE,
            "on": request.GET.get("on") or planning.usual_start(cohort, at=at).date().isoformat(),
            "at": request.GET.get("at") or f"{planning.USUAL_HOUR:%H:%M}",
            "minutes": "60",
            "closes": "3",
            "reminders": "24, 6",
            "briefings": "12, 1",
        }
    return PlanForm(data, cohort=cohort, modules=modules, groups=groups, planned=planned, now=at)


def _in_the_way(form: PlanForm) -> tuple[Cycle, ...]:
    return planning.in_the_way(form.chosen_module(), form.chosen_groups(), form.planned)


def _propose(form: PlanForm, cohort: Cohort, at: dt.datetime) -> Proposal:
    return planning.propose(
        form.chosen_module(),
        cohort=cohort,
        groups=form.chosen_groups(),
        meeting=form.span(),
        offsets=form.offsets(),
        slot=form.slot(),
        without_slot=form.cleaned_data["without_slot"],
        at=at,
    )


def _may_write(form: PlanForm, proposal: Proposal, do: str) -> bool:
    if _in_the_way(form):
        # What is in the way is said with its links above everything that follows.
        form.add_error(None, _("Move the meeting named here, or choose another module."))
    if do == "publish" and proposal.module.published_id is None:
        form.add_error(None, _("This module is still a draft: publish the module first."))
    if do == "publish" and proposal.slot is None and not form.cleaned_data["without_slot"]:
        form.add_error(
            "without_slot",
            _("Choose a learning time above, or tick this to publish without one."),
        )
    return not form.errors


def _write(
    request: HttpRequest, form: PlanForm, proposal: Proposal, *, by: Subject, at: dt.datetime
) -> HttpResponse:
    data, span = form.cleaned_data, form.span()
    # Longer because the form hands over one keyword per line.
    with transaction.atomic():
        cycles = actions.plan_cycles(
            proposal.module,
            cohort=form.cohort,
            groups=form.chosen_groups(),
            starts_at=span.starts_at,
            minutes=data["minutes"],
            place=data["place"],
            remote_link=data["remote_link"],
            slot=proposal.slot,
            slot_place=data["slot_place"],
            offsets=form.offsets(),
            starts=form.starts(),
            by=by,
            at=at,
        )
        if request.POST["do"] == "publish":
            for cycle in cycles:
                actions.publish_cycle(cycle, by=by, at=at)
    if request.POST["do"] == "publish":
        _say_published(request, cycles, slots=1 if proposal.slot else 0)
    else:
        messages.success(request, _("Kept as a draft: learners see nothing of it yet."))
    one = len(cycles) == 1
    return redirect(events.cycle_path(cycles[0].code) if one else "timetable:calendar")


def _say_published(request: HttpRequest, cycles: list[Cycle], *, slots: int) -> None:
    said = ngettext(
        "Published: %(count)s meeting. Learners see the dates now.",
        "Published: %(count)s meetings. Learners see the dates now.",
        len(cycles),
    ) % {"count": len(cycles)}
    if slots:
        messages.success(request, said)
    else:
        messages.warning(request, said + " " + _("No learning time is reserved."))


def _page(
    request: HttpRequest,
    cohort: Cohort,
    form: PlanForm,
    proposal: Proposal | None,
    *,
    status: int = 200,
    unseen: bool = False,
) -> HttpResponse:
    # Longer because it lists what the page shows, a line each.
    context: dict[str, object] = {
        "cohort": cohort,
        "form": form,
        "proposal": proposal,
        "unseen": unseen,
        "each_group": form.data.get("audience") == "groups",
        "group_fields": [
            (group, form[f"on_{group.code}"], form[f"at_{group.code}"]) for group in form.groups
        ],
    }
    if proposal is not None:
        form.data = _shown(form, proposal)
        minutes = proposal.slot[1] if proposal.slot else 0
        context["in_the_way"] = [
            (cycle, cycle.meeting.starts_at > form.now, events.cycle_path(cycle.code))
            for cycle in _in_the_way(form)
        ]
        context["lines"] = date_words.date_lines(proposal.dates, at=form.now)
        context["reasons"] = date_words.slot_reasons(
            proposal.slot_reasons, minutes, proposal.module_minutes
        )
        context["cautions"] = date_words.caution_words(proposal.cautions, proposal.dates)
    return answer(request, "timetable/plan.html", context, block="proposal", status=status)


def _shown(form: PlanForm, proposal: Proposal) -> dict[str, object]:
    """What was typed, with the proposed slot filled in."""
    data = {name: form.data.get(name, "") for name in form.fields}
    data["slot_for"] = form.key()
    if proposal.slot is not None:
        starts = wall.wall_at(proposal.slot[0], form.zone)
        data["slot_on"], data["slot_at"] = f"{starts:%Y-%m-%d}", f"{starts:%H:%M}"
        data["slot_minutes"] = str(proposal.slot[1])
    else:
        data["slot_minutes"] = data["slot_minutes"] or str(slot_minutes(proposal.module_minutes))
    return data
