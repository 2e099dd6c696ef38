"""States and reasons in words: the teacher's and the learner's, from the rules' one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from volteface.core.charts import Part
from volteface.readiness.rules import wording
from volteface.readiness.rules.states import FIRST_SIGHT, NOT_STARTED, OVERRULED, SHAPES, SIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping

_TONES = {"ready": "ready", "needs_help": "help", "started": "waiting", "not_started": "line"}


class Told(Protocol):
    """A stored state, or what has been read of it."""

    @property
    def state(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def detail(self) -> Mapping[str, object]: ...
    @property
    def finished(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class StateView:
    """One learner's state, said to a teacher and said to the learner."""

    subject_id: int
    state: str
    reason: str
    # not_started, started, needs_help or ready, and its shape.
    sight: str
    shape: str
    finished: bool
    teacher_word: str
    teacher_reason: str
    learner_word: str
    learner_reason: str

    @property
    def by_hand(self) -> bool:
        """Whether a teacher or tutor set it, whatever the rules say."""
        return self.reason == OVERRULED

    @property
    def component(self) -> str:
        """The name the shared components know this sight by."""
        return component_of(self.sight)


def component_of(sight: str) -> str:
    """The name the shared components know a first-sight word by."""
    return "help" if sight == "needs_help" else sight


def counted_word(sight: str, count: int) -> str:
    """A first-sight word beside a number; the others are the same for one and for many."""
    if sight == "needs_help":
        return ngettext("needs help", "need help", count)
    if sight == "ready":
        # English says the same of one and of many; other languages do not.
        return ngettext("ready", "ready", count)
    return _(wording.SIGHTS[sight].teacher)


def bar_parts(counts: Mapping[str, int]) -> list[Part]:
    """The four first-sight words with their counts, as one bar's parts."""
    return [
        Part(
            label=counted_word(sight, counts[sight]),
            count=counts[sight],
            tone=_TONES[sight],
            shape=component_of(sight),
        )
        for sight in SIGHTS
    ]


def state_view(subject_id: int, row: Told | None, beliefs: Mapping[str, str]) -> StateView:
    """The row in words; no row is not started, which needs no reason."""
    state = row.state if row else NOT_STARTED
    reason = row.reason if row else "nothing_opened"
    sight = FIRST_SIGHT[state]
    said = wording.REASONS[reason]
    return StateView(
        subject_id=subject_id,
        state=state,
        reason=reason,
        sight=sight,
        shape=SHAPES[sight],
        finished=row.finished if row else False,
        teacher_word=_(wording.STATES[state].teacher),
        teacher_reason=filled(said.teacher, row.detail, beliefs) if row else "",
        learner_word=_(wording.STATES[state].learner),
        learner_reason=filled(said.learner, row.detail, beliefs) if row else "",
    )


def filled(sentence: str, detail: Mapping[str, object], beliefs: Mapping[str, str]) -> str:
    """A reason with its numbers, a misconception in the learners' terms instead of its key."""
    words = dict(detail)
    if "misconception" in words:
        key = str(words["misconception"])
        words["misconception"] = beliefs.get(key, key)
    return _(sentence) % words
