"""A question card: a form that answers one question of a draw, or what became of the answer.

Put it into a page with ``{{ card.html }}``; the page loads ``learning/answer.js`` as a module.
"""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from markupsafe import Markup

from volteface.core import clock
from volteface.core.codes import random_uuid
from volteface.core.frames import Frames
from volteface.core.jinja import short_day
from volteface.core.phrases import catalogue
from volteface.core.values import quick_value
from volteface.learning.queries.feedback import feedback_html
from volteface.learning.queries.look import NOTHING
from volteface.questions.queries import typed_answer, unreadable
from volteface.questions.queries.shown import question_view, render_question

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from volteface.accounts.models import Subject
    from volteface.learning.models import Draw
    from volteface.learning.queries import ResponseRow
    from volteface.learning.queries.look import Look
    from volteface.questions.models import QuestionVersion

NO_HTML = Markup()
# Where the lane takes answers.
ANSWER_PATH = "/a/"
# A replaced picture shows within a minute.
_FRESH_SECONDS = 60.0
_KEPT = 5_000
_MOST_ORDERS = 50_000
_orders: dict[tuple[str, str], tuple[str, str]] = {}
_rendered: dict[tuple[object, ...], tuple[float, Markup]] = {}


class Sight(NamedTuple):
    """How words and times are shown to who asks; found once for all cards of a page."""

    words: object
    language: str
    zone: dt.tzinfo
    today: dt.date


def sight_here() -> Sight:
    """The sight of who is being answered now."""
    zone = timezone.get_current_timezone()
    return Sight(catalogue(), get_language() or "en", zone, clock.now().astimezone(zone).date())


@quick_value
class CardView:
    """What the card's template needs; never a key before its time."""

    code: str
    draw_code: str
    number: int
    token: str
    # Made by the server for those without a script, which replaces it by its own.
    answer_id: str
    # Where a form without a script goes on to.
    next: str
    fields_html: Markup
    shown: str
    language: str
    feedback_now: bool
    # Where the form goes.
    action: str = ANSWER_PATH
    # The answer that is in, if any, and what may be said of it.
    saved_at: dt.datetime | None = None
    late: bool = False
    feedback_html: Markup = NO_HTML
    # What was answered before the question was changed in its meaning.
    before_html: Markup = NO_HTML
    # Why the form came back: it was empty, or could not be read.
    complaint: str = ""
    sight: Sight | None = None

    @property
    def saved_time(self) -> str:
        """The server's moment of storing, on the reader's wall clock, dated unless it is today."""
        if self.saved_at is None:
            return ""
        sight = self.sight or sight_here()
        return _saved_time(self.saved_at, sight.zone, sight.today, sight.language)

    @property
    def is_answered(self) -> bool:
        return self.saved_at is not None

    @property
    def html(self) -> Markup:
        """The card as it stands in a page."""
        form = _Form(
            is_answered=self.is_answered,
            is_turned=self.is_answered and bool(self.feedback_html),
            late=self.late,
            complaint=self.complaint,
            has_changed=bool(self.before_html),
        )
        common = _Common(
            code=self.code,
            draw_code=self.draw_code,
            next=self.next,
            action=self.action,
            fields_html=self.fields_html,
            shown=self.shown,
            language=self.language,
            feedback_html=self.feedback_html,
            before_html=self.before_html,
        )
        own = {
            "token": self.token,
            "answer_id": self.answer_id,
            "saved_moment": self.saved_at.isoformat() if self.saved_at else "",
            "saved_time": self.saved_time,
        }
        words = self.sight.words if self.sight is not None else None
        return _frames.fill(form, own, _context, common, words)


class _Form(NamedTuple):
    """What decides which words stand on a card."""

    is_answered: bool
    is_turned: bool
    late: bool
    complaint: str
    has_changed: bool


class _Common(NamedTuple):
    """What is alike for all who see a question's options in one order and answered alike."""

    code: str
    draw_code: str
    next: str
    action: str
    fields_html: Markup
    shown: str
    language: str
    feedback_html: Markup
    before_html: Markup


