"""What is said in a mini-fix: the question that shows the belief, what they chose, the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.questions.queries import content_of, stem_in_words, versions_by_id
from volteface.questions.queries.shown import option_in_words, right_answers
from volteface.readiness.queries.evidence import edition_of
from volteface.readiness.queries.mastery import asks_of
from volteface.readiness.queries.people import standings
from volteface.readiness.queries.reckoned import reckoned

if TYPE_CHECKING:
    import datetime as dt

    from volteface.questions.models import QuestionVersion

    from .plans import PlanView


def fix_lines(plan: PlanView, *, at: dt.datetime) -> dict[str, tuple[str, ...]]:
    """The lines for each misconception that the plan's mini-fixes are about and answers show."""
    wanted = {
        block.timed.block.misconception
        for block in plan.blocks
        if block.timed.block.technique == "mini_fix"
    } - {""}
    if not wanted:
        return {}
    counted = reckoned(standings(plan.cycle, at=at), asks_of(edition_of(plan.cycle)))
    found = {one.misconception: one for one in counted.beliefs if one.misconception in wanted}
    versions = versions_by_id(one.version for one in found.values())
    return {
        key: _lines(versions[one.version], one.option, one.count, one.answered)
        for key, one in found.items()
        if one.version in versions
    }


def _lines(version: QuestionVersion, option: str, count: int, answered: int) -> tuple[str, ...]:
    values = {
        "option": option_in_words(version, option),
        "count": count,
        "answered": answered,
    }
    right = "; ".join(str(one.striptags()) for one in right_answers(version))
    return (
        _("Ask again: “%(question)s”") % {"question": stem_in_words(content_of(version))},
        _("%(count)s of %(answered)s chose: %(option)s") % values,
        _("Let two say why. Then: %(right)s") % {"right": right},
    )
