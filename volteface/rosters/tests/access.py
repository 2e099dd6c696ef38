"""Who may use the addresses of rosters."""

from tests.access import EVERYBODY, NOBODY, OWNERS, SIGNED_IN, STAFF, Row, each

ACCESS = {
    # An empty list for who has none; making one asks for a course of one's own.
    "rosters:cohorts": Row(seen_by=SIGNED_IN, get=200),
    "rosters:new": Row(seen_by=SIGNED_IN, get=200, post=422),
    "rosters:join": Row(
        seen_by=EVERYBODY,
        args="enrolment",
        get=200,
        post=302,
        public=True,
        but=each("POST", NOBODY, 200),
    ),
    "rosters:cohort": Row(seen_by=STAFF, args="cohort", get=200),
    "rosters:edit": Row(seen_by=OWNERS, args="cohort", get=200, post=422),
    "rosters:archive": Row(seen_by=OWNERS, args="cohort", post=302),
    "rosters:groups": Row(seen_by=OWNERS, args="cohort", get=200, post=422),
    "rosters:rename": Row(seen_by=OWNERS, args="cohort group", post=302),
    "rosters:enrolment": Row(seen_by=OWNERS, args="cohort", post=302),
    "rosters:enrol": Row(seen_by=OWNERS, args="cohort", post=422),
    "rosters:change": Row(seen_by=OWNERS, args="cohort place =suspend", post=302),
    "rosters:export": Row(seen_by=STAFF, args="cohort", post=200),
    "rosters:upload": Row(seen_by=OWNERS, args="cohort", get=200, post=422),
    "rosters:import": Row(seen_by=OWNERS, args="cohort import", get=200),
    "rosters:settle": Row(seen_by=OWNERS, args="cohort import", post=302, data={"drop": "1"}),
    # A tutor looks at it, only owners change it.
    "rosters:place": Row(seen_by=STAFF, post_by=OWNERS, args="cohort place", get=200, post=422),
}
