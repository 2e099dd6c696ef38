"""What the page of a regrade shows: the present key, the wanted one, what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from volteface.core.errors import Missing
from volteface.insights.queries.regrades import preview_of, typed_answers
from volteface.questions.queries import content_of
from volteface.questions.queries.mending import CHOSEN, is_typed, mending_of, problems_of
from volteface.questions.queries.shown import option_in_words

if TYPE_CHECKING:
    import datetime as dt

    from volteface.accounts.models import Subject
    from volteface.questions.models import Question
    from volteface.questions.queries.content import Content


def regrade_context(
    question: Question, wanted: Content, *, is_asked: bool, viewer: Subject, at: dt.datetime
) -> dict[str, object]:
    """The choice as it stands, and the preview of a key that may be and is another one."""
    version = question.current
    if version is None:
        raise Missing
    present = content_of(version)
    problems = [_(problem) for problem in problems_of(wanted)] if is_asked else []
    is_other = is_asked and wanted != present and not problems
    return {
        "question": question,
        "bank": question.bank,
        "chosen": present.kind in CHOSEN,
        "several": present.kind != "true_false",
        "options": [(one.id, option_in_words(version, one.id)) for one in present.options],
        "right": mending_of(wanted).right,
        "typed": typed_answers(question) if is_typed(present) else None,
        "dropped": wanted.settings.dropped,
        "is_asked": is_asked,
        "problems": problems,
        "preview": preview_of(question, wanted, viewer=viewer, at=at) if is_other else None,
    }
