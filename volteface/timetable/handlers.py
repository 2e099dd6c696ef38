"""What the timetable's messages say, whether each is still wanted, and its durable work."""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache, partial
from math import ceil
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from volteface.core import jobs
from volteface.messaging.events import Purpose, Rendered, register_purpose
from volteface.rosters.queries import time_factors_in
from volteface.timetable import events, queries
from volteface.timetable.actions import copying, telling
from volteface.timetable.models import Cycle
from volteface.timetable.queries.rows import cycle_by_code

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from django_stubs_ext import StrOrPromise

    from volteface.messaging.events import Render
    from volteface.messaging.models import OutboxMessage
    from volteface.timetable.rules.dates import CycleDates

    type Read = Callable[[str], About]
    type Words = Callable[[OutboxMessage, str, Read], Rendered]

# Learners who join later are told within this time.
NEWCOMERS_EVERY = dt.timedelta(minutes=5)


class Standing(NamedTuple):
    """What the purposes need to know about a cycle, gathered once for many messages."""

    cycle: Cycle
    dates: CycleDates
    audience: set[int]
    staff: set[int]
    done: set[int]
    extended: dict[int, dt.datetime]

    def closes_at(self, subject_id: int) -> dt.datetime:
        """When preparation closes for one learner."""
        return max(self.extended.get(subject_id, self.dates.closes_at), self.dates.closes_at)


class About(NamedTuple):
    """What the wording of messages needs to know about a cycle, read once for a batch."""

    view: queries.CycleView
    extended: dict[int, dt.datetime]
    address: str
    # Asked once, and only for reminders: who has another pace, and what is added for whom.
    factors: Callable[[], dict[int, float]]
    lines: Callable[[], dict[int, tuple[StrOrPromise, str]]]

    def closes_at(self, subject_id: int) -> dt.datetime:
        """When preparation closes for one learner."""
        closes_at = self.view.dates.closes_at
        return max(self.extended.get(subject_id, closes_at), closes_at)


def register() -> None:
    """Make the timetable's jobs and purposes known."""
    jobs.register(telling.TELL_PUBLISHED, telling.tell_published)
    jobs.register(telling.TELL_MOVED, telling.tell_moved)
    jobs.register(telling.TELL_CANCELLED, telling.tell_cancelled)
    jobs.register(telling.TELL_RESTORED, telling.tell_restored)
    jobs.register(telling.REMIND_AGAIN, telling.remind_again)
    jobs.register(copying.UNDO_JOB, _undo_copy)
    jobs.every("timetable.newcomers", NEWCOMERS_EVERY, telling.tell_newcomers)
    _purpose(telling.REMINDER, gettext_lazy("Reminders to prepare"), _reminder, reminds=True)
    _purpose(telling.PUBLISHED, gettext_lazy("New meetings"), _published)
    _purpose(telling.MOVED, gettext_lazy("Meetings that move"), _moved, breaks_quiet=True)
    _purpose(telling.CANCELLED, gettext_lazy("Meetings called off"), _cancelled, breaks_quiet=True)
    _purpose(telling.RESTORED, gettext_lazy("Meetings that take place after all"), _restored)


def _undo_copy(payload: Mapping[str, object], at: dt.datetime) -> None:  # noqa: ARG001 - a job's face
    """What a copy that was cut off has left; a whole one is not touched."""
    copying.undo_copy(int(str(payload["cohort"])))


def _purpose(
    name: str, label: object, words: Words, *, reminds: bool = False, breaks_quiet: bool = False
) -> None:
    def renders() -> Render:
        read = cache(_read)
        return lambda message, language: words(message, language, read)

    def render(message: OutboxMessage, language: str) -> Rendered:
        return words(message, language, _read)

    register_purpose(
        Purpose(
            name=name,
            label=label,  # type: ignore[arg-type]  # a lazy string
            needs_me=True,
            wanted=lambda message, at: wanted([message], at)[message.pk],
            wanted_many=wanted,
            render=render,
            renders=renders,
            reminds=reminds,
            breaks_quiet=breaks_quiet,
        )
    )


def wanted(messages: Sequence[OutboxMessage], at: dt.datetime) -> dict[int, str]:
    """Why each message is no longer wanted, empty while it is; each cycle is looked up once."""
    standings: dict[str, Standing | None] = {}
    reasons = {}
    for message in messages:
        if message.about not in standings:
            standings[message.about] = standing_of(message.about, at)
        reasons[message.pk] = _reason(message, standings[message.about], at)
    return reasons


def standing_of(code: str, at: dt.datetime) -> Standing | None:
    """What the purposes ask about one cycle; nothing when it is gone."""
    cycle = cycle_by_code(code)
    if cycle is None or cycle.is_archived:
        return None
    return Standing(
        cycle=cycle,
        dates=queries.dates_of(cycle),
        audience=set(queries.audience_of(cycle, at=at).values_list("subject_id", flat=True)),
        staff={place.subject_id for place in queries.staff_of(cycle, at=at)},
        done=events.done_in(cycle),
        extended=queries.extensions_in(cycle),
    )


