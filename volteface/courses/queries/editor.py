"""What the step editor shows beside the text: the outline, the questions, the preview."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from markupsafe import Markup

from volteface.core import markup
from volteface.courses.queries import live_steps
from volteface.courses.queries.files import images_of
from volteface.courses.queries.films import films, stored_piece
from volteface.courses.queries.pools import questions_of_pools, variants_in
from volteface.courses.rules.body import PoolPlace, QuestionPlace, keys_of, pieces_of, question_keys
from volteface.courses.rules.document import EmbedBlock, VideoBlock
from volteface.questions.queries import content_of, live_questions, stem_in_words
from volteface.questions.queries.bank import questions_matching
from volteface.questions.queries.shown import render_question

if TYPE_CHECKING:
    from volteface.courses.models import Step
    from volteface.courses.rules.body import Piece
    from volteface.questions.models import Question

_LISTED = 20
_LONGEST_LINE = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewBlock:
    """A block as learners will see it; a question also says where it is written."""

    html: Markup
    question: Question | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BankRow:
    """A question that can be put into a text."""

    question: Question
    words: str
    asked_here: bool


def editor_context(step: Step) -> dict[str, object]:
    """The editor's surroundings; two queries, light whatever the size of module and bank."""
    module = step.module
    return {
        "step": step,
        "module": module,
        "course": module.course,
        "bank": module.course.bank,
        "outline": live_steps(module).values("code", "title", "minutes"),
        "questions": questions_to_ask(step, ""),
    }


def questions_to_ask(step: Step, words: str) -> list[BankRow]:
    """Questions of the bank in which every word occurs, the newest first; at most twenty."""
    asked = set(question_keys(step.body))
    found = questions_matching(step.module.course.bank, words).prefetch_related(None)
    return [
        BankRow(
            question=question,
            words=shortened(stem_in_words(content_of(question.current))),
            asked_here=question.key in asked,
        )
        for question in found[:_LISTED]
        if question.current is not None
    ]


def shortened(words: str) -> str:
    """At most a line of words, cut between two of them."""
    if len(words) <= _LONGEST_LINE:
        return words
    return words[:_LONGEST_LINE].rpartition(" ")[0] + " …"


def preview_of(step: Step, body: str) -> list[PreviewBlock]:
    """The text as learners will see it; nothing is stored."""
    course = step.module.course
    pieces = pieces_of(body)
    keys = [key for piece in pieces for key in keys_of(piece)]
    found = live_questions(course.bank).filter(key__in=keys, current__isnull=False)
    questions = {each.key: each for each in found.select_related("current")} if keys else {}
    images = images_of(course) if "](" in body or "<img" in body else markup.no_images
    versions = {key: question.current_id or 0 for key, question in questions.items()}
    stored = [
        stored_piece(piece, versions, images)
        for piece in pieces
        if isinstance(piece, VideoBlock | EmbedBlock)
    ]
    film_of = films(course, [stored])
    pooled = questions_of_pools(course.bank, [body])

    def blocks(piece: Piece) -> list[PreviewBlock]:
        if isinstance(piece, PoolPlace):
            return _pool(piece, pooled)
        below = [_question(key, questions) for key in keys_of(piece)]
        if isinstance(piece, QuestionPlace):
            return below
        shown = stored_piece(piece, versions, images)
        html = film_of(shown).html if shown.source or shown.embed else Markup(shown.html)  # noqa: S704 - sanitised when rendered
        return [PreviewBlock(html=html), *below]

    return [block for piece in pieces for block in blocks(piece)]


def _pool(place: PoolPlace, questions: dict[str, Question]) -> list[PreviewBlock]:
    variants = variants_in(place.name, questions)
    if not variants:
        problem = _("The bank has no questions in the pool “%(name)s”.") % {"name": place.name}
        return [PreviewBlock(html=Markup(), problem=problem)]
    counts = {"draw": min(place.draw, len(variants)), "all": len(variants)}
    told = _("Each learner is asked %(draw)s of the following %(all)s, by chance.") % counts
    note = Markup("<p><em>%s</em></p>") % told
    return [PreviewBlock(html=note), *(_question(each.key, questions) for each in variants)]


def _question(key: str, questions: dict[str, Question]) -> PreviewBlock:
    question = questions.get(key)
    if question is None or question.current is None:
        problem = _("The bank has no question “%(key)s”.") % {"key": key}
        return PreviewBlock(html=Markup(), problem=problem)
    question.current.question = question
    return PreviewBlock(html=render_question(question.current, seed=""), question=question)
