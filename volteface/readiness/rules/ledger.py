"""From a learner's answers and pages to the facts of the rules, and to tokens that count fast."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from volteface.readiness.rules.believed import Tally
from volteface.readiness.rules.states import Facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

CORE = "core"
STRETCH = "stretch"
CERTAIN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A step of the published module."""

    key: str
    title: str
    level: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The published module as the rules see it: its pages, and which page asks which question.

    Open questions are left out: they have no mark, so they are no evidence either way.
    """

    pages: tuple[Page, ...] = ()
    # Question id: page key.
    asked_on: Mapping[int, str] = field(default_factory=dict)
    # Questions of each pool, and how many of them a learner is asked.
    pools: tuple[tuple[tuple[int, ...], int], ...] = ()

    def without(self, questions: AbstractSet[int]) -> Outline:
        """The outline of somebody who is not asked these."""
        if not questions:
            return self
        kept = {each: key for each, key in self.asked_on.items() if each not in questions}
        return replace(self, asked_on=kept)

    def levels(self) -> dict[str, str]:
        """Each page's level."""
        return {page.key: page.level for page in self.pages}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One marked answer, late ones and overtaken resends already left out."""

    question: int
    version: int
    correct: bool
    certainty: int | None
    chosen: str
    misconceptions: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A page a learner has opened."""

    key: str
    finished: bool
    seconds: int
    # It counts as finished because the pre-test showed what it is about.
    skipped: bool = False


def current(attempts: Iterable[Attempt]) -> dict[int, Attempt]:
    """The answer that counts for each question: the last, in the server's order."""
    return {attempt.question: attempt for attempt in attempts}


def facts_of(outline: Outline, attempts: Sequence[Attempt], visits: Iterable[Visit]) -> Facts:
    """What the rules need to know, from everything one learner did in one cycle.

    A page skipped after the pre-test counts as done: what it asks is not waited for, nor are its
    minutes; whatever of it was answered all the same counts as ever.
    """
    # Longer because it names every fact of the rules, a line each.
    levels = outline.levels()
    pages = {key: visit for visit in visits if (key := visit.key) in levels}
    skipped = {key for key, visit in pages.items() if visit.skipped}
    answered = {attempt.question for attempt in attempts}
    asked = {
        question: levels.get(key, CORE)
        for question, key in outline.asked_on.items()
        if key not in skipped or question in answered
    }
    now = current(attempt for attempt in attempts if attempt.question in asked)
    core = [attempt for question, attempt in now.items() if asked[question] == CORE]
    wrong = [attempt for attempt in core if not attempt.correct]
    belief, same = _strongest_belief(wrong)
    hardest, tries = _most_tries(attempts, {attempt.question for attempt in wrong})
    core_pages = [visit for key, visit in pages.items() if levels[key] == CORE]
    return Facts(
        steps=sum(page.level == CORE for page in outline.pages),
        opened=len(core_pages),
        finished=sum(visit.finished for visit in core_pages),
        questions=sum(level == CORE for level in asked.values()),
        answered=len(core),
        right=len(core) - len(wrong),
        certain_wrong=sum(attempt.certainty == CERTAIN for attempt in wrong),
        same_belief=same,
        belief=belief,
        tries=tries,
        tries_step=outline.asked_on.get(hardest, ""),
        seconds=sum(visit.seconds for visit in core_pages),
        minutes=sum(
            page.minutes for page in outline.pages if page.level == CORE and page.key not in skipped
        ),
        stretch_steps=sum(page.level == STRETCH for page in outline.pages),
        stretch_finished=sum(
            visit.finished for key, visit in pages.items() if levels[key] == STRETCH
        ),
        stretch_questions=sum(level == STRETCH for level in asked.values()),
        stretch_right=sum(
            attempt.correct for question, attempt in now.items() if asked[question] == STRETCH
        ),
    )


def written(attempts: Iterable[Attempt]) -> str:
    """The current answers as tokens ``version|chosen|misconceptions|right|certain``.

    Equal answers of different learners are equal tokens, so a class is counted by counting words.
    """
    return ";".join(_token(attempt) for attempt in current(attempts).values())


def evidence_of(facts: Facts, answers: str) -> str:
    """A mark of what a learner has done: another one as soon as a page or an answer is added.

    Time alone is no evidence, nor is what the module asks.
    """
    done = (facts.opened, facts.finished, facts.stretch_finished, facts.tries, answers)
    return sha256(repr(done).encode()).hexdigest()


def mark_of(answers: str) -> str:
    """A short digest of a learner's tokens; nothing of no answers."""
    return sha256(answers.encode()).hexdigest()[:16] if answers else ""


def tallies(answers: Iterable[str]) -> tuple[Tally, ...]:
    """How often each answer stands in the learners' tokens."""
    counted = Counter(";".join(filter(None, answers)).split(";"))
    del counted[""]
    return tuple(_tally(token, count) for token, count in sorted(counted.items()))


def holders(
    answers: Mapping[int, str], *, misconception: str, version: int, most: int
) -> list[int]:
    """The first so many learners whose current answer to the version gives the belief away."""
    start = f";{version}|"
    found = []
    for subject, tokens in answers.items():
        wrapped = f";{tokens};"
        at = wrapped.find(start)
        if at < 0:
            continue
        parts = wrapped[at + 1 : wrapped.index(";", at + 1)].split("|")
        if parts[3] == "0" and misconception in parts[2].split(","):
            found.append(subject)
            if len(found) == most:
                break
    return found


def _token(attempt: Attempt) -> str:
    return "|".join(
        (
            str(attempt.version),
            _clean(attempt.chosen),
            _clean(attempt.misconceptions),
            "1" if attempt.correct else "0",
            "1" if attempt.certainty == CERTAIN else "0",
        )
    )


def _clean(word: str) -> str:
    return word.replace("|", "").replace(";", "")


def _tally(token: str, count: int) -> Tally:
    version, chosen, misconceptions, correct, certain = token.split("|")
    return Tally(
        version=int(version),
        chosen=chosen,
        misconceptions=misconceptions,
        correct=correct == "1",
        certain=certain == "1",
        count=count,
    )


def _strongest_belief(wrong: Iterable[Attempt]) -> tuple[str, int]:
    """The misconception behind most of the wrong answers, and behind how many."""
    counted: Counter[str] = Counter()
    for attempt in wrong:
        counted.update({key for key in attempt.misconceptions.split(",") if key})
    return min(counted.items(), key=lambda pair: (-pair[1], pair[0]), default=("", 0))


def _most_tries(attempts: Iterable[Attempt], still_wrong: set[int]) -> tuple[int, int]:
    """The question, wrong as things stand, that was answered wrong most often; (-1, 0) for none."""
    counted: dict[int, int] = defaultdict(int)
    for attempt in attempts:
        if attempt.question in still_wrong and not attempt.correct:
            counted[attempt.question] += 1
    return min(counted.items(), key=lambda pair: (-pair[1], pair[0]), default=(-1, 0))
