"""What the presenter's, the projector's and a phone's page show beside the state."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import segno
from django.conf import settings
from django.utils.translation import gettext as _
from markupsafe import Markup

from volteface.classroom.rules.rounds import (
    LEAST_VOTES,
    VOTING,
    Change,
    Phase,
    Suggestion,
    next_phases,
    suggested_phase,
)
from volteface.classroom.rules.small_numbers import LEAST, may_be_said
from volteface.classroom.rules.state import PROJECTOR, RoomState, for_role
from volteface.core.charts import Bar, bars
from volteface.learning.models import Draw
from volteface.learning.queries import draw_versions
from volteface.questions.queries import content_of
from volteface.questions.queries.shown import option_in_words, question_view
from volteface.timetable.queries import audience_of

from .material import AskedQuestion, questions_of
from .plans import PlannedBlock, plan_of
from .rooms import (
    CheckLine,
    check_lines,
    full_state,
    participants_of,
    suggestion_for,
    tally_shown,
)

if TYPE_CHECKING:
    import datetime as dt

    from volteface.classroom.models import Participant, Room, Round
    from volteface.questions.models import QuestionVersion
    from volteface.questions.queries.shown import QuestionView
    from volteface.timetable.queries import CycleView

_MOST_QUESTIONS = 6
# Letters in a line of the hall's screen while they are large, the lines up to which they can be,
# letters in a line of small ones, and the lines from which they are as small as may be.
_LINE, _FEW_LINES, _SMALL_LINE, _MOST_LINES = 40, 6, 60, 12
# More options than this are as small as may be, however short.
_MANY_OPTIONS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteScreen:
    """A question in hand as a screen shows it."""

    question: QuestionView
    version: QuestionVersion
    bars: Markup
    key: tuple[str, ...]
    # What an anonymous vote, or one of fewer than five, does not show, and why.
    withheld: str = ""
    # How many lines the options take in large letters; none where bars are drawn for nobody.
    lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenterScreen:
    """The private view."""

    state: RoomState
    current: Round | None
    vote: VoteScreen | None
    advice: Suggestion | None
    # What discussing changed, when there were two votes.
    change: Change | None
    sure_and_wrong: int
    check: tuple[CheckLine, ...]
    next_phase: str
    other_phases: tuple[str, ...]
    questions: tuple[AskedQuestion, ...]
    # Whether a question was put to the room already: how it votes is settled then.
    has_asked: bool
    people: tuple[Participant, ...]
    audience: int
    block: PlannedBlock | None
    next_block: PlannedBlock | None
    minutes_left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectorScreen:
    """The hall's screen."""

    state: RoomState
    vote: VoteScreen | None
    check: tuple[CheckLine, ...]
    join_url: str
    join_words: str
    qr: Markup


def presenter_screen(room: Room, view: CycleView, at: dt.datetime) -> PresenterScreen:
    """Everything the presenter needs, the key included."""
    state = full_state(room)
    current = room.current_round
    is_check = current is not None and current.first.purpose != Draw.Purpose.VOTE
    vote = _vote(room, current, public=False) if current and not is_check else None
    tally = tally_shown(room, current.first, vote.version) if current and vote else None
    advice = suggestion_for(room, current) if current and vote else None
    phases = next_phases(Phase(current.phase), is_check=is_check) if current else ()
    first = suggested_phase(Phase(current.phase), advice, is_check=is_check) if current else None
    learners = audience_of(view.cycle).count()
    block, following, left = _now_in_plan(view, learners, at)
    return PresenterScreen(
        state=state,
        current=current,
        vote=vote,
        advice=advice,
        change=_change(room, current, vote),
        sure_and_wrong=tally.sure_and_wrong if tally else 0,
        check=tuple(check_lines(room, current.first)) if current and is_check else (),
        next_phase=first.value if first else "",
        other_phases=tuple(phase.value for phase in phases if phase is not first),
        questions=tuple(questions_of(view.cycle)[:_MOST_QUESTIONS]),
        has_asked=room.rounds.exists(),
        people=tuple(participants_of(room)),
        audience=learners,
        block=block,
        next_block=following,
        minutes_left=left,
    )


def projector_screen(room: Room) -> ProjectorScreen:
    """The public view: bars and key only with the result."""
    current = room.current_round
    is_check = current is not None and current.first.purpose != Draw.Purpose.VOTE
    shown_result = is_check and current is not None and current.phase == Phase.RESULT
    return ProjectorScreen(
        state=for_role(full_state(room), PROJECTOR),
        vote=_vote(room, current, public=True) if current and not is_check else None,
        check=tuple(check_lines(room, current.first, public=True))
        if shown_result and current
        else (),
        join_url=join_url(room),
        join_words=f"{settings.SITE_URL.split('//')[-1]}/room/",
        qr=qr_of(join_url(room)),
    )


def join_url(room: Room) -> str:
    """The address behind the QR code."""
    return f"{settings.SITE_URL}/room/{room.code}/"


