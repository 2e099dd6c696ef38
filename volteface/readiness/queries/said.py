"""A class's beliefs in words: the wrong option, where it stood, and one quotation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from volteface.core.db.prepared import Prepared
from volteface.core.likeness import nearest
from volteface.core.saying_nothing import says_nothing
from volteface.courses.models import EditionQuestion
from volteface.learning.models import Response
from volteface.questions.queries import content_of, stem_in_words, versions_by_id
from volteface.questions.queries.shown import option_in_words
from volteface.readiness.queries.evidence import BEFORE_THE_MEETING, UNMARKED_KINDS
from volteface.readiness.queries.sheet import BeliefView
from volteface.readiness.rules.believed import share_or_none

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from django.db.models import QuerySet

    from volteface.courses.models import Edition
    from volteface.questions.models import QuestionVersion
    from volteface.readiness.rules.believed import Belief
    from volteface.timetable.models import Cycle

_QUOTED = range(12, 161)
_STEM = 120


def belief_views(
    cycles: Sequence[Cycle],
    editions: Sequence[Edition | None],
    beliefs: Sequence[Belief],
    *,
    texts: Mapping[str, str],
    believers: Mapping[str, Sequence[int]],
) -> tuple[BeliefView, ...]:
    """The beliefs in words; ``believers`` are some who hold each and may be quoted."""
    if not beliefs:
        return ()
    versions = versions_by_id(belief.version for belief in beliefs)
    places = {q: place for one in reversed(editions) for q, place in _places(one).items()}
    views = []
    said: set[str] = set()
    for belief in beliefs:
        version = versions.get(belief.version)
        place = places.get(version.question_id if version else 0, (0, "", ""))
        quotation = _quotation(
            cycles,
            believers.get(belief.misconception, ()),
            place[1],
            about=_about(belief, version, texts),
            said=said,
        )
        said.add(quotation)
        views.append(_view(belief, version, place, texts, quotation))
    return tuple(views)


def _about(belief: Belief, version: QuestionVersion | None, texts: Mapping[str, str]) -> str:
    """The belief and the option that showed it, to find an answer that says as much."""
    option = option_in_words(version, belief.option) if version else ""
    return f"{texts.get(belief.misconception, '')} {option}"


def newest_answer() -> str:
    """The identity of the last answer of the whole log; nothing while there is none."""
    newest = _newest()
    return str(newest[0][0]) if newest else ""


_newest = Prepared(lambda: Response.objects.order_by("-seq").values_list("answer_id")[:1])


def _view(
    belief: Belief,
    version: QuestionVersion | None,
    place: tuple[int, str, str],
    texts: Mapping[str, str],
    quotation: str,
) -> BeliefView:
    content = content_of(version) if version else None
    return BeliefView(
        key=belief.misconception,
        text=texts.get(belief.misconception, belief.misconception),
        option=option_in_words(version, belief.option) if version else "",
        question_number=place[0],
        stem=short(stem_in_words(content), _STEM) if content else "",
        step_title=place[2],
        count=belief.count,
        answered=belief.answered,
        certain=belief.certain,
        share=share_or_none(belief.count, belief.answered),
        right_share=share_or_none(belief.right, belief.answered),
        alarming=belief.alarming,
        quotation=quotation,
    )


def _places(edition: Edition | None) -> dict[int, tuple[int, str, str]]:
    """Question id: its number in the module, its step's key and title."""
    rows = list(
        EditionQuestion.objects.filter(edition=edition)
        .order_by("step__position", "position")
        .values_list("version__question_id", "step__key", "step__title", "position")
    )
    # Variants of a pool stand in one place: they share its number.
    numbers = {place: n for n, place in enumerate(dict.fromkeys((r[1], r[3]) for r in rows), 1)}
    return {question: (numbers[key, at], key, title) for question, key, title, at in rows}


def _quotation(
    cycles: Sequence[Cycle],
    believers: Sequence[int],
    step_key: str,
    *,
    about: str,
    said: AbstractSet[str],
) -> str:
    """What one of the believers wrote to an open question of the module; never with a name.

    The answer nearest in words to the belief; where none is near, the longest that fits a line or
    two of those written in the same step as the belief's question, ties to the earliest. What
    neither is says nothing of the belief. What was ``said`` is not said twice.
    """
    if not believers:
        return ""
    asked = dict(
        EditionQuestion.objects.filter(
            edition__module_id=cycles[0].module_id, version__kind__in=UNMARKED_KINDS
        ).values_list("version_id", "step__key")
    )
    rows = given_before(cycles).filter(version_id__in=asked, subject_id__in=believers)
    latest = {
        (subject, version): answer
        for subject, version, answer in rows.values_list("subject_id", "version_id", "answer")
    }
    texts = [(asked[version], text_of(answer)) for (_who, version), answer in latest.items()]
    fitting = [
        (key, text)
        for key, text in texts
        if len(text) in _QUOTED and text not in said and not says_nothing(text)
    ]
    place = nearest(about, [text for _key, text in fitting])
    if place is not None:
        return fitting[place][1]
    return max((text for key, text in fitting if key == step_key), key=len, default="")


def given_before(cycles: Sequence[Cycle]) -> QuerySet[Response]:
    """What was answered in time to prepare these meetings, in its order."""
    return Response.objects.filter(
        draw__cycle__in=[cycle.pk for cycle in cycles],
        draw__purpose__in=BEFORE_THE_MEETING,
        countable=True,
        late=False,
    ).order_by("seq")


def text_of(answer: str) -> str:
    """What was written, on one line; nothing where it cannot be read."""
    try:
        stored = json.loads(answer)
    except ValueError:
        return ""
    return " ".join(str(stored.get("text", "")).split()) if isinstance(stored, dict) else ""


def short(text: str, length: int) -> str:
    """At most so many characters, cut between words."""
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"
