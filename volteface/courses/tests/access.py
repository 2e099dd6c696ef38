"""Who may use the addresses of courses."""

from tests.access import Row

# A programme manager looks after people, not after content.
_AUTHORS = frozenset({"teacher", "administrator"})
_ANY_AUTHOR = _AUTHORS | {"other_teacher"}
_MODULE = {"seen_by": _AUTHORS, "args": "module"}
_STEP = {"seen_by": _AUTHORS, "args": "step"}
_COURSE = {"seen_by": _AUTHORS, "args": "course"}

ACCESS = {
    "courses:list": Row(seen_by=_ANY_AUTHOR | {"manager"}, get=200),
    "courses:new": Row(seen_by=_ANY_AUTHOR | {"manager"}, get=200, post=422),
    "courses:course": Row(**_COURSE, get=200),
    "courses:course_about": Row(**_COURSE, get=200, post=422),
    "courses:new_module": Row(**_COURSE, post=302, data={"title": "New"}),
    "courses:files": Row(**_COURSE, get=200, post=422),
    "courses:archive_file": Row(**_COURSE, post=404),
    "courses:captions": Row(seen_by=_AUTHORS, args="course film", get=200, post=422),
    "courses:begin_upload": Row(**_COURSE, post=422),
    "courses:drop_upload": Row(**_COURSE, post=404),
    "courses:module": Row(**_MODULE, get=200),
    "courses:about": Row(**_MODULE, get=200, post=422),
    "courses:publish": Row(**_MODULE, post=302),
    "courses:unpublish": Row(**_MODULE, post=302),
    "courses:archive_module": Row(**_MODULE, post=302),
    "courses:restore_module": Row(**_MODULE, post=302),
    "courses:new_step": Row(**_MODULE, post=302),
    "courses:sheet": Row(**_MODULE, get=200),
    "courses:edit_sheet": Row(**_MODULE, get=200, post=302),
    "courses:sheet_pdf": Row(**_MODULE, get=200),
    "courses:step": Row(**_STEP, get=200, post=422),
    "courses:step_hints": Row(**_STEP, get=200),
    "courses:hints": Row(**_MODULE, get=200),
    "courses:dismiss_hint": Row(**_MODULE, post=302, data={"mark": "minutes:::"}),
    "courses:show_hints": Row(**_MODULE, post=302),
    "courses:draft": Row(**_STEP, get=404, post=404),
    "courses:beside": Row(**_STEP, post=200),
    "courses:blocks": Row(**_STEP, post=200, data={"body": "**Words**"}),
    "courses:paste": Row(**_STEP, post=200, data={"html": "<p>Words</p>"}),
    "courses:questions": Row(**_STEP, get=200),
    "courses:put_in": Row(**_STEP, get=200, post=422),
    "courses:merge": Row(**_STEP, post=422),
    "courses:history": Row(**_STEP, get=200),
    "courses:version": Row(seen_by=_AUTHORS, args="step =1", get=404, post=404),
    "courses:duplicate_step": Row(**_STEP, post=302),
    "courses:duplicate_module": Row(**_MODULE, post=302),
    "courses:preview_module": Row(**_MODULE, get=200),
    "courses:preview": Row(**_STEP, post=200),
    "courses:move_step": Row(**_STEP, post=302),
    "courses:archive_step": Row(**_STEP, post=302),
    "courses:restore_step": Row(**_STEP, post=302),
}
