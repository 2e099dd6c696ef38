"""Who may use the addresses of refreshers."""

from tests.access import EVERYBODY, LEARNERS, Row

_DOOR = {"seen_by": EVERYBODY, "args": "refresher", "public": True}

ACCESS = {
    # The address in a mail stands for its learner; opening it writes nothing.
    "refreshers:door": Row(**_DOOR, get=200),
    "refreshers:answer": Row(**_DOOR, post=422),
    "refreshers:stop": Row(**_DOOR, post=200),
    "refreshers:due": Row(seen_by=LEARNERS, args="cohort", get=200),
}
