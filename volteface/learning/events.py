"""What happens in learning, for apps above: wake-ups only, the truth is in the log."""

from __future__ import annotations

from volteface.core.events import Event

# Carries the cycle's id.
step_finished = Event("learning.step_finished")
