"""A course of 300 steps with a bank of 3,000 questions, written in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core import clock
from volteface.courses.actions import create_course, create_module
from volteface.courses.models import Step
from volteface.questions.models import Question, QuestionVersion
from volteface.questions.queries.content import Content, Option, to_json

if TYPE_CHECKING:
    from volteface.accounts.models import Subject
    from volteface.courses.models import Module

STEPS, QUESTIONS = 300, 3_000
RARE = "zeppelin"
_WORDS = ("gap", "load", "recall", "worked example", "attention", "curve", "transfer", "feedback")


def build_large_course(by: Subject | None) -> Module:
    """The module with all the steps; each asks ten questions of the bank."""
    at = clock.now()
    course = create_course(code="large", title="A large course", by=by, at=at)
    module = create_module(course, title="A large module", by=by, at=at)
    questions = Question.objects.bulk_create(
        Question(bank=course.bank, key=f"q{number}") for number in range(QUESTIONS)
    )
    versions = QuestionVersion.objects.bulk_create(
        QuestionVersion(
            question=question, number=1, kind="single", content=_content(number), created_at=at
        )
        for number, question in enumerate(questions)
    )
    for question, version in zip(questions, versions, strict=True):
        question.current = version
    Question.objects.bulk_update(questions, ["current"], batch_size=500)
    Step.objects.bulk_create(
        Step(
            module=module,
            key=f"step-{number}",
            position=number,
            title=f"Step {number} about {_WORDS[number % 8]}",
            body=_body(number),
            changed_at=at,
        )
        for number in range(STEPS)
    )
    return module


def _content(number: int) -> dict[str, object]:
    word = RARE if number == QUESTIONS // 2 else _WORDS[number % 8]
    stem = f"Question {number}: what does a {word} change about what you remember next week?"
    options = (
        Option(id="o1", text=f"It makes the {word} last longer", fraction=1, feedback="Right."),
        Option(id="o2", text="Nothing that a test could show", fraction=0, feedback="Look again."),
        Option(id="o3", text="It only feels like more work", fraction=0),
    )
    return to_json(Content(kind="single", stem=stem, options=options, explanation="See above."))


def _body(number: int) -> str:
    text = "\n\n".join(
        f"## Part {part}\n\nWords about *{_WORDS[(number + part) % 8]}* and $x_{part}^2$. " * 3
        for part in range(5)
    )
    asked = "\n\n".join(f"{{{{ question q{number * 10 + each} }}}}" for each in range(10))
    return f"{text}\n\n{asked}"
