"""Objectives without a question, questions without an objective, and what a module lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.courses.rules.watch.draft import Draft, Notice, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

UNASKED = Reason(
    why=N_("What is asked is learnt better than what is read, and an objective nobody asks about "
    "cannot be seen to be reached."),
    source=N_("Yang 2021: 222 studies, 48,478 students"),
    mend=N_("Write a question for it, or tie one of those there to it."),
)  # fmt: skip
UNTIED = Reason(
    why=N_("Readiness, briefings and skips are counted by objective: a question without one says "
    "nothing there."),
    source=N_("How this platform counts"),
    mend=N_("Tick the objective it checks, or leave the question out."),
)  # fmt: skip
PROMISE = Reason(
    why=N_("Learners prepare when they see what it is for, and the meeting is planned on the key "
    "points."),
    source=N_("The method itself"),
    mend=N_("Write it under “About”."),
)  # fmt: skip


def objectives(draft: Draft) -> Iterator[Notice]:
    """Objectives that no step asks about."""
    if not draft.objectives:
        text = N_("Name the objectives, so that questions can be tied to them.")
        yield Notice(rule="promise", text=text, detail="objectives")
        return
    asked = {key for one in draft.questions.values() for key in one.objectives}
    for key, words in draft.objectives.items():
        if key not in asked:
            yield Notice(
                rule="unasked",
                text=N_("No question checks the objective “%(objective)s”."),
                values={"objective": words},
                detail=key,
            )


def questions(draft: Draft) -> Iterator[Notice]:
    """Questions that check none of the module's objectives."""
    if not draft.objectives:
        return
    for step in draft.steps:
        for key in step.asked:
            question = draft.questions.get(key)
            if question is not None and not question.objectives & draft.objectives.keys():
                yield Notice(
                    rule="untied",
                    text=N_("The question “%(key)s” checks no objective of the module."),
                    values={"key": key},
                    step=step.code,
                    question=key,
                )


def promises(draft: Draft) -> Iterator[Notice]:
    """A module without a why or key points."""
    if not draft.has_why:
        text = N_("Say why it is worth a learner's time: it goes on the why-we-flip page.")
        yield Notice(rule="promise", text=text, detail="why")
    if not draft.has_key_points:
        text = N_("Write the key points: the meeting is planned on them.")
        yield Notice(rule="promise", text=text, detail="points")
