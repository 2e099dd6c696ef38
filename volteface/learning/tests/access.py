"""Who may use the addresses of learning; the answer lane has its own tests."""

from tests.access import CYCLE, Row

ACCESS = {
    "learning:module": Row(seen_by=CYCLE, args="cycle", get=200),
    "learning:step": Row(seen_by=CYCLE, args="cycle step_key", get=200),
    "learning:finished": Row(seen_by=CYCLE, args="cycle step_key", post=302),
}
