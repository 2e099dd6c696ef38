"""A cycle as its learner sees it: nine stages, and the one next thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.classroom.queries.rooms import open_room_of
from volteface.core.jinja import day, minutes, moment, time, until
from volteface.dialogue.queries import has_acknowledged
from volteface.learning.models import Draw
from volteface.learning.queries import draw_of
from volteface.learning.queries.module_page import is_ahead
from volteface.learning.queries.pages import module_start
from volteface.learning.queries.pretest import to_check
from volteface.readiness.queries import state_of
from volteface.readiness.queries.again import to_look_at_again
from volteface.refreshers.queries import due_for, minutes_of
from volteface.refreshers.queries.doors import address_of, unanswered
from volteface.web.queries.after import catches_up, missed_by, read_debrief, see_missed
from volteface.web.queries.own import certificate_rule, own_certificate, team_to_come
from volteface.web.queries.stages import Action, Contribution, Next, Stage, moments_of, staged
from volteface.web.rules.stages import learner_stage

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.classroom.models import Room
    from volteface.classroom.queries.own_team import OwnTeam
    from volteface.learning.queries.pages import ModuleStart
    from volteface.readiness.queries.again import LookAgain
    from volteface.readiness.queries.worded import StateView
    from volteface.timetable.queries import CycleView

_READING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnerFacts:
    """What is known of one learner in one cycle."""

    view: CycleView
    start: ModuleStart
    state: StateView
    informed: bool
    room: Room | None
    missed: bool
    # What was missed is still the next thing to look at.
    catches_up: bool
    present: str
    # A briefing was due by now.
    briefed: bool
    # All steps are done, but something in them is worth another look while it is open.
    again: LookAgain | None = None
    # How much was skipped after the pre-test and waits for its question.
    to_check: int = 0
    # Through and strong: a role in the meeting is offered.
    ahead: bool = False
    # Their team of the meeting to come, once teams are locked.
    team: OwnTeam | None = None
    # Once the cohort's certificates were handed out, and this one is earned.
    certificate: Action | None = None
    # After the meeting: the delayed check's open questions, and the refreshers that are due.
    check: Action | None = None
    debrief: Action | None = None
    due: int = 0

    @property
    def not_yet(self) -> frozenset[str]:
        """Stages whose turn would have come, had what they are about happened."""
        return frozenset() if self.briefed else frozenset({"brief"})


def facts_for(
    view: CycleView, subject: Subject, *, informed: bool | None = None, at: dt.datetime
) -> LearnerFacts:
    """Everything the learner's card and page need, asked once."""
    start = module_start(view, subject, at=at)
    if informed is None:
        informed = has_acknowledged(subject, view.cohort)
    moments = moments_of(view, informed=informed, prepared=start.is_finished)
    met = at >= view.dates.meeting_starts_at
    present = learner_stage(moments, at)
    after = present in ("verify", "refresh", "effect")
    state = state_of(view.cycle, subject)
    missed = met and missed_by(view, subject)
    looks_again = present == "meet" and start.is_finished and not start.is_closed
    briefing_at = moments.first_briefing_at or moments.meeting_starts_at
    return LearnerFacts(
        view=view,
        start=start,
        state=state,
        informed=informed,
        room=open_room_of(view.cycle),
        missed=missed,
        catches_up=missed and catches_up(view, subject, present=present),
        present=present,
        briefed=at >= briefing_at,
        to_check=len(to_check(view.cycle, subject)) if looks_again else 0,
        ahead=present == "meet" and is_ahead(view.cycle, subject, start),
        again=to_look_at_again(view.cycle, subject, state) if looks_again else None,
        team=team_to_come(view, subject, at),
        certificate=own_certificate(view, subject, at) if after else None,
        check=_open_check(view, subject, at) if after else None,
        debrief=read_debrief(view) if after and not missed else None,
        due=len(due_for(subject, view.cohort, at)) if after else 0,
    )


def next_for(facts: LearnerFacts) -> Next:
    """The learner's one next thing, with its minutes."""
    if facts.view.is_cancelled:
        return Next(action=None, hint=_("This meeting was called off."))
    if facts.room is not None:
        return Next(action=_join(facts.room), hint=_("the room is open"))
    if facts.catches_up:
        hint = _("the debrief, the answers and your exit ticket")
        return Next(action=see_missed(facts.view), hint=hint)
    before = {"inform": _next_inform, "learn": _next_learn, "meet": _next_meet}
    return before.get(facts.present, _next_after)(facts)


def stages_for(facts: LearnerFacts) -> tuple[Stage, ...]:
    """The nine stages in the learner's words."""
    said = {
        "inform": _inform(facts),
        "reserve": _reserve(facts),
        "learn": _learning(facts),
        "remind": _remind(facts),
        "brief": _brief(facts),
        "meet": _meet(facts),
        "verify": _verify(facts),
        "refresh": _refresh(facts),
        "effect": _effect(facts),
    }
    return staged(facts.present, said)


