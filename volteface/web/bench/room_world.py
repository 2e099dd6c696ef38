"""A live room with many participants in it, for the room's measurement.

Run as ``python -m volteface.web.bench.room_world PEOPLE`` in a folder where `world` was built.
"""

from __future__ import annotations

import os
import sys

import django
import orjson

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "volteface.config.settings")
django.setup()

from volteface.accounts.models import Subject  # noqa: E402 - apps must be ready first
from volteface.classroom.actions.rooms import add_vote, open_room  # noqa: E402 - as above
from volteface.classroom.models import Participant  # noqa: E402 - as above
from volteface.classroom.queries.streams import stream_path  # noqa: E402 - as above
from volteface.core import clock  # noqa: E402 - as above
from volteface.learning.queries import answer_token  # noqa: E402 - as above
from volteface.questions.models import QuestionVersion  # noqa: E402 - as above
from volteface.timetable.queries import live_cycles  # noqa: E402 - as above


def main(people: int) -> None:
    """Fill the newest cycle's room and print how to get in."""
    at = clock.now()
    cycle = live_cycles().order_by("-pk")[0]
    room = open_room(cycle, by=None, at=at)
    versions = list(QuestionVersion.objects.order_by("pk")[:6])
    rounds = [add_vote(room, version=version, by=None, at=at) for version in versions]
    guests = Subject.objects.bulk_create(Subject(kind=Subject.Kind.GUEST) for _ in range(people))
    Participant.objects.bulk_create(
        Participant(room=room, subject=guest, kind="guest", name=f"G{number}", joined_at=at)
        for number, guest in enumerate(guests)
    )
    made = {
        "room": room.code,
        "streams": [stream_path(room, "phone", guest, at) for guest in guests],
        "rounds": [
            {
                "code": one.code,
                "draw": one.first_id,
                "version": version.code,
                "tokens": [
                    answer_token(guest, one.first, at=at, scope=room.code) for guest in guests
                ],
            }
            for one, version in zip(rounds, versions, strict=True)
        ],
    }
    sys.stdout.buffer.write(orjson.dumps(made))


if __name__ == "__main__":
    main(int(sys.argv[1]))
