"""What was written to the open questions, put together where it says much the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from volteface.core.likeness import Alike, alike
from volteface.core.saying_nothing import says_nothing
from volteface.core.worker import compute
from volteface.courses.models import EditionQuestion
from volteface.questions.queries import content_of, stem_in_words, versions_by_id
from volteface.readiness.queries.evidence import UNMARKED_KINDS, edition_of
from volteface.readiness.queries.people import standings
from volteface.readiness.queries.reckoned import kept
from volteface.readiness.queries.said import given_before, newest_answer, short, text_of
from volteface.readiness.queries.sheet import SaidView, WrittenView

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.courses.models import Edition
    from volteface.readiness.queries.people import Standings
    from volteface.rosters.models import Group
    from volteface.timetable.models import Cycle

_SHOWN, _QUOTED, _STEM = 3, 160, 120
# More texts than this are compared in the worker process: the answer lane must not wait.
_HERE = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """An open question with everything written to it; the groups tell the texts by place."""

    version: int
    stem: str
    step_title: str
    texts: tuple[str, ...]
    groups: tuple[Alike, ...]
    # What says only that there is nothing to say: in no group.
    silent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupText:
    """A group in full: the quoted answer, and every other wording of it, once."""

    quotation: str
    count: int
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPage:
    """One open question with everything written to it."""

    stem: str
    step_title: str
    together: tuple[GroupText, ...]
    alone: tuple[str, ...]
    silent: tuple[str, ...]


def everything_written(
    cycle: Cycle, *, viewer: Subject, at: dt.datetime, group: Group | None = None
) -> list[WrittenPage]:
    """All answers to the open questions of the learners ``viewer`` may see, or of one ``group``.

    Nobody is named.
    """
    here = standings(cycle, at=at, viewer=viewer, group=group.code if group else "")
    found = written_in([cycle], [edition_of(cycle)], here, newest_answer())
    return [_in_full(one) for one in found]


def _in_full(one: Written) -> WrittenPage:
    return WrittenPage(
        stem=one.stem,
        step_title=one.step_title,
        together=tuple(
            GroupText(
                quotation=one.texts[group.central],
                count=len(group.members),
                others=_others(one, group),
            )
            for group in one.groups
            if len(group.members) > 1
        ),
        alone=tuple(one.texts[group.central] for group in one.groups if len(group.members) == 1),
        silent=one.silent,
    )


def _others(one: Written, group: Alike) -> tuple[str, ...]:
    texts = dict.fromkeys(one.texts[place] for place in group.members)
    return tuple(text for text in texts if text != one.texts[group.central])


def written_views(
    cycles: Sequence[Cycle], editions: Sequence[Edition | None], here: Standings, newest: str
) -> tuple[WrittenView, ...]:
    """For each open question what most wrote, one quoted; questions nobody answered are left."""
    return tuple(
        WrittenView(
            version=one.version,
            stem=short(one.stem, _STEM),
            step_title=one.step_title,
            answered=len(one.texts) + len(one.silent),
            groups=tuple(
                SaidView(
                    quotation=short(one.texts[group.central], _QUOTED), count=len(group.members)
                )
                for group in one.groups[:_SHOWN]
                if len(group.members) > 1
            ),
            apart=sum(len(group.members) == 1 for group in one.groups),
            silent=len(one.silent),
        )
        for one in written_in(cycles, editions, here, newest)
    )


def written_in(
    cycles: Sequence[Cycle], editions: Sequence[Edition | None], here: Standings, newest: str
) -> tuple[Written, ...]:
    """Everything written; read when anybody has answered anything, compared when a text is new."""
    asked = tuple(sorted({one.pk for one in editions if one}))
    return kept(
        ("written", here.cycle_ids, asked, tuple(here.seats), newest),
        lambda: _read(cycles, asked, here),
    )


def _read(cycles: Sequence[Cycle], editions: Sequence[int], here: Standings) -> tuple[Written, ...]:
    rows = EditionQuestion.objects.filter(
        edition__in=editions, version__kind__in=UNMARKED_KINDS
    ).order_by("edition", "step__position", "position")
    asked = {
        question: (version, title)
        for question, version, title in rows.values_list(
            "version__question_id", "version_id", "step__title"
        )
    }
    if not asked:
        return ()
    answers = _answers(cycles, list(asked), here)
    versions = versions_by_id(version for version, _title in asked.values())
    found = []
    for question, (version, title) in asked.items():
        texts = tuple(sorted(filter(None, answers.get(question, ()))))
        if texts:
            telling, silent, groups = kept(("alike", texts), partial(_sorted_out, texts))
            found.append(
                Written(
                    version=version,
                    stem=stem_in_words(content_of(versions[version])),
                    step_title=title,
                    texts=telling,
                    groups=groups,
                    silent=silent,
                )
            )
    return tuple(found)


def _sorted_out(
    texts: tuple[str, ...],
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Alike, ...]]:
    """What tells something, what says nothing, and the groups of the first."""
    telling = tuple(text for text in texts if not says_nothing(text))
    silent = tuple(text for text in texts if says_nothing(text))
    return telling, silent, _grouped(telling)


def _grouped(texts: tuple[str, ...]) -> tuple[Alike, ...]:
    return compute(alike, texts) if len(texts) > _HERE else alike(texts)


def _answers(
    cycles: Sequence[Cycle], questions: Sequence[int], here: Standings
) -> dict[int, list[str]]:
    """The current text of each learner to each question; of one learner only the last."""
    rows = given_before(cycles).filter(version__question__in=questions)
    latest = {
        (question, subject): answer
        for question, subject, answer in rows.values_list(
            "version__question_id", "subject_id", "answer"
        )
        if subject in here.seats
    }
    found: dict[int, list[str]] = {}
    for (question, _subject), answer in latest.items():
        found.setdefault(question, []).append(text_of(answer))
    return found