def _next_inform(facts: LearnerFacts) -> Next:
    text = _("Read why · %(time)s") % {"time": minutes(_READING)}
    hint = _("then %(time)s to learn") % {"time": minutes(facts.start.minutes_left)}
    return Next(action=Action(text=text, url=_why(facts.view)), hint=hint)


def _next_learn(facts: LearnerFacts) -> Next:
    return Next(action=_learn(facts.start), hint=_closes(facts.view))


def _next_meet(facts: LearnerFacts) -> Next:
    if facts.to_check:
        return Next(action=_check_skipped(facts), hint=_closes(facts.view))
    if facts.again is not None:
        return Next(action=_look_again(facts.view, facts.again), hint=_closes(facts.view))
    return Next(action=None, hint=_meeting_line(facts.view))


def _next_after(facts: LearnerFacts) -> Next:
    if facts.check is not None:
        return Next(action=facts.check, hint=_("they show what stayed; they are no mark"))
    if facts.due:
        return Next(action=_refreshers(facts), hint=_("chosen from your own answers"))
    if facts.present == "verify":
        return Next(action=facts.debrief, hint=_check(facts.view))
    return Next(action=None, hint=_("nothing to do now; questions come back when they are due"))


def _inform(facts: LearnerFacts) -> Contribution:
    why = Action(text=_("Why we flip"), url=_why(facts.view), icon="info")
    if facts.informed:
        return Contribution(line=_("you have read why"), actions=(why,), is_done=True)
    return Contribution(
        line=_("%(time)s to read") % {"time": minutes(_READING)},
        lead=_("What it asks of you, what it gives you, and what research says."),
        actions=(why,),
        is_done=False,
    )


def _reserve(facts: LearnerFacts) -> Contribution:
    dates = facts.view.dates
    calendar = Action(
        text=_("Your calendar"), url=reverse("timetable:calendar"), icon="calendar-days"
    )
    if dates.slot_starts_at is None or dates.slot_ends_at is None:
        return Contribution(
            line=_("no time reserved: learn when it suits you"), actions=(calendar,)
        )
    line = _("%(at)s–%(end)s") % {
        "at": moment(dates.slot_starts_at),
        "end": time(dates.slot_ends_at),
    }
    return Contribution(
        line=line,
        lead=_("This time is in your timetable for learning. You may also learn at any other."),
        actions=(calendar,),
    )


def _learning(facts: LearnerFacts) -> Contribution:
    start = facts.start
    closed = _("closed %(at)s, still open to read") % {"at": moment(start.closes_at)}
    left = closed if start.is_closed else f"{_left(start)} · {_closes(facts.view)}"
    line = _("all steps done") if start.is_finished else left
    action = _learn(start) if start.next_url else None
    if facts.again is not None:
        action = _look_again(facts.view, facts.again)
    view = facts.view
    sign = "message-circle-question-mark"
    ask = Action(text=_("Ask a question"), url=_ask(view), icon=sign)
    own = Action.on(view, "learning:answers", _("My answers"), icon="list-checks")
    practise = Action.on(view, "learning:practise", _("Practise"), icon="repeat")
    card = Action.on(view, "classroom:cards", _("Make a card"), icon="square-stack")
    others = (practise, own, ask, card) if start.has_begun else (own, ask)
    return Contribution(
        line=line,
        lead=facts.state.learner_reason,
        actions=(action, *others) if action else others,
        steps=start.lines,
        is_done=start.is_finished,
    )


def _remind(facts: LearnerFacts) -> Contribution:
    if facts.start.is_finished:
        return Contribution(line=_("none needed"), lead=_("You are done, so nobody reminds you."))
    settings = Action(
        text=_("What reaches you, and when"), url=reverse("messaging:preferences"), icon="bell"
    )
    return Contribution(
        line=_("only if something is left to do"),
        lead=_("At most one message a day, never at night, and none once you are done."),
        actions=(settings,),
    )


def _brief(facts: LearnerFacts) -> Contribution:
    return Contribution(
        line=_("your teacher reads what is not clear yet"),
        lead=_("Your answers show what to work on together. They are no mark."),
        is_done=None if facts.briefed else False,
    )


def _meet(facts: LearnerFacts) -> Contribution:
    actions = (_join(facts.room),) if facts.room else ()
    if facts.ahead:
        role = Action(
            text=_("You are ahead: take a role"),
            url=f"{reverse('learning:module', args=[facts.view.cycle.code])}#role-title",
            icon="hand-helping",
        )
        actions = (*actions, role)
    return Contribution(
        line=_meeting_line(facts.view) + (f" · {facts.team.title}" if facts.team else ""),
        lead=_("Bring what you learnt, and what you did not understand: both are used."),
        facts=((facts.team.title, facts.team.beside),) if facts.team and facts.team.beside else (),
        actions=actions,
        is_done=False if facts.missed else None,
    )


