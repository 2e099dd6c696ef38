"""Who may use the addresses of core."""

from tests.access import EVERYBODY, Row

ACCESS = {
    "core:favicon": Row(seen_by=EVERYBODY, get=301, public=True),
    "core:preferences": Row(seen_by=EVERYBODY, post=302, public=True),
}
