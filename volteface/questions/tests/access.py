"""Who may use the addresses of questions."""

from tests.access import Row

_AUTHORS = frozenset({"teacher", "administrator"})
_QUESTION = {"seen_by": _AUTHORS, "args": "question"}

ACCESS = {
    "questions:bank": Row(seen_by=_AUTHORS, args="bank", get=200),
    "questions:new": Row(seen_by=_AUTHORS, args="bank", get=200, post=422),
    "questions:edit": Row(**_QUESTION, get=200, post=422),
    "questions:archive": Row(**_QUESTION, post=302),
    "questions:restore": Row(**_QUESTION, post=302),
}
