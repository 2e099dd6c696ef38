"""How many minutes of an activity one person speaks to everybody, unless the teacher says else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """Some minutes whatever the length (the rules, the instruction), and a part of the length."""

    fixed: int = 0
    share: float = 0.0

    def of(self, minutes: int) -> int:
        """The minutes of talk in an activity of ``minutes``; never more than all of it."""
        return min(minutes, self.fixed + round(self.share * minutes))


# Blocks that have no sheet.
PLAIN = {
    "talk": Talk(share=1.0),
    "mini_fix": Talk(share=1.0),
    "debrief": Talk(fixed=4),
    "practice": Talk(),
    "break": Talk(),
}
NONE = Talk()
