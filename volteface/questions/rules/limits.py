"""How long a question's parts may be; checked for every kind alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.words import N_

if TYPE_CHECKING:
    from volteface.questions.rules.content import Content

STEM = 20_000
OPTION = 2_000
FEEDBACK = 5_000
EXPLANATION = 10_000
OPTIONS = 40


def check_limits(content: Content) -> list[str]:
    """What is missing or too long in any question."""
    problems = []
    if not content.stem.strip():
        problems.append(N_("Write the question."))
    if len(content.stem) > STEM:
        problems.append(N_("Shorten the question: 20,000 characters at most."))
    if len(content.options) > OPTIONS:
        problems.append(N_("Keep 40 options at most."))
    if any(max(len(option.text), len(option.match)) > OPTION for option in content.options):
        problems.append(N_("Shorten the options: 2,000 characters each at most."))
    if any(len(option.feedback) > FEEDBACK for option in content.options):
        problems.append(N_("Shorten the feedback: 5,000 characters each at most."))
    if len(content.explanation) > EXPLANATION:
        problems.append(N_("Shorten the explanation: 10,000 characters at most."))
    return problems