_OWN = ("token", "answer_id", "saved_moment", "saved_time")
# Six orders of three options, answered in four ways, for each question of a hall's module.
_frames = Frames("learning/_card.html", places=(*_Common._fields, *_OWN), most=2_000)


def _context(form: _Form, places: Mapping[str, str]) -> dict[str, object]:
    return {"card": places, "form": form}


@lru_cache(maxsize=10_000)
def _saved_time(at: dt.datetime, zone: dt.tzinfo, today: dt.date, language: str) -> str:  # noqa: ARG001 - days are named in it
    local = at.astimezone(zone)
    if local.date() == today:
        return f"{local:%H:%M:%S}"
    return f"{short_day(local)}, {local:%H:%M:%S}"


def question_card(
    version: QuestionVersion,
    *,
    draw: Draw,
    subject: Subject,
    token: str,
    next_path: str,
    # The options stand in an order of the learner's own, or of this.
    seed: str = "",
    action: str = ANSWER_PATH,
    number: int = 0,
    latest: ResponseRow | None = None,
    # Where to look again when it is not right.
    look: Look = NOTHING,
    # What was answered before the question was changed in its meaning.
    before_html: Markup = NO_HTML,
    # The form came back with no answer, but with what was typed.
    is_empty: bool = False,
    typed: str = "",
    sight: Sight | None = None,
) -> CardView:
    """The card of one question for one learner; ``latest`` is their answer, if it is to show."""
    # Longer because a card takes a line for each thing that may be told to it.
    sight = sight or sight_here()
    language = sight.language
    seed = seed or str(subject.code)
    answer, certainty = (latest.answer, latest.certainty) if latest is not None else ("", None)
    wrote = _wrote(version, typed) if typed else ""
    feedback = NO_HTML
    if latest is not None and draw.immediate_feedback:
        feedback = feedback_html(version, answer, language, NOTHING if latest.correct else look)
    order, variant = _shown(version, seed)
    return CardView(
        code=version.code,
        draw_code=draw.code,
        number=number,
        token=token,
        answer_id=random_uuid(),
        next=next_path,
        fields_html=_fields(version, variant, seed, wrote or answer, certainty, language),
        shown=order,
        language=language,
        feedback_now=draw.immediate_feedback,
        action=action,
        saved_at=latest.accepted_at if latest is not None else None,
        late=latest.late if latest is not None else False,
        feedback_html=feedback,
        before_html=before_html,
        complaint=_complaint(version, wrote) if is_empty else "",
        sight=sight,
    )


def _wrote(version: QuestionVersion, typed: str) -> str:
    """What came back, as it would be stored: the text of a field, or the whole answer."""
    return typed_answer(version, {"value": [typed], "text": [typed]}) or typed


def _complaint(version: QuestionVersion, wrote: str) -> str:
    return unreadable(version, wrote) or _("Choose or write an answer first.")


def _shown(version: QuestionVersion, seed: str) -> tuple[str, str]:
    """The options as they stand for one learner, and what their fields are the same for.

    Versions never change, so both stay.
    """
    key = (version.code, seed)
    found = _orders.get(key)
    if found is None:
        if len(_orders) >= _MOST_ORDERS:
            _orders.clear()
        view = question_view(version, seed=seed)
        order = ",".join(option_id for option_id, _html in view.options)
        found = _orders[key] = (order, view.variant)
    return found


def _fields(
    version: QuestionVersion,
    variant: str,
    seed: str,
    answer: str,
    certainty: int | None,
    language: str,
) -> Markup:
    """The question's fields; there are few different ones, as many as variants and answers."""
    key = (version.code, language, variant, answer, certainty)
    found = _rendered.get(key)
    if found is None or time.monotonic() - found[0] > _FRESH_SECONDS:
        html = render_question(version, seed=seed, answer=answer, certainty=certainty)
        if len(_rendered) >= _KEPT:
            _rendered.clear()
        found = _rendered[key] = (time.monotonic(), html)
    return found[1]
