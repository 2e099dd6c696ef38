"""What readiness does by itself: follow the log, send briefings, say who needs no reminder."""

from __future__ import annotations

import datetime as dt
from functools import cache, partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from volteface.core import clock, jobs
from volteface.courses.events import module_published
from volteface.courses.models import Module
from volteface.learning.actions import ensure_preparation_draw
from volteface.messaging.events import Purpose, Rendered, register_purpose
from volteface.readiness.actions import recompute_cycle, refresh_readiness
from volteface.readiness.actions.overruling import end_outlasted
from volteface.readiness.actions.telling import FINAL, PRELIMINARY, send_due_briefings
from volteface.readiness.actions.thresholds import FOLLOW_THRESHOLDS, apply_thresholds
from volteface.readiness.queries import briefing_together, finished_in, sentences
from volteface.rosters.models import Cohort
from volteface.timetable.events import register_done
from volteface.timetable.models import Cycle
from volteface.timetable.queries import live_cycles, staff_of
from volteface.timetable.queries.rows import cycle_by_code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from volteface.accounts.models import Subject
    from volteface.messaging.events import Render
    from volteface.messaging.models import OutboxMessage
    from volteface.readiness.queries.sheet import BeliefView, Briefing

    type CycleOf = Callable[[str], Cycle | None]
    type BriefingOf = Callable[[tuple[str, ...], Subject], Briefing | None]

REFRESH_EVERY = dt.timedelta(seconds=5)
# While a hall answers, everybody's state changes at every look.
REFRESH_PATIENCE = dt.timedelta(seconds=15)
BRIEFINGS_EVERY = dt.timedelta(minutes=1)
FOLLOW_EDITION = "readiness.follow_edition"


def register() -> None:
    """Make readiness known to the ticker, the reminders and the outbox."""
    jobs.every(
        "readiness.refresh",
        REFRESH_EVERY,
        lambda at: refresh_readiness(at=at),
        patience=REFRESH_PATIENCE,
    )
    jobs.every("readiness.by_hand", BRIEFINGS_EVERY, lambda at: end_outlasted(at=at))
    jobs.every("readiness.briefings", BRIEFINGS_EVERY, lambda at: send_due_briefings(at=at))
    jobs.register(FOLLOW_EDITION, follow_edition)
    jobs.register(FOLLOW_THRESHOLDS, follow_thresholds)
    module_published.connect(_new_edition)
    register_done(finished_in)
    labels = {
        PRELIMINARY: gettext_lazy("Preliminary briefings"),
        FINAL: gettext_lazy("Final briefings"),
    }
    for name, label in labels.items():
        register_purpose(
            Purpose(
                name=name,
                label=label,
                needs_me=True,
                wanted=_unwanted_because,
                wanted_many=_unwanted,
                render=_rendered,
                renders=_renders,
                # An hour before an early meeting, waiting for the end of the night is useless.
                breaks_quiet=name == FINAL,
            )
        )


def follow_edition(payload: Mapping[str, object], at: dt.datetime) -> None:
    """Measure everybody who prepares a meeting to come against the edition just published.

    What a meeting that has begun was prepared with stays what it was.
    """
    for cycle in live_cycles(meeting_after=at).filter(module=int(str(payload["module"]))):
        ensure_preparation_draw(cycle, at=at)
        recompute_cycle(cycle, at=at)


def follow_thresholds(payload: Mapping[str, object], at: dt.datetime) -> None:
    """Finish what changing a cohort's rules began."""
    cohort = Cohort.objects.get(pk=int(str(payload["cohort"])))
    apply_thresholds(cohort, at=at)


def _new_edition(module_id: int) -> None:
    edition_id = Module.objects.values_list("published_id", flat=True).get(pk=module_id)
    jobs.enqueue(
        FOLLOW_EDITION,
        nonce=f"{FOLLOW_EDITION}:{module_id}:{edition_id}",
        payload={"module": module_id},
        run_at=clock.now(),
    )


