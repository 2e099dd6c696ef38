"""Who may use the addresses of core."""

from tests.access import EVERYBODY, SIGNED_IN, Row

ACCESS = {
    "core:favicon": Row(seen_by=EVERYBODY, get=301, public=True),
    "core:preferences": Row(seen_by=EVERYBODY, post=302, public=True),
    "core:search": Row(seen_by=SIGNED_IN, get=200),
    "core:manifest": Row(seen_by=EVERYBODY, get=200, public=True),
    "core:service_worker": Row(seen_by=EVERYBODY, get=200, public=True),
    "core:offline": Row(seen_by=EVERYBODY, get=200, public=True),
}
