"""A cycle as its teacher, tutor or manager sees it: counts, switches, and the one next thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.classroom.queries.attendance import was_held_early
from volteface.classroom.queries.learner_cards import waiting_on_desk
from volteface.classroom.queries.rooms import open_room_of
from volteface.core import charts
from volteface.core.jinja import day, minutes, moment, time
from volteface.dialogue.queries import heard_in, unanswered_in
from volteface.dialogue.queries.stops import stops_told
from volteface.learning.queries.signals import rapid_in
from volteface.readiness.queries import READERS, counts_of
from volteface.readiness.queries.worded import bar_parts
from volteface.timetable.queries import PLANNERS
from volteface.timetable.queries.reminders import reminder_times_of
from volteface.web.queries.after import next_for_staff, verify_for_staff
from volteface.web.queries.stages import Action, Contribution, Next, Stage, moments_of, staged
from volteface.web.rules.stages import staff_stage

if TYPE_CHECKING:
    import datetime as dt

    from markupsafe import Markup

    from volteface.accounts.models import Subject
    from volteface.classroom.models import Room
    from volteface.dialogue.queries import Heard
    from volteface.timetable.queries import CycleView


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffFacts:
    """What is known of a cycle's learners, cut to those this person may see."""

    view: CycleView
    counts: dict[str, int]
    room: Room | None
    present: str
    # Moved forward: people were there, and the room was closed before the meeting's hour.
    held_early: bool = False

    @property
    def audience(self) -> int:
        return sum(self.counts.values())

    @property
    def ready(self) -> int:
        return self.counts["ready"]

    @property
    def not_yet(self) -> frozenset[str]:
        """Nobody is informed where there is nobody."""
        return frozenset() if self.audience else frozenset({"inform"})

    @property
    def reads_briefing(self) -> bool:
        return self.view.role in READERS

    @property
    def plans(self) -> bool:
        return self.view.role in PLANNERS


def facts_for(view: CycleView, subject: Subject, *, at: dt.datetime) -> StaffFacts:
    """Everything a card needs, asked once."""
    early = at < view.dates.meeting_ends_at and was_held_early(view.cycle)
    return StaffFacts(
        view=view,
        counts=counts_of(view.cycle, at=at, viewer=subject),
        room=open_room_of(view.cycle),
        present=staff_stage(moments_of(view, held=early), at),
        held_early=early,
    )


def next_for(facts: StaffFacts) -> Next:
    """The one next thing for who answers for the cycle."""
    view = facts.view
    if view.is_cancelled:
        return Next(action=None, hint=_("This meeting was called off."))
    if facts.room is not None:
        return Next(action=_presenter(facts.room), hint=_("the room is open"))
    if facts.present == "verify":
        return next_for_staff(view)
    before = _briefing(view, _("See who is ready")) if facts.reads_briefing else _plan(view)
    return {
        "reserve": Next(
            action=_publish(view) if facts.plans else None, hint=_("learners see nothing yet")
        ),
        "brief": Next(
            action=_briefing(view, _("Read the briefing · 2 min"))
            if facts.reads_briefing
            else _plan(view),
            hint=_when(view),
        ),
        "meet": Next(action=_open_room(view), hint=_when(view)),
        "refresh": Next(
            action=None, hint=_("questions come back to each learner when they are due")
        ),
        "effect": Next(action=_effect(view), hint=_("the cycle is complete")),
    }.get(facts.present, Next(action=before, hint=_when(view)))


