"""Who may use the addresses of the timetable."""

from tests.access import EVERYBODY, OWNERS, SIGNED_IN, STAFF, Row

ACCESS = {
    "timetable:calendar": Row(seen_by=SIGNED_IN, get=200),
    "timetable:feed": Row(seen_by=SIGNED_IN, get=200, post=302),
    "timetable:rotate": Row(seen_by=SIGNED_IN, post=302),
    # Calendar services hold the address itself; it dies with rotation and suspension.
    "timetable:ics": Row(seen_by=EVERYBODY, args="feed", get=200, public=True),
    "timetable:plan": Row(seen_by=OWNERS, args="cohort", get=200, post=422),
    "timetable:copy": Row(seen_by=OWNERS, args="cohort", get=200, post=422),
    "timetable:publish": Row(seen_by=OWNERS, args="cycle", post=302),
    "timetable:reminders": Row(seen_by=STAFF, args="cycle", get=200),
    "timetable:extensions": Row(seen_by=OWNERS, args="cycle", get=200, post=422),
    "timetable:withdraw": Row(seen_by=OWNERS, args="cycle learner", post=302),
    "timetable:move": Row(seen_by=OWNERS, args="meeting", get=200, post=422),
    "timetable:cancel": Row(seen_by=OWNERS, args="meeting", post=302),
    "timetable:restore": Row(seen_by=OWNERS, args="meeting", post=302),
}
