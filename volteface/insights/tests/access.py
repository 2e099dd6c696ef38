"""Who may use the addresses of insights."""

from tests.access import COHORT, OWNERS, Row

ACCESS = {
    "insights:effect": Row(seen_by=COHORT, args="cohort", get=200),
    "insights:table": Row(seen_by=OWNERS, args="cohort", get=200),
}