def _verify(facts: LearnerFacts) -> Contribution:
    if facts.missed:
        return Contribution(
            line=_("you were missing"),
            lead=_("What was done, the answers and the exit ticket are kept for you."),
            actions=(see_missed(facts.view),),
        )
    actions = tuple(action for action in (facts.check, facts.debrief) if action)
    return Contribution(
        line=_check(facts.view), actions=actions, lead=_("They show what stayed. They are no mark.")
    )


def _refresh(facts: LearnerFacts) -> Contribution:
    exam = facts.view.cohort.exam_at
    line = _("until the exam on %(day)s") % {"day": day(exam)} if exam else _("now and then")
    if facts.due:
        line = ngettext("%(n)s question is due", "%(n)s questions are due", facts.due) % {
            "n": facts.due
        }
    return Contribution(
        line=line,
        lead=_("One to three questions at a time, chosen from your own answers, by mail or here."),
        actions=(_refreshers(facts),) if facts.due else (),
    )


def _effect(facts: LearnerFacts) -> Contribution:
    cohort = facts.view.cohort.code
    effect = Action(
        text=_("See the effect"), url=reverse("insights:effect", args=[cohort]), icon="chart-line"
    )
    return Contribution(
        line=_("what it brought the class"),
        lead=_("After the delayed check your class sees what it gained, with its uncertainty."),
        facts=certificate_rule(facts.view),
        actions=(effect, facts.certificate) if facts.certificate else (effect,),
    )


def _refreshers(facts: LearnerFacts) -> Action:
    text = ngettext("%(n)s question · %(time)s", "%(n)s questions · %(time)s", facts.due)
    return Action(
        text=text
        % {"n": facts.due, "time": minutes(minutes_of(facts.due, factor=facts.view.factor))},
        url=reverse("refreshers:due", args=[facts.view.cohort.code]),
        icon="rotate-cw",
    )


def _open_check(view: CycleView, subject: Subject, at: dt.datetime) -> Action | None:
    draw = draw_of(view.cycle, Draw.Purpose.DELAYED_CHECK)
    if draw is None or (draw.opens_at is not None and draw.opens_at > at):
        return None
    open_ones = unanswered(subject, draw)
    if not open_ones or (draw.closes_at is not None and draw.closes_at <= at):
        return None
    text = ngettext(
        "Check what stayed · %(n)s question", "Check what stayed · %(n)s questions", len(open_ones)
    )
    return Action(
        text=text % {"n": len(open_ones)},
        url=address_of(subject, draw, open_ones[0], at=at),
        icon="clipboard-check",
    )


def _learn(start: ModuleStart) -> Action:
    word = _("Continue") if start.has_begun else _("Start")
    return Action(text=f"{word} · {minutes(start.minutes_left)}", url=start.next_url, icon="play")


def _look_again(view: CycleView, again: LookAgain) -> Action:
    text = ngettext("Look at %(n)s question again", "Look at %(n)s questions again", again.count)
    return Action(
        text=text % {"n": again.count},
        url=reverse("learning:step", args=[view.cycle.code, again.step_key]),
        icon="rotate-ccw",
    )


def _check_skipped(facts: LearnerFacts) -> Action:
    text = ngettext(
        "Check what you skipped · %(n)s question",
        "Check what you skipped · %(n)s questions",
        facts.to_check,
    )
    words = text % {"n": facts.to_check}
    return Action.on(facts.view, "learning:validation", words, icon="clipboard-check")


def _left(start: ModuleStart) -> str:
    return _("%(time)s left") % {"time": minutes(start.minutes_left)}


def _closes(view: CycleView) -> str:
    """Absolute, with its zone, and how far away: in the reader's own zone wherever they are."""
    return _("until %(at)s, %(zone)s (%(left)s)") % {
        "at": moment(view.closes_at),
        "zone": timezone.get_current_timezone_name(),
        "left": until(view.closes_at),
    }


def _meeting_line(view: CycleView) -> str:
    place = view.meeting.place
    at = moment(view.dates.meeting_starts_at)
    return f"{at} · {place}" if place else at


def _check(view: CycleView) -> str:
    return _("a few questions on %(day)s") % {"day": day(view.dates.delayed_check_at)}


def _why(view: CycleView) -> str:
    return reverse("dialogue:why", args=[view.cohort.code])


def _ask(view: CycleView) -> str:
    return reverse("dialogue:ask_at", args=[view.cycle.code, "module"])


def _join(room: Room) -> Action:
    return Action(
        text=_("Join the room"), url=reverse("classroom:phone", args=[room.code]), icon="log-in"
    )
