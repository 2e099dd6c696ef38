"""How many examples a property is tried with: 200 at most in every run, all in ``make soak``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, is_hypothesis_test, settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pytest

ALL = os.environ.get("EXAMPLES") == "all"
MOST = 200


def be_patient() -> None:
    """How long an example takes says how busy the machine is, not whether the rule holds."""
    settings.register_profile(
        "patient", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
    )
    settings.load_profile("patient")


def thin_out(items: Iterable[pytest.Item]) -> None:
    """Try no more than `MOST` examples; what failed once is remembered and tried first."""
    if ALL:
        return
    # A method's settings are its class's.
    tests = {getattr(item.obj, "__func__", item.obj) for item in items if hasattr(item, "obj")}
    for test in filter(is_hypothesis_test, tests):
        asked = test._hypothesis_internal_use_settings
        count = min(asked.max_examples, MOST)
        test._hypothesis_internal_use_settings = settings(asked, max_examples=count)
