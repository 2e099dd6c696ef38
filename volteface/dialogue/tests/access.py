"""Who may use the addresses of the dialogue."""

from tests.access import COHORT, CYCLE, LEARNERS, OWNERS, Row

_LEARNER = {"seen_by": LEARNERS, "args": "cohort", "post": 302}
_BODY = {"body": "Why?"}
_NOTE = {"said": "Long", "did": "Shorter"}
# Staff who answer, and the learner who asked.
_TALKERS = frozenset({"teacher", "tutor", "learner"})

ACCESS = {
    "dialogue:why": Row(seen_by=COHORT, args="cohort", get=200),
    "dialogue:acknowledge": Row(**_LEARNER),
    "dialogue:at_home": Row(**_LEARNER, data={"answer": "yes"}),
    "dialogue:doubt": Row(**_LEARNER),
    "dialogue:ask": Row(seen_by=COHORT, args="cohort", post=302, data=_BODY),
    "dialogue:ask_at": Row(seen_by=CYCLE, args="cycle step_key", get=200, post=302, data=_BODY),
    "dialogue:note": Row(seen_by=OWNERS, args="cohort", post=302, data=_NOTE),
    "dialogue:put_note_away": Row(seen_by=OWNERS, args="note", post=302),
    "dialogue:reply": Row(seen_by=_TALKERS, args="thread", post=302, data=_BODY),
    "dialogue:too": Row(seen_by=LEARNERS, args="thread", post=302),
    "dialogue:put_away": Row(seen_by=_TALKERS, args="thread", post=302),
    "dialogue:stop": Row(
        seen_by=frozenset({"learner"}),
        args="cycle step_key",
        get=200,
        post=302,
        data={"reason": "bored"},
    ),
}
