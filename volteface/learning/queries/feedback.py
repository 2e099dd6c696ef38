"""Feedback on an answer as a piece of HTML, the same for the lane and for pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import translation
from markupsafe import Markup

from volteface.learning.queries.look import NOTHING
from volteface.questions.queries.shown import feedback_view

if TYPE_CHECKING:
    from volteface.learning.queries.look import Look
    from volteface.questions.models import QuestionVersion

_KEPT = 5_000
_rendered: dict[tuple[object, ...], Markup] = {}


def known_feedback(
    version: QuestionVersion, answer: str, language: str, look: Look = NOTHING
) -> Markup | None:
    """The piece when it was rendered before: most answers to a choice question were."""
    return _rendered.get(_name(version, answer, language, look))


def feedback_html(
    version: QuestionVersion, answer: str, language: str, look: Look = NOTHING
) -> Markup:
    """Render what may be said about an answer once it is in and released.

    ``look`` is where to look again; the same for all readers of an edition.
    """
    key = _name(version, answer, language, look)
    found = _rendered.get(key)
    if found is None:
        with translation.override(language):
            context = {"feedback": feedback_view(version, answer), "look": look}
            text = render_to_string("learning/_feedback.html", context, using="jinja2").strip()
        if len(_rendered) >= _KEPT:
            _rendered.clear()
        found = _rendered[key] = Markup(text)  # noqa: S704 - a template's output
    return found


def _name(version: QuestionVersion, answer: str, language: str, look: Look) -> tuple[object, ...]:
    """A regraded version says something else of the same answer."""
    return version.code, version.keyed_by_id, answer, language, look
