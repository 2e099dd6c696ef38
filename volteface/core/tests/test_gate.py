"""The write gate lets the lane first, times every hold and never loses its place."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
from django.db import connections, transaction
from django.db.utils import OperationalError

from volteface.core.clock import now
from volteface.core.db.sqlite import base
from volteface.core.gate import GateIsBusyError, WriteGate, gate
from volteface.core.models import Change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django.plugin import DjangoDbBlocker


@pytest.fixture
def connection(
    tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> Iterator[base.DatabaseWrapper]:
    settings = {**connections["default"].settings_dict, "NAME": str(tmp_path / "a"), "OPTIONS": {}}
    connection = base.DatabaseWrapper(settings, alias="gated")
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE note (text TEXT)")
        yield connection


def _queue_up(gate: WriteGate, order: list[str], name: str, *, lane: bool) -> threading.Thread:
    def pass_through() -> None:
        with gate.passage(lane=lane):
            order.append(name)

    thread = threading.Thread(target=pass_through)
    waiting = gate.report().waiting
    thread.start()
    while gate.report().waiting == waiting:
        time.sleep(0.001)
    return thread


def test_the_lane_goes_before_everybody_who_waits() -> None:
    gate = WriteGate()
    order: list[str] = []
    gate.enter()
    threads = [
        _queue_up(gate, order, "first page", lane=False),
        _queue_up(gate, order, "second page", lane=False),
        _queue_up(gate, order, "lane", lane=True),
    ]
    gate.leave()
    for thread in threads:
        thread.join(5)
    assert order == ["lane", "first page", "second page"]


def test_a_writer_who_waited_too_long_is_told_and_leaves_the_queue() -> None:
    gate = WriteGate()
    gate.enter()
    with pytest.raises(GateIsBusyError):
        gate.enter(patience=0.01)
    gate.leave()
    gate.enter(patience=0.01)
    assert gate.report().waiting == 0


def test_hold_times_are_counted_with_the_longest_named() -> None:
    gate = WriteGate()
    with gate.passage():
        time.sleep(0.03)
    with gate.passage():
        pass
    report = gate.report()
    assert report.holds == 2
    assert report.above_limit == 1
    assert report.longest_ms >= 30
    assert "test_hold_times_are_counted" in report.longest_caller


def test_what_was_written_before_serving_is_not_counted() -> None:
    gate = WriteGate()
    with gate.passage():
        assert gate.report().holds == 0
    assert gate.report().holds == 1
    gate.begin_counting()
    report = gate.report()
    assert (report.holds, report.above_limit, report.longest_ms) == (0, 0, 0.0)
    with gate.passage():
        pass
    assert gate.report().holds == 1


def test_a_hold_knows_what_its_thread_worked_apart_from_what_it_waited() -> None:
    gate = WriteGate()
    with gate.watching() as holds:
        with gate.passage():
            time.sleep(0.03)
        with gate.passage():
            until = time.thread_time() + 0.03
            while time.thread_time() < until:
                pass
    slept, worked = holds
    assert slept.ms >= 30
    assert slept.cpu_ms < 15
    assert worked.cpu_ms >= 30


def test_ten_threads_never_meet_inside() -> None:
    gate = WriteGate()
    inside, worst = [0], [0]

    def work() -> None:
        for number in range(200):
            with gate.passage(lane=number % 3 == 0):
                inside[0] += 1
                worst[0] = max(worst[0], inside[0])
                inside[0] -= 1

    threads = [threading.Thread(target=work) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert worst[0] == 1
    assert gate.report().holds == 2_000


def test_a_transaction_holds_the_gate_from_begin_to_its_end(
    connection: base.DatabaseWrapper,
) -> None:
    with gate.watching() as holds:
        connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO note VALUES ('one')")
        assert connection.connection.holds_gate
        assert not holds
        connection.commit()
        assert not connection.connection.holds_gate
        connection.set_autocommit(True)
    assert len(holds) == 1


def test_a_statement_outside_a_transaction_holds_it_for_its_own_length(
    connection: base.DatabaseWrapper,
) -> None:
    with gate.watching() as holds, connection.cursor() as cursor:
        cursor.execute("INSERT INTO note VALUES (%s)", ["one"])
        cursor.execute("SELECT text FROM note")
        assert cursor.fetchall() == [("one",)]
        with pytest.raises(OperationalError):
            cursor.execute("INSERT INTO absent VALUES (1)")
    assert len(holds) == 2
    assert not connection.connection.holds_gate


def test_closing_in_the_middle_of_a_transaction_leaves_the_gate(
    connection: base.DatabaseWrapper,
) -> None:
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    connection.connection.close()
    gate.enter(patience=0.1)
    gate.leave()


def test_the_engine_is_as_safe_as_promised(
    connection: base.DatabaseWrapper,
) -> None:
    with connection.cursor() as cursor:
        answers = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert answers == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 20_000,
    }


@pytest.mark.skipif(
    connections["default"].vendor != "sqlite", reason="only SQLite's writers pass the gate"
)
@pytest.mark.django_db
def test_an_action_inside_a_tests_transaction_is_timed_too() -> None:
    with gate.watching() as holds, transaction.atomic():
        Change.objects.create(topic="draw", key="1", at=now())
    assert len(holds) == 1
