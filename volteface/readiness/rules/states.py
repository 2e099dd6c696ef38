"""Which of the six readiness states a learner is in, and the one reason for it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_STARTED = "not_started"
SKIMMED = "skimmed"
STUCK = "stuck"
MISCONCEIVED = "misconceived"
READY = "ready"
AHEAD = "ahead"
STATES = (NOT_STARTED, SKIMMED, STUCK, MISCONCEIVED, READY, AHEAD)

# What is shown at first sight: four words, each with its shape.
FIRST_SIGHT = {
    NOT_STARTED: "not_started",
    SKIMMED: "started",
    STUCK: "needs_help",
    MISCONCEIVED: "needs_help",
    READY: "ready",
    AHEAD: "ready",
}
SIGHTS = ("ready", "needs_help", "started", "not_started")
SHAPES = {"not_started": "○", "started": "◔", "needs_help": "△", "ready": "●"}

# The reason of a state set by hand; its detail is the note.
OVERRULED = "overruled"
TRIED_AGAIN = "tried_again"

# At least so many wrong, and more wrong than right: not a teacher's to change, for one is no sign.
FEW_WRONG = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The numbers of the rules; what stands here is what is recommended."""

    # So many answers wrong and certain.
    certain_wrong: int = 2
    # So many questions wrong through one belief.
    same_belief: int = 2
    # As many wrong answers to one question, none right since.
    tries: int = 3
    # So many parts of the whole right, in whole numbers: 3 x right >= 2 x questions.
    ready_parts: int = 2
    ready_whole: int = 3
    # Pages without questions count as read from this part of their minutes: a quarter.
    quick_share: int = 4


RECOMMENDED = Rules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one learner in one cycle; answers are the current ones."""

    # Core steps, and how many were opened and gone on from.
    steps: int
    opened: int = 0
    finished: int = 0
    # Core questions: asked, answered, right.
    questions: int = 0
    answered: int = 0
    right: int = 0
    # Wrong and certain (3 of 3) as things stand.
    certain_wrong: int = 0
    # Most questions wrong, as things stand, through one and the same misconception.
    same_belief: int = 0
    belief: str = ""
    # Most wrong answers to one question that is still wrong, and where it is.
    tries: int = 0
    tries_step: str = ""
    # Time with the core pages in sight, and what they are meant to take.
    seconds: int = 0
    minutes: int = 0
    stretch_steps: int = 0
    stretch_finished: int = 0
    stretch_questions: int = 0
    stretch_right: int = 0

    @property
    def wrong(self) -> int:
        """Core questions answered and wrong as things stand."""
        return self.answered - self.right

    @property
    def done(self) -> bool:
        """Answers are the evidence; only where nothing is asked do pages count."""
        if self.questions:
            return self.answered >= self.questions
        return self.finished >= self.steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A state with its reason: a rule's name and the numbers it looked at."""

    state: str
    reason: str
    detail: dict[str, int | str] = field(default_factory=dict)

    @property
    def sight(self) -> str:
        """The first-sight word: not_started, started, needs_help or ready."""
        return FIRST_SIGHT[self.state]


def standing(facts: Facts, rules: Rules = RECOMMENDED) -> Standing:
    """The first rule that fits, from the top: the order is the definition."""
    if not facts.opened and not facts.answered:
        return _made(NOT_STARTED, "nothing_opened", steps=facts.steps)
    return _needs_help(facts, rules) or _ready(facts, rules) or _under_way(facts, rules)


def facts_to_json(facts: Facts) -> dict[str, int | str]:
    """What is not zero; read by ``facts_from_json``."""
    return {name: value for name, value in asdict(facts).items() if value or name == "steps"}


def facts_from_json(stored: Mapping[str, Any]) -> Facts:
    """The facts as they were stored; none stored is nothing known."""
    return Facts(**{"steps": 0, **stored})


def _needs_help(facts: Facts, rules: Rules) -> Standing | None:
    if facts.same_belief >= rules.same_belief:
        return _made(
            MISCONCEIVED, "same_belief", count=facts.same_belief, misconception=facts.belief
        )
    if facts.certain_wrong >= rules.certain_wrong:
        return _made(MISCONCEIVED, "certain_wrong", count=facts.certain_wrong)
    if facts.tries >= rules.tries and not (facts.done and _mostly_right(facts, rules)):
        return _made(STUCK, TRIED_AGAIN, count=facts.tries, step=facts.tries_step)
    if facts.wrong >= FEW_WRONG and facts.wrong > facts.right:
        return _made(STUCK, "few_right", right=facts.right, answered=facts.answered)
    return None


def _ready(facts: Facts, rules: Rules) -> Standing | None:
    if not facts.done:
        return None
    if not facts.questions:
        if _read_quickly(facts, rules):
            return None
        reason, numbers = "read_all", {"steps": facts.steps}
    elif _mostly_right(facts, rules):
        reason, numbers = "mostly_right", {"right": facts.right, "questions": facts.questions}
    else:
        return None
    if _stretched(facts, rules):
        return _made(AHEAD, "stretch_done", stretch=facts.stretch_steps, **numbers)
    return _made(READY, reason, **numbers)


def _under_way(facts: Facts, rules: Rules) -> Standing:
    if facts.questions and facts.done:
        return _made(SKIMMED, "look_again", right=facts.right, questions=facts.questions)
    if facts.finished >= facts.steps and _read_quickly(facts, rules):
        spent = facts.seconds // 60
        return _made(SKIMMED, "read_quickly", spent=spent, minutes=facts.minutes)
    if facts.finished < facts.steps:
        return _made(SKIMMED, "steps_left", finished=facts.finished, steps=facts.steps)
    return _made(SKIMMED, "questions_left", answered=facts.answered, questions=facts.questions)


def _mostly_right(facts: Facts, rules: Rules) -> bool:
    return rules.ready_whole * facts.right >= rules.ready_parts * facts.questions


def _read_quickly(facts: Facts, rules: Rules) -> bool:
    return facts.seconds * rules.quick_share < facts.minutes * 60


def _stretched(facts: Facts, rules: Rules) -> bool:
    return (
        facts.stretch_steps > 0
        and facts.stretch_finished >= facts.stretch_steps
        and rules.ready_whole * facts.stretch_right >= rules.ready_parts * facts.stretch_questions
    )


def _made(state: str, reason: str, **detail: int | str) -> Standing:
    return Standing(state=state, reason=reason, detail=detail)
