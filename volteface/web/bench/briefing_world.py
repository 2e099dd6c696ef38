"""Two thousand learners who answered sixty questions, for the briefing's measurement.

Run as ``python -m volteface.web.bench.briefing_world`` in a folder where `world` was built.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import sys
import uuid
from typing import TYPE_CHECKING

import django
import orjson

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
django.setup()

from volteface.core import clock  # noqa: E402 - apps must be ready first
from volteface.learning.actions import Incoming, record_many  # noqa: E402 - as above
from volteface.learning.models import Draw  # noqa: E402 - as above
from volteface.learning.queries import draw_of, draw_versions  # noqa: E402 - as above
from volteface.rosters.models import Membership  # noqa: E402 - as above
from volteface.timetable.queries import live_cycles  # noqa: E402 - as above

if TYPE_CHECKING:
    from volteface.questions.models import QuestionVersion

CHUNK = 6_000


def main() -> None:
    """Let every learner answer every question, some rightly, and print how many did."""
    cycle = live_cycles().order_by("-pk")[0]
    draw = draw_of(cycle, Draw.Purpose.PREPARATION)
    if draw is None:
        raise LookupError("the cycle has no preparation")
    versions = draw_versions(draw)
    learners = Membership.objects.filter(cohort=cycle.cohort, role="learner")
    at = clock.now() - dt.timedelta(minutes=5)
    dice = random.Random(1)
    new = 0
    waiting: list[tuple[Incoming, dt.datetime]] = []
    for subject_id in learners.values_list("subject_id", flat=True):
        waiting += [(_answer(dice, version, subject_id), at) for version in versions]
        if len(waiting) >= CHUNK:
            new += record_many(draw, waiting)
            waiting = []
    new += record_many(draw, waiting)
    sys.stdout.buffer.write(orjson.dumps({"answers": new}))


def _answer(dice: random.Random, version: QuestionVersion, subject_id: int) -> Incoming:
    chosen = {"choice": [dice.choice(("o1", "o1", "o2", "o3"))]}
    return Incoming(
        answer_id=uuid.UUID(int=dice.getrandbits(128)),
        subject_id=subject_id,
        version=version,
        answer=json.dumps(chosen, separators=(",", ":")),
        certainty=dice.choice((1, 2, 3)),
    )


if __name__ == "__main__":
    main()
