"""Monotony: steps of one form after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core.words import N_
from volteface.courses.rules.document import EmbedBlock, TextBlock, VideoBlock
from volteface.courses.rules.watch.draft import Draft, DraftStep, Notice, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

IN_A_ROW = 3
REASON = Reason(
    why=N_("The method teaches in several forms, because one form alone bores."),
    source=N_("The method itself; we know of no study that tests a number of steps"),
    mend=N_("Give one of them another form: a short film, a picture, a table, a worked example."),
    how=N_("A step's forms are text, film, picture, table, code and formula; questions are no form "
    "of their own. Three steps in a row with nothing but text are said to be monotonous."),
)  # fmt: skip


def notices(draft: Draft) -> Iterator[Notice]:
    """Where three or more steps in a row are text and nothing else."""
    run: list[DraftStep] = []
    for step in [*draft.steps, None]:
        if step is not None and forms_of(step) == {"text"}:
            run.append(step)
            continue
        if len(run) >= IN_A_ROW:
            yield Notice(
                rule="variety",
                text=N_("%(steps)s steps in a row, from here on, are nothing but text."),
                values={"steps": len(run)},
                step=run[0].code,
            )
        run = []


def forms_of(step: DraftStep) -> set[str]:
    """The forms in which a step teaches."""
    forms: set[str] = set()
    for piece in step.pieces:
        if isinstance(piece, VideoBlock | EmbedBlock):
            forms.add("film")
        elif isinstance(piece, TextBlock):
            forms.add("text")
            text = piece.markdown
            forms |= {
                form
                for form, sign in (("picture", "!["), ("table", "|--"), ("code", "```"))
                if sign in text or (form == "table" and "| --" in text)
            }
            if "$" in text:
                forms.add("formula")
    return forms
