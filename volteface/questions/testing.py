"""Builders of questions for tests; they call the actions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from volteface.questions.actions import (
    create_bank,
    ensure_misconception,
    ensure_objective,
    save_question,
)
from volteface.questions.rules.content import Content, Option

if TYPE_CHECKING:
    from volteface.questions.models import Bank, Question

AT = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
GAP = Content(
    kind="single",
    stem="When do you review?",
    options=(
        Option(id="o1", text="At once", fraction=0, feedback="Too early.", misconception="cram"),
        Option(id="o2", text="In six days", fraction=1, feedback="Right on time."),
        Option(id="o3", text="Never", fraction=0),
    ),
    explanation="A fifth of the wait.",
    certainty=True,
)


def build_bank() -> Bank:
    """A bank with an objective and a misconception."""
    bank = create_bank("Remember it")
    ensure_objective(bank, key="gap", text="Choose a gap")
    ensure_misconception(bank, key="cram", text="The eve is best")
    return bank


def build_question(bank: Bank, *, key: str = "", content: Content = GAP) -> Question:
    """A question in the bank."""
    return save_question(bank, key=key, content=content, objectives=["gap"], by=None, at=AT)
