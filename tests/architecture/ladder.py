"""The ladder as data, for tests that walk what import-linter cannot see."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "volteface"

# From the bottom; apps of one rung are strangers to each other.
RUNGS: tuple[tuple[str, ...], ...] = (
    ("core",),
    ("accounts",),
    ("messaging",),
    ("questions",),
    ("courses",),
    ("rosters",),
    ("timetable",),
    ("learning",),
    ("readiness", "dialogue"),
    ("classroom", "refreshers"),
    ("insights", "interop"),
    ("web",),
    ("config",),
)
RUNG_OF = {app: number for number, apps in enumerate(RUNGS) for app in apps}


def may_know(app: str, other: str) -> bool:
    """Whether ``app`` may name something of ``other``: itself, or a rung below."""
    return app == other or RUNG_OF[other] < RUNG_OF[app]


def app_of(path: Path) -> str:
    """The app a file belongs to."""
    return path.relative_to(PACKAGE).parts[0]
