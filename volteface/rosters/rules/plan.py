"""What bringing a roster in would change: new, changed, unchanged and skipped, row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.rosters.rules.sheet import Row, Sheet, Skipped

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """What is known of an address: the person, and their place in this cohort if they have one."""

    name: str
    number: str = ""
    # "" none, learner, left, suspended, or staff (a teacher or tutor of the cohort).
    place: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A row that changes somebody's place: ``what`` holds group, number, return."""

    row: Row
    name: str
    what: tuple[str, ...]
    group_before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The whole file against the cohort as it is."""

    new: tuple[Row, ...]
    changed: tuple[Change, ...]
    same: int
    skipped: tuple[Skipped, ...]
    # Names of groups that do not exist yet.
    groups: tuple[str, ...]
    # Learners of the cohort whom the file does not name; they stay.
    absent: int

    @property
    def does_nothing(self) -> bool:
        return not self.new and not self.changed


def plan_of(
    sheet: Sheet, present: Mapping[str, Present], *, groups: set[str], learners: int
) -> Plan:
    """Compare; nobody's name is changed by a roster, and a suspended place stays suspended."""
    new: list[Row] = []
    changed: list[Change] = []
    skipped = list(sheet.skipped)
    same = named = 0
    for row in sheet.rows:
        known = present.get(row.email)
        named += known is not None and known.place == "learner"
        if known is None and not row.name:
            skipped.append(Skipped(line=row.line, why="no_name", detail=row.email))
        elif known is None or known.place == "":
            new.append(row)
        elif known.place in {"suspended", "staff"}:
            skipped.append(Skipped(line=row.line, why=known.place, detail=known.name))
        else:
            what = _differences(row, known)
            if what:
                changed.append(
                    Change(row=row, name=known.name, what=what, group_before=known.group)
                )
            else:
                same += 1
    wanted = [row.group for row in new] + [change.row.group for change in changed]
    return Plan(
        new=tuple(new),
        changed=tuple(changed),
        same=same,
        skipped=tuple(sorted(skipped, key=lambda one: one.line)),
        groups=tuple(sorted({name for name in wanted if name} - groups)),
        absent=max(0, learners - named),
    )


def _differences(row: Row, known: Present) -> tuple[str, ...]:
    what = []
    if known.place == "left":
        what.append("return")
    if row.group and row.group != known.group:
        what.append("group")
    if row.number and not known.number:
        what.append("number")
    return tuple(what)
