"""Where a cycle stands, moment by moment."""

import datetime as dt

import pytest

from volteface.web.rules.stages import (
    STAGES,
    Moments,
    learner_stage,
    next_date,
    staff_stage,
    status_of,
)

MEET = dt.datetime(2026, 11, 26, 9, tzinfo=dt.UTC)
MOMENTS = {
    "closes_at": MEET - dt.timedelta(hours=3),
    "first_reminder_at": MEET - dt.timedelta(hours=27),
    "first_briefing_at": MEET - dt.timedelta(hours=12),
    "meeting_starts_at": MEET,
    "meeting_ends_at": MEET + dt.timedelta(hours=1),
    "delayed_check_at": MEET + dt.timedelta(days=3),
    "exam_at": MEET + dt.timedelta(days=50),
}


@pytest.mark.parametrize(
    ("hours", "learner", "prepared", "staff"),
    [
        (-72, "learn", "meet", "learn"),
        (-24, "learn", "meet", "remind"),
        (-10, "learn", "meet", "brief"),
        (-2, "meet", "meet", "brief"),
        (0, "meet", "meet", "meet"),
        (1, "verify", "verify", "verify"),
        (71, "verify", "verify", "verify"),
        (72, "refresh", "refresh", "refresh"),
        (24 * 50, "effect", "effect", "effect"),
    ],
)
def test_the_stage_follows_the_dates(hours: int, learner: str, prepared: str, staff: str) -> None:
    at = MEET + dt.timedelta(hours=hours)
    assert learner_stage(Moments(**MOMENTS), at) == learner
    assert learner_stage(Moments(**MOMENTS, is_prepared=True), at) == prepared
    assert staff_stage(Moments(**MOMENTS), at) == staff


def test_whoever_has_not_read_why_begins_there_unless_already_prepared() -> None:
    at = MEET - dt.timedelta(days=2)
    assert learner_stage(Moments(**MOMENTS, is_informed=False), at) == "inform"
    ahead = Moments(**MOMENTS, is_informed=False, is_prepared=True)
    assert learner_stage(ahead, at) == "meet"


def test_a_meeting_held_before_its_hour_is_over_for_those_who_held_it() -> None:
    held = Moments(**MOMENTS, is_held=True)
    for hours in (-2, 0.5, 2):
        assert staff_stage(held, MEET + dt.timedelta(hours=hours)) == "verify"
    assert staff_stage(held, MOMENTS["delayed_check_at"]) == "refresh"


def test_a_draft_waits_at_its_reservation() -> None:
    draft = Moments(**MOMENTS, is_published=False)
    assert staff_stage(draft, MEET - dt.timedelta(days=2)) == "reserve"


def test_the_next_date_is_the_closing_only_while_there_is_something_to_do() -> None:
    at = MEET - dt.timedelta(days=2)
    assert next_date(Moments(**MOMENTS), at) == MOMENTS["closes_at"]
    assert next_date(Moments(**MOMENTS, is_prepared=True), at) == MEET
    assert next_date(Moments(**MOMENTS), MEET + dt.timedelta(days=9)) is None


def test_stages_before_are_done_and_later_ones_come() -> None:
    assert [status_of(key, "learn") for key in STAGES[:4]] == ["done", "done", "now", "next"]
