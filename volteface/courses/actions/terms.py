"""Adding one word to a module's terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from volteface.accounts.actions import record
from volteface.courses.errors import TermIsThere
from volteface.courses.models import Module
from volteface.courses.rules.terms import Term, terms_from_json, terms_to_json

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject


def add_term(
    module: Module,
    *,
    term: str,
    meaning: str,
    objective: str = "",
    origin: str = "",
    by: Subject | None,
    at: dt.datetime,
) -> Module:
    """Add a word with its meaning at the end; refuses one the module already has.

    With an ``origin`` it stays when the module's file is read in again.
    """
    with transaction.atomic():
        row = Module.objects.select_for_update().get(pk=module.pk)
        known = terms_from_json(row.terms)
        if term.casefold() in {each.term.casefold() for each in known}:
            raise TermIsThere(_("The module already has the term “%(term)s”.") % {"term": term})
        added = Term(term=term, meaning=meaning, objective=objective, origin=origin)
        row.terms = module.terms = terms_to_json((*known, added))
        row.save(update_fields=["terms"])
        record(by, "add", noun="term", code=module.code, at=at)
    return module
