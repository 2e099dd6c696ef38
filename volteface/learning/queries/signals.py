"""Answers given faster than their question can be read: left out of statistics, never of marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.markup import plain
from volteface.learning.models import Draw, Response
from volteface.learning.rules import signals
from volteface.learning.rules.signals import RapidCount, Timed
from volteface.questions.queries import content_of, versions_by_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from volteface.learning.queries import ResponseRow
    from volteface.questions.models import QuestionVersion
    from volteface.timetable.models import Cycle

_KEPT = 20_000
_words: dict[str, int] = {}


def words_in(version: QuestionVersion) -> int:
    """How many words somebody reads before answering: the question and its options."""
    found = _words.get(version.code)
    if found is None:
        content = content_of(version)
        texts = [content.stem, *(option.text for option in content.options)]
        found = sum(len(plain(text).split()) for text in texts)
        if len(_words) >= _KEPT:
            _words.clear()
        _words[version.code] = found
    return found


def threshold_of(version: QuestionVersion) -> float:
    """Answers to this question under so many seconds count as rapid."""
    return signals.rapid_below(words_in(version))


def rapid_among(answers: Iterable[Timed]) -> list[int]:
    """The numbers of the answers that came faster than their question can be read."""
    rows = list(answers)
    versions = versions_by_id({row.version for row in rows})
    return [
        row.seq
        for row in rows
        if row.version in versions
        and signals.is_rapid(row.seconds, words=words_in(versions[row.version]))
    ]


def effortful(rows: Iterable[ResponseRow]) -> list[ResponseRow]:
    """The answers that statistics of questions are made from: rapid ones left out."""
    kept = list(rows)
    timed = [
        Timed(seq=row.seq, subject=row.subject_id, version=row.version_id, seconds=row.seconds)
        for row in kept
    ]
    quick = set(rapid_among(timed))
    return [row for row in kept if row.seq not in quick]


def rapid_in(cycle: Cycle) -> tuple[RapidCount, ...]:
    """Questions of a cycle that five people or more answered too fast to have read them.

    Only what could be rapid at all is read from the log: an answer of ten seconds never is.
    """
    rows = Response.objects.filter(
        draw__cycle=cycle, draw__purpose=Draw.Purpose.PREPARATION, countable=True
    )
    quick = rows.filter(seconds__lt=signals.MOST_SECONDS)
    answers = [
        Timed(seq=seq, subject=subject, version=version, seconds=seconds)
        for seq, subject, version, seconds in quick.values_list(
            "seq", "subject_id", "version_id", "seconds"
        )
    ]
    return signals.counted(answers, rapid_among(answers)) if answers else ()
