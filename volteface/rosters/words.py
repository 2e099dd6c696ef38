"""Reasons of the roster's rules in words a teacher can read."""

from __future__ import annotations

from django.utils.translation import gettext as _


def refusal(key: str, detail: str) -> str:
    """Why a file is no roster, and what to do."""
    said = {
        "empty": _("The file holds no rows. Choose the file with your learners."),
        "no_email_column": _(
            "No column holds e-mail addresses. The first row should name one “e-mail”; "
            "it says: %(detail)s."
        ),
        "too_many_rows": _("A roster has at most %(detail)s rows. Split the file."),
        "too_many_columns": _("A roster has at most %(detail)s columns. Keep name, e-mail, group."),
        "too_big": _("The file is larger than %(detail)s. Keep name, e-mail, group and number."),
        "old_workbook": _("This is a workbook of before 2007. Save it as XLSX or CSV."),
        "not_text": _("This is neither a text file nor a workbook. Save it as CSV or XLSX."),
        "bad_csv": _("The file cannot be read as a table, from line %(detail)s."),
        "bad_workbook": _("The workbook is damaged or protected (%(detail)s). Save it as CSV."),
    }
    return said.get(key, said["not_text"]) % {"detail": detail}


def skipped_because(why: str, detail: str) -> str:
    """Why one line was not used."""
    said = {
        "no_email": _("no e-mail address"),
        "bad_email": _("“%(detail)s” is not an e-mail address"),
        "no_name": _("no name for %(detail)s"),
        "twice": _("the same address as on line %(detail)s"),
        "deleted": _("marked as deleted"),
        "suspended": _("%(detail)s is suspended in this cohort and stays so"),
        "staff": _("%(detail)s teaches or tutors here"),
        "long_email": _("the address is too long (%(detail)s)"),
        "long_name": _("the name is too long (%(detail)s)"),
        "long_group": _("the group's name is too long (%(detail)s)"),
        "long_number": _("the number is too long (%(detail)s)"),
    }
    return said.get(why, why) % {"detail": detail}