def _reason(message: OutboxMessage, standing: Standing | None, at: dt.datetime) -> str:
    if standing is None:
        return "gone"
    subject_id, cycle = message.subject_id, standing.cycle
    told = message.context.get("starts_at")
    off = message.purpose == telling.CANCELLED
    reminder = message.purpose == telling.REMINDER
    live = cycle.state == Cycle.State.PUBLISHED
    reasons = (
        (subject_id not in standing.audience | standing.staff, "left"),
        (off and cycle.state != Cycle.State.CANCELLED, "called_back"),
        (not off and not live, "called_off"),
        (told is not None and told != cycle.meeting.starts_at.isoformat(), "newer_one"),
        (reminder and subject_id in standing.done, "done"),
        (reminder and at >= standing.closes_at(subject_id), "closed"),
    )
    return next((because for applies, because in reasons if applies), "")


def _reminder(message: OutboxMessage, language: str, read: Read) -> Rendered:
    about = read(message.about)
    view, zone = about.view, _zone(message, about)
    closes_at = about.closes_at(message.subject_id)
    minutes = view.module.published.minutes if view.module.published else 0
    minutes = ceil(minutes * (about.factors().get(message.subject_id) or 1))
    text = _("Your preparation for “%(module)s” closes %(closes)s. You meet %(meets)s.") % {
        "module": view.module.title,
        "closes": _when(closes_at, zone, language),
        "meets": _where_and_when(view, zone, language),
    }
    if minutes:
        text += "\n\n" + ngettext(
            "It takes about %(minutes)s minute, at your own pace; you go on where you stopped.",
            "It takes about %(minutes)s minutes, at your own pace; you go on where you stopped.",
            minutes,
        ) % {"minutes": minutes}
    if message.subject_id in about.lines():
        sentence, path = about.lines()[message.subject_id]
        text += f"\n\n{sentence} {settings.SITE_URL}{path}"
    return _rendered(_("Before you meet: %(module)s"), about, text)


def _published(message: OutboxMessage, language: str, read: Read) -> Rendered:
    about = read(message.about)
    view, zone = about.view, _zone(message, about)
    dates = view.dates
    lines = [
        _("“%(module)s”: you meet %(meets)s.")
        % {"module": view.module.title, "meets": _where_and_when(view, zone, language)}
    ]
    if dates.slot_starts_at is not None:
        lines.append(
            _("Time to learn is reserved %(slot)s. Any other time is fine too.")
            % {"slot": _when(dates.slot_starts_at, zone, language)}
        )
    closes_at = about.closes_at(message.subject_id)
    lines.append(
        _("Prepare before %(closes)s, on your own and at your own pace: in the meeting you use it.")
        % {"closes": _when(closes_at, zone, language)}
    )
    return _rendered(_("New meeting: %(module)s"), about, "\n\n".join(lines))


def _moved(message: OutboxMessage, language: str, read: Read) -> Rendered:
    about = read(message.about)
    view, zone = about.view, _zone(message, about)
    was = dt.datetime.fromisoformat(str(message.context["was"]))
    text = _("“%(module)s” was planned %(was)s. Now you meet %(meets)s.") % {
        "module": view.module.title,
        "was": _when(was, zone, language),
        "meets": _where_and_when(view, zone, language),
    }
    closes = _when(about.closes_at(message.subject_id), zone, language)
    text += "\n\n" + _("Preparation closes %(closes)s.") % {"closes": closes}
    return _rendered(_("Meeting moved: %(module)s"), about, text)


def _cancelled(message: OutboxMessage, language: str, read: Read) -> Rendered:
    about = read(message.about)
    view, zone = about.view, _zone(message, about)
    text = _("“%(module)s” does not take place %(meets)s.") % {
        "module": view.module.title,
        "meets": _where_and_when(view, zone, language),
    }
    return _rendered(_("Meeting called off: %(module)s"), about, text)


def _restored(message: OutboxMessage, language: str, read: Read) -> Rendered:
    about = read(message.about)
    view, zone = about.view, _zone(message, about)
    text = _("“%(module)s” takes place after all: you meet %(meets)s.") % {
        "module": view.module.title,
        "meets": _where_and_when(view, zone, language),
    }
    return _rendered(_("Meeting as planned: %(module)s"), about, text)


def _read(code: str) -> About:
    cycle = cycle_by_code(code)
    if cycle is None:
        raise LookupError(code)
    return About(
        view=queries.view_of(cycle, role="learner"),
        extended=queries.extensions_in(cycle),
        address=events.cycle_path(code),
        factors=cache(partial(time_factors_in, cycle.cohort)),
        lines=cache(partial(events.reminder_lines_of, cycle)),
    )


def _zone(message: OutboxMessage, about: About) -> str:
    """The time zone of the message's reader."""
    person = message.subject.person
    return person.time_zone if person is not None else about.view.meeting.time_zone


def _rendered(title: str, about: About, text: str) -> Rendered:
    return Rendered(
        title=title % {"module": about.view.module.title}, text=text, address=about.address
    )


def _where_and_when(view: queries.CycleView, zone: str, language: str) -> str:
    when = _when(view.meeting.starts_at, zone, language)
    return f"{when}, {view.meeting.place}" if view.meeting.place else when


@lru_cache(maxsize=256)
def _when(at: dt.datetime, zone: str, language: str) -> str:
    """``Thu 26 Nov 2026, 10:00 (Europe/Paris)``: a mail may be read anywhere, any day."""
    here = at.astimezone(ZoneInfo(zone))
    words = format_datetime(here, "EEE d MMM y, HH:mm", locale=language.replace("-", "_"))
    return f"{words} ({zone})"