def _unwanted(messages: Sequence[OutboxMessage], at: dt.datetime) -> dict[int, str]:
    """Each cycle is read once."""
    cycle_of = cache(cycle_by_code)
    return {message.pk: _unwanted_because(message, at, cycle_of) for message in messages}


def _unwanted_because(
    message: OutboxMessage, at: dt.datetime, cycle_of: CycleOf = cycle_by_code
) -> str:
    """Why it is not sent: only where none of its meetings is to be told of any more."""
    reasons = [_not_told(code, message.subject_id, at, cycle_of) for code in _codes_of(message)]
    return "" if "" in reasons else reasons[0]


def _not_told(code: str, subject_id: int, at: dt.datetime, cycle_of: CycleOf) -> str:
    cycle = cycle_of(code)
    if cycle is None or cycle.is_archived or cycle.state != Cycle.State.PUBLISHED:
        return "called_off"
    if cycle.meeting.starts_at <= at:
        return "too_late"
    readers = {place.subject_id for place in staff_of(cycle, at=at)}
    return "" if subject_id in readers else "no_access"


def _codes_of(message: OutboxMessage) -> tuple[str, ...]:
    """The meetings a message is about, the first one first."""
    others = message.context.get("with", [])
    return (message.about, *others)


def _briefing_of(
    codes: tuple[str, ...], viewer: Subject, cycle_of: CycleOf = cycle_by_code
) -> Briefing | None:
    at = clock.now()
    cycles = [
        cycle
        for code in codes
        if (cycle := cycle_of(code)) and not _not_told(code, viewer.pk, at, cycle_of)
    ]
    return briefing_together(cycles, at=at, viewer=viewer) if cycles else None


def _renders() -> Render:
    """Each cycle is read once, and each reader's briefing once for the mail and the page."""
    briefing_of = cache(partial(_briefing_of, cycle_of=cache(cycle_by_code)))
    return partial(_rendered, briefing_of=briefing_of)


def _rendered(
    message: OutboxMessage, language: str, briefing_of: BriefingOf = _briefing_of
) -> Rendered:
    """The briefing in a dozen lines, without a name: mails are forwarded."""
    found = briefing_of(_codes_of(message), message.subject)
    if found is None:
        return Rendered(title="", text="")
    meeting = found.occasion.meeting_at.astimezone(ZoneInfo(found.occasion.zone))
    when = format_datetime(meeting, "EEE d MMM, HH:mm", locale=language.replace("-", "_"))
    return Rendered(
        title=_("Briefing: %(title)s, %(when)s") % {"title": found.occasion.title, "when": when},
        text="\n\n".join(_paragraphs(found)),
        address=_address(found),
    )


def _address(found: Briefing) -> str:
    code = found.occasion.cycle_code
    others = [part.occasion.cycle_code for part in found.parts[1:]]
    if not others:
        return reverse("readiness:briefing", args=[code])
    together = reverse("readiness:together", args=[code])
    return f"{together}?{urlencode({'with': others}, doseq=True)}"


def _belief(belief: BeliefView) -> str:
    return f"{sentences.in_quotes(belief.text)} {sentences.belief_facts(belief)}"


def _paragraphs(found: Briefing) -> list[str]:
    counts = " · ".join(f"{count.shape} {count.count} {count.word}" for count in found.counts)
    ready = f"{sentences.ready_line(found)}."
    lines = [" ".join(filter(None, (ready, sentences.change_line(found)))), counts]
    lines += [sentences.part_line(part) for part in found.parts]
    lines += [_belief(belief) for belief in found.beliefs] or [sentences.empty_line(found)]
    lines += [
        f"{one.stem} {sentences.wrote(one.groups[0])}" for one in found.written[:2] if one.groups
    ]
    lines += [sentences.asks(question) for question in found.questions[:2]]
    lines += sentences.to_look_out_for(found)
    lines += filter(None, [sentences.fix_line(found)])
    lines += filter(None, [sentences.mastered_line(found)])
    lines += [note.text for note in found.notes]
    lines += [_("To print: %(what)s") % {"what": note.text} for note in sentences.to_print(found)]
    return lines
