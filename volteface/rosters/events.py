"""What happened to cohorts, for the apps that compute with their dates."""

from __future__ import annotations

from volteface.core.events import Event

# Carries the cohort's row id: its exam, its last day or its time zone has changed.
cohort_dates_changed = Event("rosters.cohort_dates_changed")

# A learner got more time, or less again. Carries the cohort's id.
pace_changed = Event("rosters.pace_changed")
