"""Texts that are marked by criteria: a cycle's, for who teaches it, and one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max

from volteface.core import markup
from volteface.core.errors import Missing
from volteface.learning.models import Draw, Response, RubricMark
from volteface.learning.rules import rubrics as levels_of
from volteface.questions.queries import answer_in_words, content_of, rubrics
from volteface.rosters.queries import learners_visible_to

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from django.db.models import QuerySet
    from markupsafe import Markup

    from volteface.accounts.models import Subject
    from volteface.questions.queries.rubrics import Criterion
    from volteface.timetable.queries import CycleView


@dataclass(frozen=True, slots=True, kw_only=True)
class TextView:
    """A text with its question, its criteria and what was said of it."""

    response: Response
    stem_html: Markup
    model_html: Markup
    text: str
    criteria: tuple[Criterion, ...]
    # Points by criterion, and the words, of the newest mark on each side.
    own: dict[str, float]
    given: dict[str, float]
    comment: str

    @property
    def is_marked(self) -> bool:
        """Whether a teacher has marked it."""
        return bool(self.given)

    @property
    def points(self) -> float:
        """The points a teacher gave."""
        return sum(self.given.values())

    @property
    def whole(self) -> float:
        """The points there are."""
        return sum(criterion.most for criterion in self.criteria)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingPage:
    """One text to mark, and how many there are."""

    text: TextView | None
    number: int
    count: int
    unmarked: int
    # Numbers of the texts before and after it; 0 for none.
    before: int
    after: int


def marking_page(view: CycleView, subject: Subject, *, at: dt.datetime, asked: int) -> MarkingPage:
    """The text ``asked`` for (by its response), else the first one nobody has marked.

    Texts come without names, in an order that says nothing of who wrote them.
    """
    if not view.is_staff:
        raise Missing
    responses = list(_texts_of(view, subject, at=at))
    marked = set(
        RubricMark.objects.filter(response__in=responses, is_own=False).values_list(
            "response_id", flat=True
        )
    )
    numbers = [response.pk for response in responses]
    first = next((each for each in numbers if each not in marked), numbers[0] if numbers else 0)
    chosen = asked if asked in numbers else first
    place = numbers.index(chosen) if chosen else 0
    return MarkingPage(
        text=text_view(responses[place]) if chosen else None,
        number=place + 1,
        count=len(numbers),
        unmarked=len(numbers) - len(marked),
        before=numbers[place - 1] if place else 0,
        after=numbers[place + 1] if place + 1 < len(numbers) else 0,
    )


def text_to_mark(view: CycleView, subject: Subject, seq: int, *, at: dt.datetime) -> Response:
    """A text of the cycle for who may mark it; raises `Missing`."""
    found = _texts_of(view, subject, at=at).filter(pk=seq).first() if view.is_staff else None
    if found is None:
        raise Missing
    return found


def own_text(subject: Subject, version_code: str) -> Response:
    """The newest text the subject wrote to a question marked by criteria; raises `Missing`."""
    written = _with_questions(Response.objects.filter(subject=subject, countable=True))
    found = written.filter(version__code=version_code, version__kind=rubrics.KIND)
    response = found.order_by("-seq").first()
    if response is None:
        raise Missing
    return response


def text_view(response: Response) -> TextView:
    """A text with all there is to it."""
    marks = {
        mark.is_own: mark for mark in RubricMark.objects.filter(response=response).order_by("pk")
    }
    given, own = marks.get(False), marks.get(True)
    content = content_of(response.version)
    return TextView(
        response=response,
        stem_html=markup.html(content.stem),
        model_html=markup.html(content.explanation),
        text=answer_in_words(response.version, response.answer),
        criteria=rubrics.criteria(response.version),
        own=levels_of.read(own.levels) if own else {},
        given=levels_of.read(given.levels) if given else {},
        comment=given.comment if given else "",
    )


def texts_in(cycle_ids: Iterable[int]) -> bool:
    """Whether any of these cycles has a text to mark."""
    draws = Draw.objects.filter(cycle__in=list(cycle_ids))
    return draws.filter(questions__version__kind=rubrics.KIND).exists()


def _texts_of(view: CycleView, subject: Subject, *, at: dt.datetime) -> QuerySet[Response]:
    """Each learner's current text to each such question, by question and then by chance."""
    learners = learners_visible_to(subject, view.cohort, at).values("subject")
    written = Response.objects.filter(
        draw__cycle=view.cycle,
        version__kind=rubrics.KIND,
        subject__in=learners,
        countable=True,
    )
    newest = written.order_by().values("subject", "version").annotate(newest=Max("seq"))
    texts = Response.objects.filter(seq__in=newest.values("newest"))
    # Ids of answers are random.
    return _with_questions(texts).order_by("version_id", "answer_id")


def _with_questions(responses: QuerySet[Response]) -> QuerySet[Response]:
    return responses.select_related("version__question")
