"""Who may use the addresses of imports and exports."""

from tests.access import Row

_COURSE = {"seen_by": frozenset({"teacher", "administrator"}), "args": "course"}
_PREVIEW = {**_COURSE, "args": "course preview"}
# Everybody who writes a course: a list of their own courses is all they see.
_ANY_AUTHOR = frozenset({"teacher", "other_teacher", "administrator"})

ACCESS = {
    # The command line's door: it asks for a secret only this machine can read.
    "interop:command": Row(seen_by=frozenset(), post=200, public=True),
    "interop:bring": Row(seen_by=_ANY_AUTHOR, get=200, post=422),
    "interop:import_file": Row(**_COURSE, get=200, post=422),
    "interop:export_course": Row(**_COURSE, get=200),
    "interop:export_module": Row(**{**_COURSE, "args": "module"}, get=200),
    "interop:preview": Row(**_PREVIEW, get=200),
    "interop:settle": Row(**_PREVIEW, post=302, data={"drop": "1"}),
}
