"""What happened to cohorts, for the apps that compute with their dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from volteface.core.events import Event

if TYPE_CHECKING:
    from collections.abc import Collection

    from django_stubs_ext import StrOrPromise

# Carries the cohort's row id: its exam, its last day or its time zone has changed.
cohort_dates_changed = Event("rosters.cohort_dates_changed")

# A learner got more time, or less again. Carries the cohort's id.
pace_changed = Event("rosters.pace_changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortWay:
    """A page about a cohort that a higher app offers; its address takes the cohort's code."""

    url_name: str
    label: StrOrPromise
    icon: str
    # Who finds it on the cohort's page.
    roles: Collection[str]


_ways: dict[str, CohortWay] = {}


def register_cohort_way(way: CohortWay) -> None:
    """Offer ``way`` on every cohort's page; the same address again replaces it."""
    _ways[way.url_name] = way


def cohort_ways(role: str) -> list[CohortWay]:
    """The ways somebody of this role finds, in the order they were registered."""
    return [way for way in _ways.values() if role in way.roles]