def stages_for(facts: StaffFacts, subject: Subject, *, at: dt.datetime) -> tuple[Stage, ...]:
    """The nine stages with counts and switches."""
    view = facts.view
    heard = heard_in(view.cohort, at=at, viewer=subject)
    met = facts.held_early or at >= view.dates.meeting_starts_at
    said = {
        "inform": _inform(facts, heard),
        "reserve": _reserve(facts, at),
        "learn": _learn(facts, at),
        "remind": _remind(view, at),
        "brief": _brief(facts),
        "meet": _meet(facts),
        "verify": verify_for_staff(view, met=met),
        "refresh": _refresh(view),
        "effect": Contribution(
            line=_("after the delayed check"),
            lead=_("Class-level gain with its interval; nothing below five people."),
            actions=(_effect(view),),
        ),
    }
    return staged(facts.present, said)


def readiness_bar(counts: dict[str, int]) -> Markup:
    """Who is ready, as one bar with its key."""
    return charts.share_bar(bar_parts(counts), label=_("Who is ready"))


def _inform(facts: StaffFacts, heard: Heard) -> Contribution:
    view = facts.view
    waiting = unanswered_in(view.cohort)
    line = _("%(count)s of %(n)s have read why") % {
        "count": heard.acknowledged,
        "n": heard.learners,
    }
    if not heard.learners:
        line = _("no learner has enrolled yet")
    said = [
        (_("Cannot do it at home"), str(heard.cannot)),
        (_("Do not see the point"), str(heard.doubtful)),
    ]
    if waiting:
        asked = ngettext(
            "%(n)s question waits for an answer", "%(n)s questions wait for an answer", waiting
        )
        said.append((_("Questions"), asked % {"n": waiting}))
    why = Action(
        text=_("Why we flip, and what they say"),
        url=reverse("dialogue:why", args=[view.cohort.code]),
        icon="messages-square",
    )
    is_done = False if "inform" in facts.not_yet else None
    return Contribution(line=line, facts=tuple(said), actions=(why,), is_done=is_done)


def _reserve(facts: StaffFacts, at: dt.datetime) -> Contribution:
    dates = facts.view.dates
    actions = _moving(facts, at) if facts.plans else ()
    if dates.slot_starts_at is None or dates.slot_ends_at is None:
        warning = _("No time is reserved for learning. Learners who cannot choose will skip it.")
        return Contribution(line=_("no slot"), warning=warning, actions=actions)
    line = _("%(at)s–%(end)s") % {
        "at": moment(dates.slot_starts_at),
        "end": time(dates.slot_ends_at),
    }
    warning = ""
    if dates.gap_is_long:
        warning = _("The gap to the meeting is above four days: much will have faded by then.")
    return Contribution(line=line, warning=warning, actions=actions)


def _moving(facts: StaffFacts, at: dt.datetime) -> tuple[Action, ...]:
    """What can still be done about the dates: a meeting that has begun stays where it was."""
    view, meeting = facts.view, facts.view.meeting
    actions = [_publish(view)] if facts.present == "reserve" else []
    if view.is_cancelled or at < meeting.starts_at:
        address = reverse("timetable:move", args=[meeting.code])
        actions.append(Action(text=_("Move the meeting"), url=address, icon="calendar-clock"))
    if facts.present != "reserve" and at < meeting.ends_at:
        more = _("More time for one learner")
        actions.append(Action.on(view, "timetable:extensions", more, icon="timer"))
    return tuple(actions)


def _learn(facts: StaffFacts, at: dt.datetime) -> Contribution:
    view = facts.view
    module = view.module
    preview = Action.on(view, "learning:module", _("See it as learners do"), icon="eye")
    cards = waiting_on_desk(view.cycle)
    desk = Action(
        text=ngettext("%(n)s card by learners waits", "%(n)s cards by learners wait", cards)
        % {"n": cards},
        url=reverse("classroom:card_desk", args=[view.cycle.code]),
        icon="square-stack",
    )
    told = stops_told(view.cycle)
    reasons = tuple((f"{one.word} ({one.count})", one.advice) for one in told)
    ahead = minutes(module.published.minutes) if module.published else ""
    ready = ngettext("%(ready)s of %(n)s ready", "%(ready)s of %(n)s ready", facts.ready) % {
        "ready": facts.ready,
        "n": facts.audience,
    }
    # The briefing may be due before the preparation closes.
    still = facts.present == "brief" and at < view.closes_at
    return Contribution(
        line=f"{ready} · {_('still open')}" if still else ready,
        lead=_("%(time)s of preparation, until %(at)s.")
        % {"time": ahead, "at": moment(view.closes_at)},
        chart=readiness_bar(facts.counts),
        facts=(*reasons, *_rapid(view)),
        actions=(preview, desk) if cards else (preview,),
    )


