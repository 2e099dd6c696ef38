"""The writers of insights: what is asked to be computed, and regrades in their own module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from volteface.core import jobs
from volteface.insights.queries.items import MODELS_JOB, models_nonce
from volteface.learning.queries.firsts import occasions_of_module

if TYPE_CHECKING:
    import datetime as dt

    from volteface.core.models import Job
    from volteface.courses.models import Module


def ask_for_models(module: Module, *, purpose: str, at: dt.datetime) -> Job | None:
    """Have the models of a module's answers computed once; nothing where nobody answered."""
    occasions = occasions_of_module(module)
    wanted = [occasion for occasion in occasions if occasion.purpose == purpose] or occasions
    if not wanted:
        return None
    return jobs.enqueue(
        MODELS_JOB,
        nonce=models_nonce(module, wanted[0]),
        payload={"draws": list(wanted[0].draws)},
        run_at=at,
    )
