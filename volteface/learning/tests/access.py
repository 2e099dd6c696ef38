"""Who may use the addresses of learning; the answer lane has its own tests."""

from tests.access import CYCLE, SIGNED_IN, STAFF, Row

# The one learner whose note it is.
_OWN_NOTE = {"seen_by": frozenset({"learner"}), "args": "own_note", "post": 302}

ACCESS = {
    "learning:notes": Row(seen_by=SIGNED_IN, get=200),
    "learning:notes_download": Row(seen_by=SIGNED_IN, get=200),
    "learning:note": Row(**_OWN_NOTE, data={"text": "Otherwise"}),
    "learning:note_away": Row(**_OWN_NOTE),
    "learning:note_back": Row(**_OWN_NOTE),
    "learning:step_notes": Row(
        seen_by=CYCLE, args="cycle step_key", get=200, post=302, data={"text": "To keep"}
    ),
    "learning:spots": Row(seen_by=CYCLE, args="cycle step_key", get=200),
    "learning:pretest": Row(seen_by=CYCLE, args="cycle", get=302, post=302),
    "learning:validation": Row(seen_by=CYCLE, args="cycle", get=302, post=302),
    "learning:role": Row(
        seen_by=frozenset({"learner"}), args="cycle", post=302, data={"role": "explainer"}
    ),
    # There are texts for who wrote one, or teaches who did.
    "learning:own_marks": Row(seen_by=frozenset(), args="=nothing", get=404, post=404),
    "learning:marking": Row(seen_by=STAFF, args="cycle", get=200, post=404, data={"text": "0"}),
    "learning:practise": Row(seen_by=CYCLE, args="cycle", get=200),
    "learning:certainty": Row(seen_by=CYCLE, args="cycle", get=200),
    "learning:answers": Row(seen_by=CYCLE, args="cycle", get=200),
    "learning:module": Row(seen_by=CYCLE, args="cycle", get=200),
    "learning:taken": Row(seen_by=CYCLE, args="cycle", get=200),
    "learning:paper": Row(seen_by=CYCLE, args="cycle", get=200),
    "learning:large_paper": Row(seen_by=CYCLE, args="cycle", get=200),
    "learning:key_paper": Row(seen_by=STAFF, args="cycle", get=200),
    "learning:step": Row(seen_by=CYCLE, args="cycle step_key", get=200),
}
