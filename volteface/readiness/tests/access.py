"""Who may use the addresses of readiness."""

from tests.access import STAFF, Row

ACCESS = {
    "readiness:briefing": Row(seen_by=STAFF, args="cycle", get=200),
    "readiness:paper": Row(seen_by=STAFF, args="cycle", get=200),
}
