"""Who may use the addresses of the classroom."""

from tests.access import CYCLE, EVERYBODY, LEARNERS, OWNERS, SIGNED_IN, STAFF, Row, each

_PLAN = {"seen_by": STAFF, "args": "cycle"}
_ROOM = {"seen_by": STAFF, "args": "room"}
_TEST = {"seen_by": STAFF, "args": "cycle test"}
# Those who write the first course, and those who write any.
_AUTHORS = frozenset({"teacher", "administrator"})
_LEARNER = frozenset({"learner"})
_TEACHER = frozenset({"teacher"})
_TEAMS = {"size": "4", "groups": "mixed"}
_OWN = {"seen_by": _AUTHORS, "args": "technique"}

ACCESS = {
    "classroom:techniques": Row(seen_by=SIGNED_IN, get=200),
    "classroom:technique": Row(seen_by=SIGNED_IN, args="=exit_ticket", get=200),
    "classroom:technique_pdf": Row(seen_by=SIGNED_IN, args="=exit_ticket", get=200),
    "classroom:technique_new": Row(seen_by=_AUTHORS | {"other_teacher"}, get=200, post=422),
    "classroom:technique_adapt": Row(
        seen_by=_AUTHORS, args="=exit_ticket", post=302, data={"course": "first"}
    ),
    "classroom:technique_edit": Row(**_OWN, get=200, post=422),
    "classroom:technique_share": Row(**_OWN, post=302),
    "classroom:technique_archive": Row(**_OWN, post=302),
    "classroom:technique_restore": Row(**_OWN, post=302),
    "classroom:plan": Row(**_PLAN, get=200),
    "classroom:plan_pdf": Row(**_PLAN, get=200),
    "classroom:plan_keep": Row(**_PLAN, post=302),
    "classroom:plan_again": Row(**_PLAN, post=302),
    "classroom:plan_undo": Row(**_PLAN, post=302),
    "classroom:plan_check_in": Row(**_PLAN, post=302),
    "classroom:run_sheets": Row(**_PLAN, get=200),
    "classroom:run_sheet_choose": Row(**_PLAN, post=302, data={"sheet": "discuss"}),
    "classroom:plan_room": Row(**_PLAN, post=302),
    "classroom:plan_times": Row(**_PLAN, post=302),
    "classroom:prompter": Row(**_PLAN, get=200),
    "classroom:prompter_start": Row(**_PLAN, post=302),
    "classroom:corner": Row(**_PLAN, get=200),
    "classroom:corner_pdf": Row(**_PLAN, get=200),
    "classroom:route": Row(**_PLAN, get=200),
    "classroom:route_pdf": Row(**_PLAN, get=200),
    "classroom:plan_add": Row(**_PLAN, post=302),
    "classroom:activity": Row(seen_by=STAFF, args="cycle activity", get=200, post=422),
    "classroom:activity_move": Row(seen_by=STAFF, args="cycle activity", post=302),
    "classroom:activity_remove": Row(seen_by=STAFF, args="cycle activity", post=302),
    "classroom:kit": Row(**_PLAN, get=200),
    "classroom:kit_pdf": Row(**_PLAN, get=302),
    "classroom:kit_calibration": Row(**_PLAN, get=200),
    "classroom:kit_print": Row(**_PLAN, post=302),
    "classroom:kit_order": Row(seen_by=STAFF, args="cycle kits", get=200),
    # Its file is there once the worker has made it.
    "classroom:kit_file": Row(seen_by=STAFF, args="cycle kits", get=404),
    "classroom:papers": Row(**_PLAN, get=200, post=422),
    "classroom:paper": Row(**_TEST, get=200),
    "classroom:paper_part": Row(seen_by=STAFF, args="cycle test =questions", get=200),
    "classroom:paper_people": Row(**_TEST, get=200, post=422),
    "classroom:paper_teams": Row(**_TEST, get=200, post=422),
    "classroom:appeal": Row(
        seen_by=OWNERS, args="cycle test", post=302, data={"team": "1", "number": "1"}
    ),
    "classroom:appeal_undo": Row(seen_by=OWNERS, args="cycle test appeal", post=302),
    "classroom:paper_archive": Row(**_TEST, post=302),
    "classroom:paper_restore": Row(**_TEST, post=302),
    "classroom:paper_count": Row(**_TEST, post=302),
    "classroom:paper_undo": Row(seen_by=STAFF, args="cycle test sheet", post=302),
    # The bank with its keys is for those who write it.
    "classroom:bank_papers": Row(seen_by=_AUTHORS, args="bank", get=200),
    "classroom:bank_paper": Row(seen_by=_AUTHORS, args="bank", get=302),
    "classroom:module_papers": Row(seen_by=_AUTHORS, args="module", get=302),
    "classroom:cards": Row(seen_by=_LEARNER, args="cycle", get=200),
    "classroom:card_new": Row(seen_by=_LEARNER, args="cycle", post=302, data={"kind": "term"}),
    "classroom:card_next": Row(seen_by=_LEARNER, args="cycle", get=302),
    "classroom:card": Row(seen_by=_LEARNER, args="cycle own_card", get=200, post=302),
    "classroom:card_away": Row(seen_by=_LEARNER, args="cycle own_card", post=302),
    "classroom:card_try": Row(seen_by=_LEARNER, args="cycle peer_card", get=200, post=302),
    "classroom:card_rate": Row(seen_by=_LEARNER, args="cycle peer_card", post=302),
    "classroom:card_desk": Row(**_PLAN, get=200),
    "classroom:card_look": Row(
        seen_by=STAFF, args="cycle own_card", get=200, post=302, post_by=_AUTHORS
    ),
    "classroom:card_again": Row(seen_by=STAFF, args="cycle own_card", post=302),
    "classroom:card_comment": Row(seen_by=STAFF, args="cycle own_card", post=302),
    "classroom:teams": Row(**_PLAN, get=200),
    "classroom:teams_make": Row(seen_by=OWNERS, args="cycle", post=302, data=_TEAMS),
    "classroom:teams_change": Row(seen_by=OWNERS, args="cycle", post=302),
    "classroom:team_seats": Row(seen_by=OWNERS, args="cycle", get=200, post=422),
    "classroom:team_paper": Row(seen_by=OWNERS, args="cycle =signs", get=200),
    "classroom:attendance": Row(**_PLAN, get=200),
    "classroom:attendance_note": Row(**_PLAN, post=302),
    "classroom:attendance_pdf": Row(**_PLAN, get=200),
    # The responsible teacher's; a learner's own is there once it is handed out and earned.
    "classroom:certificates": Row(seen_by=_TEACHER, args="cohort", get=200, post=422),
    "classroom:hand_out": Row(seen_by=_TEACHER, args="cohort", post=404),
    "classroom:certificates_pdf": Row(seen_by=_TEACHER, args="cohort", post=404),
    "classroom:own_certificate": Row(seen_by=LEARNERS, args="cohort", get=404),
    "classroom:own_seat": Row(seen_by=frozenset({"learner"}), args="room", post=302, public=True),
    "classroom:kit_results": Row(seen_by=STAFF, args="cycle kits", get=200),
    "classroom:kit_debrief": Row(seen_by=STAFF, args="cycle kits", get=200),
    "classroom:kit_debrief_pdf": Row(seen_by=STAFF, args="cycle kits", get=200),
    "classroom:kit_pages": Row(seen_by=STAFF, args="cycle kits", post=302),
    "classroom:kit_leave_out": Row(seen_by=STAFF, args="cycle kits =1", post=302),
    # Whoever holds a printed kit may say how its cards went: its code is all it takes.
    "classroom:table": Row(seen_by=EVERYBODY, args="kit", get=200, public=True),
    "classroom:table_mark": Row(
        seen_by=EVERYBODY, args="kit", post=303, data={"card": "1", "went": "right"}, public=True
    ),
    "classroom:table_done": Row(seen_by=EVERYBODY, args="kit", post=302, public=True),
    "classroom:missed": Row(seen_by=CYCLE, args="cycle", get=200),
    "classroom:missed_pdf": Row(
        seen_by=CYCLE, args="cycle", get=200, but=each("GET", {"learner"}, 404)
    ),
    "classroom:retro": Row(**_PLAN, get=200, post=302, data={"tap": "plan"}),
    # A note is changed by whoever made it.
    "classroom:retro_words": Row(seen_by=_TEACHER, args="cycle retro", post=302),
    "classroom:retro_sheet": Row(seen_by=_AUTHORS, args="module retro", post=302),
    "classroom:retro_share": Row(**_PLAN, post=302),
    "classroom:teach_again": Row(seen_by=OWNERS, args="cycle", get=200, post=422),
    "classroom:debrief": Row(**_PLAN, get=200, post=302),
    "classroom:open": Row(**_PLAN, post=302),
    # Whoever holds a room's code may knock; a seat is taken by POST.
    "classroom:door": Row(seen_by=EVERYBODY, get=200, post=422, public=True),
    "classroom:phone": Row(seen_by=EVERYBODY, args="room", get=200, public=True),
    "classroom:join": Row(seen_by=EVERYBODY, args="room", post=302, public=True),
    "classroom:state": Row(
        seen_by=frozenset({"learner", "guest"}), args="room", get=200, public=True
    ),
    "classroom:staff_state": Row(seen_by=STAFF, args="room =presenter", get=200),
    "classroom:presenter": Row(**_ROOM, get=200),
    "classroom:projector": Row(**_ROOM, get=200),
    "classroom:ask": Row(**_ROOM, post=302),
    "classroom:check": Row(seen_by=STAFF, args="room =opening_check", post=302),
    "classroom:move": Row(seen_by=STAFF, args="room round", post=302),
    "classroom:more_time": Row(seen_by=STAFF, args="room round", post=302),
    "classroom:black": Row(**_ROOM, post=302),
    "classroom:guests": Row(**_ROOM, post=302),
    "classroom:anonymous": Row(**_ROOM, post=302),
    "classroom:close": Row(**_ROOM, post=302),
}
