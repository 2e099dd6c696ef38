"""A step's versions: who wrote them, when, and what changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from volteface.core.errors import Missing
from volteface.courses.models import StepVersion
from volteface.courses.rules.differences import counts, difference

if TYPE_CHECKING:
    from volteface.courses.models import Step
    from volteface.courses.rules.differences import Line

_LISTED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """A version in the list, with how many words it added and removed."""

    version: StepVersion
    name: str
    added: int
    removed: int
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage:
    """A version beside the one before it, or beside what the step says now."""

    version: StepVersion
    name: str
    lines: tuple[Line, ...]
    # The title, level or minutes that changed, as pairs of before and after.
    facts: tuple[tuple[str, str], ...]
    is_current: bool
    against_now: bool


def version_rows(step: Step) -> list[VersionRow]:
    """The newest hundred versions, the newest first; one query."""
    newest = step.versions.select_related("by__person").order_by("-number")[: _LISTED + 1]
    versions = list(newest)
    pairs = [*pairwise(versions), *([(versions[-1], None)] if versions else [])]
    rows = []
    for version, before in pairs[:_LISTED]:
        added, removed = counts(before.body if before else "", version.body)
        rows.append(
            VersionRow(
                version=version,
                name=_name(version),
                added=added,
                removed=removed,
                is_current=version is versions[0],
            )
        )
    return rows


def version_page(step: Step, number: int, *, against_now: bool = False) -> VersionPage:
    """What one version changed; raises ``Missing``."""
    version = version_of(step, number)
    earlier = step.versions.filter(number__lt=number).last()
    newest = step.versions.last()
    if against_now and newest is not None:
        before, after = version, newest
    else:
        before, after = earlier or StepVersion(title=version.title), version
    facts = [
        (str(old), str(new))
        for old, new in (
            (before.title, after.title),
            (before.level, after.level),
            (before.minutes, after.minutes),
        )
        if old != new and old not in {"", None}
    ]
    return VersionPage(
        version=version,
        name=_name(version),
        lines=difference(before.body, after.body),
        facts=tuple(facts),
        is_current=newest is not None and newest.pk == version.pk,
        against_now=against_now,
    )


def version_of(step: Step, number: int) -> StepVersion:
    """The step's version with this number; raises ``Missing``."""
    version = step.versions.select_related("by__person").filter(number=number).first()
    if version is None:
        raise Missing
    return version


def saved_last_by(step: Step) -> str:
    """Who wrote what the step says now; empty when nobody knows."""
    newest = step.versions.select_related("by__person").last()
    return _name(newest) if newest else ""


def _name(version: StepVersion) -> str:
    if version.by is None or version.by.person is None:
        return ""
    return version.by.person.name
