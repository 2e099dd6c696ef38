"""What came of a file, in the words that pages show and the command line prints."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from volteface.courses.queries.document import questions_in
from volteface.interop.parsed import Parsed, Skipped, keyed
from volteface.questions.queries.content import kind_names

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How much came in, by kind, and every item that did not, with where and why."""

    format: str
    questions: Mapping[str, int]
    steps: int
    # Of a module that is proposed.
    key_points: int = 0
    objectives: int = 0
    skipped: tuple[Skipped, ...] = ()
    # Nothing is missing, but somebody should look.
    notes: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The form that scripts read; notes only where there are any."""
        written: dict[str, Any] = {
            "format": self.format,
            "questions": dict(self.questions),
            "steps": self.steps,
            "skipped": [{"where": item.where, "why": item.why} for item in self.skipped],
        }
        for name in ("key_points", "objectives"):
            if getattr(self, name):
                written[name] = getattr(self, name)
        if self.notes:
            written["notes"] = list(self.notes)
        return written

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Report:
        """Read the stored form."""
        return cls(
            format=str(kept.get("format", "")),
            questions=dict(kept.get("questions", {})),
            steps=int(kept.get("steps", 0)),
            key_points=int(kept.get("key_points", 0)),
            objectives=int(kept.get("objectives", 0)),
            skipped=tuple(
                Skipped(where=str(row["where"]), why=str(row["why"]))
                for row in kept.get("skipped", [])
            ),
            notes=tuple(kept.get("notes", [])),
        )


def report_on(parsed: Parsed) -> Report:
    """What a parsed file will bring in."""
    kinds = Counter(content.kind for content in keyed(parsed.questions).values())
    for document in parsed.modules:
        kinds.update(
            block.content.kind for step in document.steps for block in questions_in(step.blocks)
        )
    proposal = parsed.proposal
    steps = proposal.steps if proposal else ()
    kinds.update(block.content.kind for step in steps for block in questions_in(step.blocks))
    return Report(
        format=parsed.format,
        questions={kind: kinds[kind] for kind in kind_names() if kinds[kind]},
        steps=sum(len(document.steps) for document in parsed.modules) + len(steps),
        key_points=sum(line.proposed for line in proposal.key_points) if proposal else 0,
        objectives=sum(line.proposed for line in proposal.objectives) if proposal else 0,
        skipped=parsed.skipped,
        notes=parsed.notes,
    )
