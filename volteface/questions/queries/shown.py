"""A question as a learner sees it: no key, share, tolerance or feedback before its time."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from volteface.core import markup
from volteface.questions import kinds
from volteface.questions.events import owner
from volteface.questions.queries import content_of, mark
from volteface.questions.rules.choices import shown_order
from volteface.questions.rules.marks import FULL

if TYPE_CHECKING:
    from volteface.core.markup import Resolver
    from volteface.questions.models import QuestionVersion
    from volteface.questions.rules.content import Content, Option

# A replaced picture shows within a minute in every process.
_FRESH_SECONDS = 60.0
_KEPT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """What may leave the server before the answer is given."""

    code: str
    kind: str
    stem_html: Markup
    # (id, html) in the order this learner sees them.
    options: tuple[tuple[str, Markup], ...]
    certainty: bool
    unit: str
    placeholder: str
    template: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """A stored answer taken apart, to show the form as it was filled in."""

    choice: tuple[str, ...] = ()
    value: str = ""
    text: str = ""
    certainty: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackView:
    """What may be shown once the answer is in and its time has come."""

    fraction: float
    correct: bool
    # Open answers have nothing to be right or wrong about.
    judged: bool
    shown_html: Markup
    feedback_html: tuple[Markup, ...]
    explanation_html: Markup
    # The right answers in words; empty for open answers.
    right_html: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class _Rendered:
    at: float
    stem: Markup
    options: dict[str, Markup] = field(default_factory=dict)


_rendered: dict[str, _Rendered] = {}


def question_view(version: QuestionVersion, *, seed: str) -> QuestionView:
    """The question for one learner; ``seed`` (their subject's code) fixes the options' order."""
    content = content_of(version)
    ready = _html_of(version, content)
    order = shown_order(content, seed=f"{seed}:{version.code}")
    choices = () if kinds.get(version.kind).answers in {"value", "text", "none"} else order
    return QuestionView(
        code=version.code,
        kind=version.kind,
        stem_html=ready.stem,
        options=tuple((option.id, _choice_html(option, ready, version.kind)) for option in choices),
        certainty=content.certainty,
        unit=content.settings.unit,
        placeholder=content.settings.placeholder,
        template=f"questions/kinds/{version.kind}.html",
    )


def render_question(
    version: QuestionVersion, *, seed: str, answer: str = "", certainty: int | None = None
) -> Markup:
    """The question's fields as HTML, to stand inside a form; ``answer`` fills them in."""
    context = {
        "question": question_view(version, seed=seed),
        "given": given_answer(answer, certainty=certainty),
    }
    template = f"questions/kinds/{version.kind}.html"
    return Markup(render_to_string(template, context, using="jinja2"))  # noqa: S704 - a template's output


def render_unsaved(content: Content) -> Markup:
    """How a question that is being written would look; pictures are shown once it is saved."""
    answers = kinds.get(content.kind).answers
    choices = content.options if answers in {"choice", "truth"} else ()
    view = QuestionView(
        code="preview",
        kind=content.kind,
        stem_html=markup.html(content.stem),
        options=tuple(
            (
                option.id,
                markup.inline(
                    _(option.text) if answers == "truth" and option.text else option.text
                ),
            )
            for option in choices
        ),
        certainty=content.certainty,
        unit=content.settings.unit,
        placeholder=content.settings.placeholder,
        template=f"questions/kinds/{content.kind}.html",
    )
    context = {"question": view, "given": GivenAnswer()}
    return Markup(render_to_string(view.template, context, using="jinja2"))  # noqa: S704 - a template's output


def given_answer(answer: str, *, certainty: int | None = None) -> GivenAnswer:
    """A stored answer for a question's template; empty for an empty or unreadable one."""
    try:
        stored = json.loads(answer) if answer else {}
    except ValueError:
        stored = {}
    if not isinstance(stored, dict):
        stored = {}
    choice = stored.get("choice", ())
    return GivenAnswer(
        choice=tuple(str(item) for item in choice) if isinstance(choice, list) else (),
        value=str(stored.get("value", "")),
        text=str(stored.get("text", "")),
        certainty=certainty,
    )


def feedback_view(version: QuestionVersion, answer: str) -> FeedbackView:
    """Feedback on a stored answer; call it only for an answer that is in and released."""
    content = content_of(version)
    kind = kinds.get(version.kind)
    images = images_for(version, content)
    given = mark(version, answer)
    words = kind.shown(content, answer)
    return FeedbackView(
        fraction=given.fraction,
        correct=given.correct,
        judged=kind.answers != "none",
        shown_html=_words_html(words, kind.answers, images),
        feedback_html=tuple(markup.html(text, images) for text in given.feedback),
        explanation_html=markup.html(content.explanation, images),
        right_html=right_answers(version),
    )


def right_answers(version: QuestionVersion) -> tuple[Markup, ...]:
    """The right options or accepted answers, in words; never before the release."""
    content = content_of(version)
    answers = kinds.get(version.kind).answers
    several = version.kind == "multiple"
    images = images_for(version, content)
    return tuple(
        _words_html(_key_words(option, content), answers, images)
        for option in content.options
        if option.fraction >= FULL or (several and option.fraction > 0)
    )


def option_in_words(version: QuestionVersion, option_id: str) -> str:
    """One option's text on one line, for lists and briefings; empty when unknown."""
    option = content_of(version).option(option_id)
    if option is None:
        return ""
    return _(option.text) if version.kind == "true_false" else markup.plain(option.text)


def images_for(version: QuestionVersion, content: Content) -> Resolver:
    """The files its bank's owner lets the question show; asks only when it names one."""
    texts = (content.stem, content.explanation, *(option.text for option in content.options))
    feedback = (option.feedback for option in content.options)
    if not any("](" in text or "<" in text for text in (*texts, *feedback)):
        return markup.no_images
    return owner().images(version.question.bank_id)


def forget_rendered() -> None:
    """Render again: a file that questions show has changed."""
    _rendered.clear()


def _html_of(version: QuestionVersion, content: Content) -> _Rendered:
    ready = _rendered.get(version.code)
    if ready is None or time.monotonic() - ready.at > _FRESH_SECONDS:
        images = images_for(version, content)
        ready = _Rendered(
            time.monotonic(),
            markup.html(content.stem, images),
            {option.id: markup.inline(option.text, images) for option in content.options},
        )
        if len(_rendered) >= _KEPT:
            _rendered.clear()
        _rendered[version.code] = ready
    return ready


def _choice_html(option: Option, ready: _Rendered, kind: str) -> Markup:
    if kind == "true_false":
        return markup.inline(_(option.text))
    return ready.options[option.id]


def _key_words(option: Option, content: Content) -> str:
    words = f"{option.text} {content.settings.unit}".strip()
    if option.tolerance:
        return f"{words} (± {option.tolerance:g})"
    return words


def _words_html(words: str, answers: str, images: Resolver) -> Markup:
    if answers == "choice":
        return markup.inline(words, images)
    if answers == "truth":
        return markup.inline(_(words)) if words else Markup()
    return Markup().join(Markup("%s") % line for line in [words])
