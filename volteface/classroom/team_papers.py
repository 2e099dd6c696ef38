"""Paper about people: teams at the door and on the tables, who is there, certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from volteface.classroom.queries.certificates import wording_of
from volteface.classroom.queries.team_page import rows_word
from volteface.classroom.queries.teams import teams_of
from volteface.core import faces, jinja, pdf, worker
from volteface.core.folding import folded

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from volteface.classroom.models import CertificateTerms
    from volteface.classroom.queries.attendance_lists import AttendanceList, ListRow
    from volteface.classroom.queries.teams import TeamView
    from volteface.rosters.models import Cohort
    from volteface.timetable.queries import CycleView

PAPERS = ("names", "signs", "sheets")
# Names read from a few steps away, as long as two pages hold them.
_COLUMNS, _LARGE, _SMALL, _MANY = (2, 3), 13, 10.5, 80


def team_paper(view: CycleView, paper: str) -> bytes:
    """The list by name, the signs for the tables, or a sheet for each team.

    For learners to read, so in the course's language.
    """
    teams = teams_of(view.cycle)
    names = [one.name for team in teams for one in team.members]
    make = {"names": _names, "signs": _signs, "sheets": _sheets}[paper]
    with override(view.module.course.language):
        data = frame(view, names) | make(view, teams)
    return worker.compute(pdf.render, f"classroom/team_{paper}.typ", data)


def attendance_pdf(view: CycleView, listed: AttendanceList) -> bytes:
    """Who is expected, with a line to sign; where the room was held, when each joined."""
    held = listed.was_held
    data = frame(view, [row.name for part in listed.parts for row in part.rows]) | {
        "eyebrow": _("Attendance"),
        "columns": [_("Name"), _("Number"), _("Joined, or signature") if held else _("Signature")],
        "numbered": any(row.number for part in listed.parts for row in part.rows),
        "signed": [_("Teacher"), _("Date and signature")],
        "parts": [
            {
                "title": part.title,
                "count": str(part.present) if held else "",
                "of": _("of %(n)s here") % {"n": len(part.rows)} if held else "",
                "spare": part.spare,
                "rows": [
                    {
                        "name": row.name,
                        "number": row.number,
                        "joined": _joined(row),
                    }
                    for row in part.rows
                ],
            }
            for part in listed.parts
        ],
    }
    return worker.compute(pdf.render, "classroom/attendance.typ", data)


def certificates_pdf(
    cohort: Cohort, terms: CertificateTerms, names: Sequence[str], *, at: dt.datetime
) -> bytes:
    """A page for each of these names, in the course's language.

    Refuses names that no face here can print.
    """
    unknown = faces.missing("".join(names))
    if unknown:
        raise pdf.Unprintable(
            _("These characters cannot be printed here: %(signs)s. The optional fonts have them.")
            % {"signs": unknown}
        )
    with override(cohort.course.language):
        words = wording_of(cohort, terms, at=at)
        given_to = _("This is to certify that")
    data: dict[str, object] = {
        "language": cohort.course.language,
        "families": list(faces.FAMILIES),
        "title": terms.title,
        "institution": words.institution,
        "given_to": given_to,
        "text": words.text,
        "facts": [list(fact) for fact in words.facts],
        "place_and_date": words.place_and_date,
        "signer": terms.signer,
        "signer_role": terms.signer_role,
        "people": list(names),
    }
    return worker.compute(pdf.render, "classroom/certificate.typ", data)


def frame(view: CycleView, names: Sequence[str]) -> dict[str, object]:
    """What every paper about people has: titles, faces, and which signs are missing."""
    unknown = faces.missing("".join(names))
    note = _("These characters could not be printed: %(signs)s") % {"signs": unknown}
    return {
        "language": get_language() or "en",
        "families": list(faces.FAMILIES),
        "title": view.module.title,
        "eyebrow": view.module.title,
        "lead": _occasion(view),
        "foot": f"{view.module.title} · {_occasion(view)}",
        "note": note if unknown else "",
    }


def _names(view: CycleView, teams: Sequence[TeamView]) -> dict[str, object]:
    rows = sorted(
        ((one.name, str(team.number)) for team in teams for one in team.members),
        key=lambda row: folded(row[0]),
    )
    many = len(rows) > _MANY
    return {
        "title": _("Which team am I in?"),
        "eyebrow": view.module.title,
        "rows": [list(row) for row in rows],
        "columns": _COLUMNS[many],
        "size": _SMALL if many else _LARGE,
    }


def _signs(view: CycleView, teams: Sequence[TeamView]) -> dict[str, object]:
    del view
    return {
        "signs": [
            {
                "number": str(team.number),
                "rows": _capital(rows_word(team.rows)),
                "names": " · ".join(one.short_name for one in team.members),
            }
            for team in teams
        ]
    }


def _sheets(view: CycleView, teams: Sequence[TeamView]) -> dict[str, object]:
    del view
    return {
        "roles": [_("asks everybody"), _("watches the time"), _("writes"), _("speaks for all")],
        "parts": [
            {"title": _("What we agree on"), "hint": "", "lines": 8},
            {
                "title": _("Where we differ"),
                "hint": _("Who thinks what, and what would settle it."),
                "lines": 6,
            },
            {"title": _("Our question to everybody"), "hint": "", "lines": 4},
        ],
        "teams": [
            {
                "title": _("Team %(number)s") % {"number": team.number},
                "rows": _capital(rows_word(team.rows)),
                "people": [one.name for one in team.members],
            }
            for team in teams
        ],
    }


def _occasion(view: CycleView) -> str:
    whose = view.group.name if view.group else view.cohort.title
    parts = (jinja.moment(view.meeting.starts_at), view.meeting.place, whose)
    return " · ".join(part for part in parts if part)


def _joined(row: ListRow) -> str:
    if row.joined_at is None:
        return ""
    if row.by_hand:
        return _("signed on paper")
    return _("joined %(at)s") % {"at": jinja.time(row.joined_at)}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
