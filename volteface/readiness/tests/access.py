"""Who may use the addresses of readiness."""

from tests.access import Row

# Those who teach the group; names and answers concern nobody else.
_READERS = frozenset({"teacher", "tutor"})

ACCESS = {
    "readiness:briefing": Row(seen_by=_READERS, args="cycle", get=200),
    "readiness:paper": Row(seen_by=_READERS, args="cycle", get=200),
}