def _rapid(view: CycleView) -> tuple[tuple[str, str], ...]:
    """`rapid_in` tells nothing of fewer than five people."""
    found = rapid_in(view.cycle)
    if not found:
        return ()
    text = ngettext(
        "%(count)d question was answered faster than it can be read by five people or more.",
        "%(count)d questions were answered faster than they can be read by five people or more.",
        len(found),
    ) % {"count": len(found)}
    return ((_("Rapid answers"), text),)


def _remind(view: CycleView, at: dt.datetime) -> Contribution:
    ats = reminder_times_of(view.cycle, view.dates, at=at)
    line = ", ".join(moment(at) for at in ats) or _("none")
    preview = Action.on(
        view, "timetable:reminders", _("Whom it reaches, whom it skips and why"), icon="bell"
    )
    return Contribution(
        line=line,
        lead=_("Only those who are not done; checked again when it is sent."),
        actions=(preview,),
    )


def _brief(facts: StaffFacts) -> Contribution:
    ats = facts.view.dates.briefing_ats
    line = ", ".join(moment(at) for at in ats) or _("at any time")
    if not facts.reads_briefing:
        return Contribution(
            line=line, lead=_("Teachers and tutors read it: it is about their learners.")
        )
    return Contribution(
        line=line,
        lead=_("Who is ready, what they believe, whom to help, and a suggested hour, on one page."),
        actions=(_briefing(facts.view, _("Briefing")),),
    )


def _meet(facts: StaffFacts) -> Contribution:
    view = facts.view
    room = _presenter(facts.room) if facts.room else _open_room(view)
    kit = Action.on(view, "classroom:kit", _("Board game"), icon="dices")
    way = Action.on(view, "classroom:route", _("The way through the room"), icon="route")
    return Contribution(line=_when(view), actions=(_plan(view), kit, way, room))


def _refresh(view: CycleView) -> Contribution:
    exam = view.cohort.exam_at
    line = _("until the exam on %(day)s") % {"day": day(exam)} if exam else _("no exam date")
    return Contribution(
        line=line,
        lead=_("Each learner gets the questions they are about to forget, a few at a time."),
    )


def _when(view: CycleView) -> str:
    place = view.meeting.place
    at = moment(view.dates.meeting_starts_at)
    return f"{at} · {place}" if place else at


def _briefing(view: CycleView, text: str) -> Action:
    return Action.on(view, "readiness:briefing", text, icon="clipboard-list")


def _plan(view: CycleView) -> Action:
    return Action.on(view, "classroom:plan", _("Plan of the hour"), icon="list-ordered")


def _effect(view: CycleView) -> Action:
    return Action(
        text=_("See the effect"),
        url=reverse("insights:effect", args=[view.cohort.code]),
        icon="chart-line",
    )


def _publish(view: CycleView) -> Action:
    return Action(
        text=_("Publish the dates"),
        url=reverse("timetable:publish", args=[view.cycle.code]),
        icon="send",
        is_post=True,
    )


def _open_room(view: CycleView) -> Action:
    return Action(
        text=_("Open the room"),
        url=reverse("classroom:open", args=[view.cycle.code]),
        icon="presentation",
        is_post=True,
    )


def _presenter(room: Room) -> Action:
    return Action(
        text=_("Presenter's view"),
        url=reverse("classroom:presenter", args=[room.code]),
        icon="presentation",
    )
