"""What a meeting's rooms asked and how it was answered, as far as everybody may know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from volteface.classroom.models import Round
from volteface.classroom.rules.rounds import LEAST_VOTES, Phase
from volteface.classroom.rules.small_numbers import LEAST, sayable
from volteface.core import markup
from volteface.core.charts import Bar, bars
from volteface.learning.models import Draw, Grade, Response
from volteface.learning.queries import current_responses, draw_versions
from volteface.questions.queries import content_of
from volteface.questions.queries.shown import option_in_words, question_view, right_answers
from volteface.readiness.queries.reckoned import kept

from .ballots import votes_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markupsafe import Markup

    from volteface.learning.queries import ResponseRow
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The answers to one question at one moment; nothing here speaks of fewer than five people."""

    answers: int
    # Nothing where it may not be said.
    right: int | None
    # Options and misconceptions that may be counted.
    by_option: dict[str, int]
    by_misconception: dict[str, int]
    # The right ones of all, 0 to 1, to choose by and never to show; nothing of fewer than five.
    share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedThere:
    """A question of the meeting, with what was answered at first and in the end."""

    version: QuestionVersion
    purpose: str
    first: Figures
    # After discussing; the same as ``first`` where there was one vote only.
    last: Figures
    voted_twice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedView:
    """The same as a page shows it to who was missing."""

    stem: Markup
    right: tuple[Markup, ...]
    why: Markup
    chart: Markup | None
    # The figures in words, or why there are none.
    said: str


def rounds_held(cycle: Cycle) -> list[Round]:
    """The rounds that were put to closed rooms of the cycle, in their order."""
    rounds = Round.objects.filter(room__cycle=cycle, room__closed_at__isnull=False)
    return list(
        rounds.exclude(phase=Phase.WAITING)
        .select_related("first", "second", "room")
        .order_by("room_id", "position")
    )


def asked_in(rounds: Sequence[Round]) -> list[AskedThere]:
    """Every question of these rounds with its figures; counted anew when an answer changes."""
    if any(each.room.anonymous for each in rounds):
        # Their votes may still be in the box.
        return [asked for each in rounds for asked in _asked(each)]
    draws = [draw for each in rounds for draw in (each.first, each.second) if draw is not None]
    ids = [draw.pk for draw in draws]
    answered = Response.objects.filter(draw__in=ids).aggregate(newest=Max("seq"))["newest"]
    graded = Grade.objects.filter(response__draw__in=ids).aggregate(newest=Max("pk"))["newest"]
    key = ("asked", *(draw.code for draw in draws), answered, graded)
    return kept(key, lambda: [asked for each in rounds for asked in _asked(each)])


def asked_view(asked: AskedThere) -> AskedView:
    """A question with its model answer and its figures."""
    version = asked.version
    return AskedView(
        stem=question_view(version, seed=version.code).stem_html,
        right=right_answers(version),
        why=markup.html(content_of(version).explanation),
        chart=_chart(asked),
        said=_said(asked),
    )


def _asked(each: Round) -> list[AskedThere]:
    first = _votes(each, each.first)
    second = _votes(each, each.second) if each.second is not None else []
    found = []
    for version in draw_versions(each.first):
        before = _figures([one for one in first if one.version_id == version.pk], version)
        after = _figures([one for one in second if one.version_id == version.pk], version)
        found.append(
            AskedThere(
                version=version,
                purpose=each.first.purpose,
                first=before,
                last=after if after.answers else before,
                voted_twice=bool(after.answers),
            )
        )
    return found


def _votes(each: Round, draw: Draw) -> list[ResponseRow]:
    return votes_in(draw) if each.room.anonymous else current_responses(draw)


def _figures(votes: Sequence[ResponseRow], version: QuestionVersion) -> Figures:
    total = len(votes)
    right = sum(vote.correct for vote in votes)
    options = content_of(version).options
    cells = {option.id: 0 for option in options}
    beliefs: dict[str, int] = {}
    for vote in votes:
        for option in vote.chosen:
            cells[option] = cells.get(option, 0) + 1
        for key in vote.misconceptions if not vote.correct else ():
            beliefs[key] = beliefs.get(key, 0) + 1
    said = sayable(
        cells,
        keys={option.id for option in options if option.fraction > 0},
        behind={option.id: option.misconception for option in options if option.misconception},
        right=right,
        beliefs=beliefs,
        total=total,
    )
    return Figures(
        answers=total,
        right=said.right,
        by_option=said.options,
        by_misconception=said.beliefs,
        share=right / total if total >= LEAST else None,
    )


def _chart(asked: AskedThere) -> Markup | None:
    last, version = asked.last, asked.version
    if asked.purpose != Draw.Purpose.VOTE or not last.by_option:
        return None
    key = {option.id for option in content_of(version).options if option.fraction > 0}
    rows = [
        Bar(
            label=option_in_words(version, option),
            count=count,
            mark="right" if option in key else "",
            before=asked.first.by_option.get(option) if asked.voted_twice else None,
        )
        for option, count in last.by_option.items()
    ]
    return bars(rows, total=last.answers, label=_("Votes"), shares=last.answers >= LEAST_VOTES)


def _said(asked: AskedThere) -> str:
    first, last = asked.first, asked.last
    if last.right is None:
        return _("Not shown: the figures would speak of fewer than five people.")
    if asked.voted_twice and first.right is not None:
        return _(
            "%(right)s of %(n)s were right after discussing it, %(before)s of %(all)s before."
        ) % {"right": last.right, "n": last.answers, "before": first.right, "all": first.answers}
    return _("%(right)s of %(n)s were right.") % {"right": last.right, "n": last.answers}
