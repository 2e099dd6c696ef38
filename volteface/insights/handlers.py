"""What insights do by themselves: fit models, speak beside an editor, tell of regrades."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from markupsafe import Markup

from volteface.core import jobs
from volteface.courses.events import Tool, register_tool
from volteface.insights.actions.regrades import FINISH_JOB, REGRADED, finish_regrade
from volteface.insights.queries import item_words
from volteface.insights.queries.items import MODELS_JOB, QUICK, matrix_of, question_page
from volteface.insights.queries.regrades import regrade_by_code, regrade_by_id
from volteface.learning.queries.firsts import occasions_of_question
from volteface.messaging.events import Purpose, Rendered, register_purpose
from volteface.questions.events import register_panel
from volteface.questions.queries.items import models_of, models_to_json
from volteface.timetable.queries.rows import cycle_by_id

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from volteface.messaging.models import OutboxMessage
    from volteface.questions.models import Question


def register() -> None:
    """Fill the registries of lower apps."""
    jobs.register(MODELS_JOB, fit_models)
    jobs.register(FINISH_JOB, finish)
    register_purpose(
        Purpose(
            name=REGRADED,
            label=gettext_lazy("Marks that changed"),
            needs_me=False,
            wanted=_unwanted_because,
            render=_rendered,
        )
    )
    register_panel(statistics_panel)
    register_tool(
        Tool(
            page="module",
            label=gettext_lazy("Statistics"),
            icon="chart-column",
            url_name="insights:module",
        )
    )
    register_tool(
        Tool(
            page="module",
            label=gettext_lazy("Films watched"),
            icon="clapperboard",
            url_name="insights:films",
        )
    )


def fit_models(payload: Mapping[str, object], at: dt.datetime) -> Mapping[str, object]:  # noqa: ARG001 - a job's face
    """Both models of the draws' first answers, computed in the worker process."""
    draws = payload["draws"]
    rows = matrix_of([int(draw) for draw in draws] if isinstance(draws, list) else [])
    return models_to_json(models_of(rows))


def finish(payload: Mapping[str, object], at: dt.datetime) -> None:
    """What a regrade left undone; nothing after one that went through."""
    made = regrade_by_id(int(str(payload["regrade"])))
    if made is not None:
        finish_regrade(made, at=at)


def statistics_panel(question: Question, at: dt.datetime) -> Markup:  # noqa: ARG001 - a panel's face
    """A question's figures beside its editor; with very many answers the way to them only."""
    occasions = occasions_of_question(question)
    answers = sum(occasion.answers for occasion in occasions)
    if not answers:
        return Markup()
    is_quick = occasions[0].answers <= QUICK
    context = {
        "question": question,
        "page": question_page(question) if is_quick else None,
        "answers": answers,
        "words": item_words,
    }
    return Markup(render_to_string("insights/_panel.html", context, using="jinja2"))  # noqa: S704 - a template's output


def _unwanted_because(message: OutboxMessage, at: dt.datetime) -> str:  # noqa: ARG001 - a purpose's face
    """A mark that was mended again before the word went out needs no word."""
    made = regrade_by_code(message.about)
    return "" if made is not None and made.question.current_id == made.after_id else "called_off"


def _rendered(message: OutboxMessage, language: str) -> Rendered:  # noqa: ARG001 - a purpose's face
    """What changed, in one kind sentence, and that nothing is to be done."""
    better = bool(message.context.get("better"))
    cycle_id = int(str(message.context.get("cycle") or 0))
    said = (
        _("The key of a question you answered was wrong. Your answer now counts for more.")
        if better
        else _("The key of a question you answered was wrong. Your answer now counts for less.")
    )
    cycle = cycle_by_id(cycle_id) if cycle_id else None
    return Rendered(
        title=_("One of your marks was put right"),
        text=f"{said}\n\n{_('The mistake was ours. You need do nothing.')}",
        address=reverse("learning:module", args=[cycle.code]) if cycle else "/",
    )
