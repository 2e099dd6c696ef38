"""Who may use the addresses of readiness."""

from tests.access import Row

# Those who teach the group; names and answers concern nobody else.
_READERS = frozenset({"teacher", "tutor"})

ACCESS = {
    "readiness:thresholds": Row(seen_by=frozenset({"teacher"}), args="cohort", get=200, post=422),
    "readiness:briefing": Row(seen_by=_READERS, args="cycle", get=200),
    "readiness:together": Row(seen_by=_READERS, args="cycle", get=200),
    "readiness:together_paper": Row(seen_by=_READERS, args="cycle", get=200),
    "readiness:written": Row(seen_by=_READERS, args="cycle", get=200),
    "readiness:belief": Row(seen_by=_READERS, args="cycle =cram", get=200),
    "readiness:people": Row(seen_by=_READERS, args="cycle", get=200),
    # A tutor sets the states of their groups only; what is missing is asked for again.
    "readiness:place": Row(seen_by=_READERS, args="cycle place", get=200, post=422),
    "readiness:lifted": Row(seen_by=_READERS, args="cycle place", post=302),
    "readiness:paper": Row(seen_by=_READERS, args="cycle", get=200),
}
