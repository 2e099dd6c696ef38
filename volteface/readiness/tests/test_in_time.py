"""By the clock of the jobs: the briefing holds the last answers a minute after they are in."""

from __future__ import annotations

import datetime as dt

import pytest

from volteface.core import jobs
from volteface.messaging.models import OutboxMessage
from volteface.readiness.queries import briefing
from volteface.readiness.testing import NOW, FlippedClass, flipped_class
from volteface.timetable.queries import dates_of

pytestmark = pytest.mark.django_db
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def ticker(monkeypatch: pytest.MonkeyPatch) -> jobs.Ticker:
    """The server's own ticker while a hall answers, cut to what readiness asks of it."""
    own = {name: tick for name, tick in jobs._ticks.items() if name.startswith("readiness.")}
    monkeypatch.setattr(jobs, "_ticks", own)
    monkeypatch.setattr(jobs, "is_crowded", lambda: True)
    made = jobs.Ticker()
    made.tick(NOW)
    return made


def seconds_until_known(ticker: jobs.Ticker, world: FlippedClass, since: dt.datetime) -> int:
    """How long the ticker runs until the briefing counts an answer of the last second."""
    world.answer(world.learners[0], 0, "o2", certainty=3)
    for second in range(1, 121):
        ticker.tick(since + second * SECOND)
        if briefing(world.cycle, at=since, viewer=world.teacher).beliefs:
            return second
    return 999


def test_it_is_ready_within_a_minute_of_the_closing(ticker: jobs.Ticker) -> None:
    world = flipped_class(learners=3, questions=2)
    closes_at = dates_of(world.cycle).closes_at
    ticker.tick(closes_at - SECOND)
    assert seconds_until_known(ticker, world, closes_at) <= 60


def test_the_mails_are_there_within_a_minute_of_their_hour(ticker: jobs.Ticker) -> None:
    world = flipped_class(learners=3, questions=2)
    preliminary, final = sorted(dates_of(world.cycle).briefing_ats)
    meeting = world.cycle.meeting.starts_at
    assert (meeting - preliminary, meeting - final) == (12 * 3_600 * SECOND, 3_600 * SECOND)
    for due_at, purpose in (
        (preliminary, "briefing_preliminary"),
        (final, "briefing_final"),
    ):
        ticker.tick(due_at - SECOND)
        assert not OutboxMessage.objects.filter(purpose=purpose).exists()
        ticker.tick(due_at + 60 * SECOND)
        told = OutboxMessage.objects.filter(purpose=purpose, subject=world.teacher)
        assert {one.channel for one in told} == {"mail", "page"}
        late = {one.channel: one.due_at - due_at for one in told}
        assert late["page"] <= 60 * SECOND
        # The evening's mail lets the night pass; the last one cannot.
        assert late["mail"] <= 60 * SECOND or purpose == "briefing_preliminary"
