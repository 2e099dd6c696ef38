"""Who may use the addresses of insights."""

from tests.access import COHORT, OWNERS, Row

_AUTHORS = frozenset({"teacher", "administrator"})

ACCESS = {
    "insights:films": Row(seen_by=frozenset({"teacher", "administrator"}), args="module", get=200),
    "insights:effect": Row(seen_by=COHORT, args="cohort", get=200),
    "insights:table": Row(seen_by=OWNERS, args="cohort", get=200),
    "insights:question": Row(seen_by=_AUTHORS, args="question", get=200),
    # A confirmation without a preview finds it stale.
    "insights:regrade": Row(seen_by=_AUTHORS, args="question", get=200, post=409),
    "insights:module": Row(seen_by=_AUTHORS, args="module", get=200),
    "insights:models": Row(seen_by=_AUTHORS, args="module", post=302),
}
