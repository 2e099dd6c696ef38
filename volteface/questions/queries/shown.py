"""A question as a learner sees it: no key, share, tolerance or feedback before its time."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from volteface.core import markup
from volteface.questions import kinds
from volteface.questions.events import owner
from volteface.questions.queries import content_of, mark
from volteface.questions.queries.rubrics import has_criteria
from volteface.questions.rules.asked import PLACES
from volteface.questions.rules.marks import (
    decode_choices,
    decode_list,
    decode_parts,
    decode_seed,
    decode_text,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from volteface.core.markup import Resolver
    from volteface.questions.models import QuestionVersion
    from volteface.questions.rules.asked import Asked
    from volteface.questions.rules.content import Content

# A replaced picture shows within a minute in every process.
_FRESH_SECONDS = 60.0
_KEPT = 20_000
_NO_HTML = Markup()
_TAGS = re.compile(r"<[^>]*>")


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
    # (value, html, words) that every part is chosen from.
    choices: tuple[tuple[str, Markup, str], ...] = ()
    # The stem cut at its places: (html, the place behind it or nothing).
    pieces: tuple[tuple[Markup, str], ...] = ()
    # What is chosen from at a place; a place without is typed at.
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    # The address of what is pointed at.
    picture: str = ""
    # What the kind's own template needs besides, by name.
    more: Mapping[str, str] = field(default_factory=dict)
    # Equal for two learners who see the same.
    variant: str = ""

    @property
    def has_rich_choices(self) -> bool:
        """Whether a menu could not show its choices as they are."""
        return any("<" in html for _value, html, _words in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """A stored answer taken apart, to show the form as it was filled in."""

    choice: tuple[str, ...] = ()
    value: str = ""
    text: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    points: tuple[tuple[int, int], ...] = ()
    words: tuple[int, ...] = ()
    seed: str = ""
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
    # The version's code, where people mark the answer by criteria.
    by_criteria: str = ""
    # (words, right or not) of each part of the answer, for kinds with parts.
    parts_html: tuple[tuple[Markup, bool], ...] = ()
    # The question's picture with the areas that were asked for; empty for most kinds.
    drawn_html: Markup = _NO_HTML


@dataclass(frozen=True, slots=True)
class _Rendered:
    at: float
    stem: Markup
    words: dict[str, Markup] = field(default_factory=dict)


_rendered: dict[tuple[str, str], _Rendered] = {}


def question_view(version: QuestionVersion, *, seed: str) -> QuestionView:
    """The question for one learner; ``seed`` (their subject's code) fixes what they get."""
    content = content_of(version)
    asked = kinds.get(version.kind).ask(content, seed=f"{seed}:{version.code}")
    # A stem may differ from learner to learner.
    key = (version.code, asked.stem if asked.stem != content.stem else "")
    ready = _rendered.get(key)
    if ready is None or time.monotonic() - ready.at > _FRESH_SECONDS:
        ready = _render(asked, images_for(version, content))
        if len(_rendered) >= _KEPT:
            _rendered.clear()
        _rendered[key] = ready
    picture = content.settings.picture
    return _view(
        content,
        asked,
        ready,
        code=version.code,
        picture=(images_for(version, content)(picture) or "") if picture else "",
    )


def render_question(
    version: QuestionVersion, *, seed: str, answer: str = "", certainty: int | None = None
) -> Markup:
    """The question's fields as HTML, to stand inside a form; ``answer`` fills them in."""
    view = question_view(version, seed=seed)
    return _fields(view, given_answer(answer, certainty=certainty))


def render_unsaved(content: Content, images: Resolver = markup.no_images) -> Markup:
    """How a question that is being written would look."""
    in_order = replace(content, settings=replace(content.settings, shuffle=False))
    asked = kinds.get(content.kind).ask(in_order, seed="preview")
    picture = content.settings.picture
    view = _view(
        content,
        asked,
        _render(asked, images),
        code="preview",
        picture=(images(picture) or "") if picture else "",
    )
    return _fields(view, GivenAnswer())


def given_answer(answer: str, *, certainty: int | None = None) -> GivenAnswer:
    """A stored answer for a question's template; empty for an empty or unreadable one."""
    return GivenAnswer(
        choice=decode_choices(answer),
        value=decode_text(answer, "value"),
        text=decode_text(answer, "text"),
        parts=decode_parts(answer),
        order=tuple(each for each in decode_list(answer, "order") if isinstance(each, str)),
        points=tuple(
            (int(each[0]), int(each[1]))
            for each in decode_list(answer, "points")
            if isinstance(each, list) and [type(one) for one in each] == [int, int]
        ),
        words=tuple(each for each in decode_list(answer, "words") if isinstance(each, int)),
        seed=decode_seed(answer),
        certainty=certainty,
    )


def feedback_view(version: QuestionVersion, answer: str) -> FeedbackView:
    """Feedback on a stored answer; call it only for an answer that is in and released."""
    content = content_of(version)
    kind = kinds.get(version.kind)
    images = images_for(version, content)
    given = mark(version, answer)
    return FeedbackView(
        fraction=given.fraction,
        correct=given.correct,
        judged=kind.judged,
        shown_html=_words_html(kind.shown(content, answer), kind.wording, images),
        feedback_html=tuple(markup.html(text, images) for text in given.feedback),
        explanation_html=markup.html(kinds.explained(content, answer), images),
        right_html=right_answers(version, answer),
        by_criteria=version.code if has_criteria(version) else "",
        parts_html=tuple(
            (_words_html(part.words, kind.wording, images), part.correct)
            for part in kind.parts(content, answer)
        ),
        drawn_html=_drawn(version, content, answer),
    )


def answer_html(version: QuestionVersion, answer: str) -> Markup:
    """What was answered, in words, without what may be said of it."""
    content = content_of(version)
    kind = kinds.get(version.kind)
    words = kind.shown(content, answer)
    return _words_html(words, kind.wording, images_for(version, content))


def right_answers(version: QuestionVersion, answer: str = "") -> tuple[Markup, ...]:
    """The right options or accepted answers, in words; never before the release."""
    content = content_of(version)
    kind = kinds.get(version.kind)
    images = images_for(version, content)
    right = kind.right(content, answer)
    return tuple(_words_html(words, kind.wording, images) for words in right)


def option_in_words(version: QuestionVersion, option_id: str) -> str:
    """One option's text on one line, for lists and briefings; empty when unknown."""
    option = content_of(version).option(option_id)
    if option is None:
        return ""
    if kinds.get(version.kind).wording == "translated":
        return _(option.text)
    return markup.plain(option.text)


def images_for(version: QuestionVersion, content: Content) -> Resolver:
    """The files its bank's owner lets the question show; asks only when it names one."""
    texts = [content.stem, content.explanation]
    for option in content.options:
        texts += (option.text, option.match, option.feedback)
    names_files = any("](" in text or "<" in text for text in texts)
    if not names_files and not content.settings.picture:
        return markup.no_images
    return owner().images(version.question.bank_id)


def forget_rendered() -> None:
    """Render again: a file that questions show has changed."""
    _rendered.clear()


def _render(asked: Asked, images: Resolver) -> _Rendered:
    words = {text for _id, text in (*asked.options, *asked.choices)}
    return _Rendered(
        time.monotonic(),
        markup.html(asked.stem, images),
        {text: markup.inline(text, images) for text in words},
    )


def _view(
    content: Content, asked: Asked, ready: _Rendered, *, code: str, picture: str
) -> QuestionView:
    translated = kinds.get(content.kind).wording == "translated"
    return QuestionView(
        code=code,
        kind=content.kind,
        stem_html=Markup(PLACES.sub("____", ready.stem)),  # noqa: S704 - clean HTML, its places filled
        options=tuple(
            (each, markup.inline(_(text)) if translated and text else ready.words[text])
            for each, text in asked.options
        ),
        certainty=content.certainty,
        unit=content.settings.unit,
        placeholder=content.settings.placeholder,
        template=f"questions/kinds/{content.kind}.html",
        choices=tuple(
            (value, ready.words[text], markup.plain(text)) for value, text in asked.choices
        ),
        pieces=_pieces(ready.stem),
        lists=dict(asked.lists),
        picture=picture,
        more=dict(asked.more),
        variant=_variant(asked),
    )


def _fields(view: QuestionView, given: GivenAnswer) -> Markup:
    context = {"question": view, "given": given}
    return Markup(render_to_string(view.template, context, using="jinja2"))  # noqa: S704 - a template's output


def _variant(asked: Asked) -> str:
    shown = ",".join(each for each, _words in asked.options)
    others = (asked.choices, asked.lists, asked.more)
    return f"{shown} {hash((asked.stem, *others))}" if any(others) else shown


def _pieces(stem: Markup) -> tuple[tuple[Markup, str], ...]:
    """The stem's HTML cut at its places; those inside a tag come last, as no field fits there."""
    if not PLACES.search(stem):
        return ((stem, ""),)
    found: list[tuple[Markup, str]] = []
    inside: list[str] = []
    last = 0
    html = _TAGS.sub(lambda tag: _without_places(tag[0], inside), str(stem))
    for match in PLACES.finditer(html):
        found.append((Markup(html[last : match.start()]), match[1]))  # noqa: S704 - a piece of clean HTML
        last = match.end()
    found.append((Markup(html[last:]), ""))  # noqa: S704 - a piece of clean HTML
    return (*found, *((Markup(), name) for name in inside))


def _without_places(tag: str, inside: list[str]) -> str:
    inside += PLACES.findall(tag)
    return PLACES.sub("", tag)


def _drawn(version: QuestionVersion, content: Content, answer: str) -> Markup:
    """The picture with what was right and where the answer points, also said in its words."""
    found = kinds.drawing(content, answer)
    picture = images_for(version, content)(content.settings.picture) if found else None
    if found is None or not picture:
        return _NO_HTML
    kind = kinds.get(content.kind)
    alt = _("The picture with the right areas drawn: %(right)s. You pointed at: %(given)s.") % {
        "right": " · ".join(area.words for area in found.areas if area.right),
        "given": kind.shown(content, answer) or _("nothing"),
    }
    context = {"picture": picture, "drawing": found, "alt": alt}
    name = f"questions/kinds/{content.kind}_told.html"
    return Markup(render_to_string(name, context, using="jinja2"))  # noqa: S704 - a template's output


def _words_html(words: str, wording: str, images: Resolver) -> Markup:
    if wording == "markdown":
        return markup.inline(words, images)
    if wording == "translated":
        return markup.inline(_(words)) if words else Markup()
    return Markup("%s") % words
