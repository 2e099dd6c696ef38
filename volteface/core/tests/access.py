"""Who may use the addresses of core."""

from tests.access import EVERYBODY, Row

ACCESS = {
    "core:preferences": Row(seen_by=EVERYBODY, post=302, public=True),
}
