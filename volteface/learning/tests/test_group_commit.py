"""R09 on PostgreSQL: the lane's own thread and connection, acknowledging only what is committed.

On SQLite the same is proved with a real process that is killed (tests/faults/test_kill.py).
"""

from __future__ import annotations

import asyncio
import threading
import uuid
from typing import TYPE_CHECKING

import pytest
from django.db import connection, connections, transaction

from volteface.core import clock
from volteface.core.lanes.memory import memory
from volteface.core.lanes.testing import send
from volteface.core.lanes.writer import ALIAS, Writer
from volteface.learning import answer_log, lane
from volteface.learning.actions import Incoming, judged, store_all
from volteface.learning.models import Grade, Response
from volteface.learning.queries import answer_token, draw_facts, responses_after
from volteface.learning.testing import bare_draw

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.backends.utils import CursorWrapper
    from pytest_django.fixtures import SettingsWrapper

    from volteface.accounts.models import Subject
    from volteface.core.lanes.testing import LaneAnswer
    from volteface.learning.answer_log import Given, Saved
    from volteface.learning.models import Draw
    from volteface.questions.models import QuestionVersion

    type World = tuple[Draw, Sequence[Subject], Sequence[QuestionVersion]]

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql",
        reason="a second connection to SQLite's database in memory is no test of the real thing",
    ),
]
RIGHT, WRONG = '{"choice":["o1"]}', '{"choice":["o2"]}'


@pytest.fixture
def world(settings: SettingsWrapper) -> Iterator[World]:
    settings.LANE_INLINE = False
    yield bare_draw(subjects=3, questions=2)
    with connection.cursor() as cursor:
        # The lane's threads keep theirs as long as the server lives.
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def given(world: World, *, answer: str = WRONG, subject: int = 0, version: int = 0) -> Given:
    draw, subjects, versions = world
    facts = draw_facts(draw.pk)
    assert facts is not None
    incoming = Incoming(
        answer_id=uuid.uuid4(),
        subject_id=subjects[subject].pk,
        version=versions[version],
        answer=answer,
    )
    return judged(incoming, facts, at=clock.now())


def test_r09_an_answer_is_acknowledged_after_its_commit_and_not_before(world: World) -> None:
    inserted, may_commit = threading.Event(), threading.Event()

    def slow(cursor: CursorWrapper, batch: Sequence[Given]) -> Sequence[Saved | None]:
        saved = answer_log.store(cursor, batch)
        inserted.set()
        assert may_commit.wait(10)
        return saved

    async def play() -> tuple[bool, int, Saved | None]:
        writer = Writer(slow)
        asked = asyncio.ensure_future(writer.write(given(world)))
        await asyncio.to_thread(inserted.wait, 10)
        await asyncio.sleep(0.1)
        before = asked.done(), await asyncio.to_thread(_count)
        may_commit.set()
        saved = await asyncio.wait_for(asked, 10)
        await writer.stop()
        return *before, saved

    done, visible, saved = asyncio.run(play())
    assert (done, visible) == (False, 0)
    assert saved is not None
    assert Response.objects.get().seq == saved.seq
    assert Grade.objects.count() == 1


def test_r03_a_hundred_answers_sent_twice_at_once_are_there_once(world: World) -> None:
    answers = [given(world, subject=n % 3, version=n % 2) for n in range(100)]

    async def play() -> list[Saved | None]:
        writer = Writer(answer_log.store)
        saved = await asyncio.gather(*(writer.write(one) for one in [*answers, *answers]))
        await writer.stop()
        return saved

    saved = asyncio.run(play())
    assert Response.objects.count() == Grade.objects.count() == 100
    assert [one.seq for one in saved[:100] if one] == [one.seq for one in saved[100:] if one]
    assert [row.seq for row in responses_after(0)] == sorted(one.seq for one in saved[:100] if one)


def test_one_bad_row_takes_no_neighbour_with_it(world: World) -> None:
    good, bad = given(world), given(world, answer="a\x00b")

    async def play() -> list[object]:
        writer = Writer(answer_log.store)
        both = asyncio.gather(writer.write(good), writer.write(bad), return_exceptions=True)
        outcomes = await asyncio.wait_for(both, 10)
        await writer.stop()
        return outcomes

    saved, refused = asyncio.run(play())
    assert isinstance(saved, answer_log.Saved)
    assert isinstance(refused, Exception)
    assert [row.answer_id for row in Response.objects.all()] == [good.answer_id]


def test_a_connection_cut_in_the_middle_acknowledges_nothing_and_the_next_answer_is_saved(
    world: World,
) -> None:
    cut = [True]

    def fragile(cursor: CursorWrapper, batch: Sequence[Given]) -> Sequence[Saved | None]:
        saved = answer_log.store(cursor, batch)
        if cut.pop() if cut else False:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return saved

    answer = given(world)

    async def play() -> tuple[object, Saved | None]:
        writer = Writer(fragile)
        (failed,) = await asyncio.gather(writer.write(answer), return_exceptions=True)
        saved = await asyncio.wait_for(writer.write(answer), 10)
        await writer.stop()
        return failed, saved

    failed, saved = asyncio.run(play())
    assert isinstance(failed, Exception)
    assert saved is not None
    assert not saved.again
    assert Response.objects.count() == 1


def test_numbers_are_committed_in_their_order_so_no_reader_passes_one_by(world: World) -> None:
    first, second = given(world), given(world, subject=1)
    stored = threading.Event()
    order: list[int] = []

    def other() -> None:
        try:
            (saved,) = store_all([second])
            assert saved is not None
            order.append(saved.seq)
            stored.set()
        finally:
            connections[ALIAS].close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        (saved,) = store_all([first])
        assert saved is not None
        thread.start()
        # The other writer waits for this commit: nobody can read past the row that is not there.
        assert not stored.wait(0.3)
        order.append(saved.seq)
    thread.join(10)
    assert order == sorted(order)
    assert [row.seq for row in responses_after(0)] == order


def test_the_lane_itself_answers_once_again_and_refuses_a_taken_number(world: World) -> None:
    draw, subjects, versions = world
    fields = {
        "token": answer_token(subjects[0], draw, at=clock.now()),
        "answer_id": str(uuid.uuid4()),
        "version": versions[0].code,
        "choice": "o2",
    }
    stranger = {**fields, "token": answer_token(subjects[1], draw, at=clock.now())}

    async def play() -> list[LaneAnswer]:
        sent = [
            await send("POST", "/a/", fields=form, as_json=True)
            for form in (fields, fields, {**fields, "choice": "o1"}, stranger)
        ]
        await lane.writer.stop()
        await memory.stop()
        return sent

    first, again, changed, taken = asyncio.run(play())
    assert [answer.status for answer in (first, again, changed, taken)] == [200, 200, 409, 409]
    assert first.json()["seq"] == again.json()["seq"] == Response.objects.get().seq
    assert set(taken.json()) == {"error", "why"}


def _count() -> int:
    try:
        return Response.objects.count()
    finally:
        connections[ALIAS].close()