def qr_of(text: str) -> Markup:
    """A QR code as inline SVG that takes its size from the stylesheet."""
    out = io.BytesIO()
    segno.make(text, error="l", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, svgclass="qr",
        lineclass="qr-line", dark="#000", light="#fff", title=_("QR code to join"),
    )  # fmt: skip
    return Markup(out.getvalue().decode("utf-8"))  # noqa: S704 - our own drawing


def _vote(room: Room, current: Round, *, public: bool) -> VoteScreen:
    version = draw_versions(current.first)[0]
    shown = question_view(version, seed=current.code)
    visible = not public or current.phase == Phase.RESULT
    figures, withheld = Markup(), ""
    if visible:
        figures, withheld = _bars(room, current, version, shown, public=public)
    return VoteScreen(
        question=shown,
        version=version,
        bars=figures,
        key=_key(version) if visible else (),
        withheld=withheld,
        lines=_lines([option_in_words(version, option) for option, _html in shown.options]),
    )


def _key(version: QuestionVersion) -> tuple[str, ...]:
    return tuple(option.id for option in content_of(version).options if option.fraction > 0)


def _lines(options: list[str]) -> int:
    """How many lines the options take, rather too many than too few."""
    large, small = (
        sum(max(1, math.ceil(len(words) / line)) for words in options)
        for line in (_LINE, _SMALL_LINE)
    )
    if len(options) > _MANY_OPTIONS:
        return _MOST_LINES
    return large if large <= _FEW_LINES else min(max(small, _FEW_LINES), _MOST_LINES)


def _bars(
    room: Room,
    current: Round,
    version: QuestionVersion,
    shown: QuestionView,
    *,
    public: bool,
) -> tuple[Markup, str]:
    """The bars, and the words for what of them may not be seen; in public, none of the few."""
    first = tally_shown(room, current.first, version)
    second = tally_shown(room, current.second, version) if current.second else None
    has_second = second is not None and (second.votes > 0 or current.phase == Phase.SECOND_VOTE)
    now = second if has_second and second is not None else first
    if public and now.votes < LEAST and not room.anonymous:
        return Markup(), _("Fewer than five answers: the numbers stay with the teacher.")
    has_before = has_second and not (public and first.votes < LEAST)
    key = _key(version)
    letters = {
        option_id: chr(ord("A") + place) for place, (option_id, _) in enumerate(shown.options)
    }
    rows = [
        Bar(
            label=option_in_words(version, option_id),
            count=now.by_option.get(option_id, 0),
            letter=letter,
            mark="right" if option_id in key else "",
            before=first.by_option.get(option_id, 0)
            if has_before and option_id not in first.hidden
            else None,
        )
        for option_id, letter in letters.items()
        if option_id not in now.hidden
    ]
    drawn = bars(rows, total=now.votes, label=_("Votes"), shares=now.votes >= LEAST_VOTES)
    hidden = [letter for option_id, letter in letters.items() if option_id in now.hidden]
    return drawn if rows else Markup(), _withheld(current, hidden, everything=not rows)


def _withheld(current: Round, hidden: list[str], *, everything: bool) -> str:
    if not hidden:
        return ""
    if current.phase in VOTING:
        return _("Anonymous: the figures appear when the vote has closed, from five votes on.")
    if everything:
        return _("Anonymous: these figures would speak of fewer than five people; none are shown.")
    return _("Anonymous: %(letters)s not shown, so that nobody can be found out.") % {
        "letters": ", ".join(hidden)
    }


def _change(room: Room, current: Round | None, vote: VoteScreen | None) -> Change | None:
    if current is None or vote is None or current.second is None or current.phase != Phase.RESULT:
        return None
    first = tally_shown(room, current.first, vote.version)
    second = tally_shown(room, current.second, vote.version)
    if not (first.votes and second.votes and first.is_whole and second.is_whole):
        return None
    if room.anonymous and not all(
        may_be_said(tally.right, total=tally.votes) for tally in (first, second)
    ):
        return None
    return Change(
        right=first.right,
        votes=first.votes,
        right_after=second.right,
        votes_after=second.votes,
    )


def _now_in_plan(
    view: CycleView, learners: int, at: dt.datetime
) -> tuple[PlannedBlock | None, PlannedBlock | None, int]:
    """The block of the plan that is due now, the one after it, and its minutes left.

    Counted from the real start, where somebody told it.
    """
    plan = plan_of(view.cycle, people=learners)
    blocks, at = plan.blocks, at - plan.shift
    for place, block in enumerate(blocks):
        if block.timed.starts_at <= at < block.timed.ends_at:
            following = blocks[place + 1] if place + 1 < len(blocks) else None
            return block, following, _minutes(block.timed.ends_at - at)
    upcoming = next((block for block in blocks if block.timed.starts_at > at), None)
    if upcoming is None:
        return None, None, 0
    moved = replace(upcoming.timed, starts_at=upcoming.timed.starts_at + plan.shift)
    return None, replace(upcoming, timed=moved), _minutes(upcoming.timed.starts_at - at)


def _minutes(span: dt.timedelta) -> int:
    return max(0, round(span.total_seconds() / 60))
