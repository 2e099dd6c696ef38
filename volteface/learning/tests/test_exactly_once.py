"""R03: whatever the network does to answers, the log ends as if nothing had happened."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from volteface.learning import answer_log
from volteface.learning.answer_log import Given, Saved
from volteface.learning.models import Response
from volteface.learning.rules import Stored, current, is_countable
from volteface.learning.testing import bare_draw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from volteface.accounts.models import Subject
    from volteface.learning.models import Draw
    from volteface.questions.models import QuestionVersion

START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
CLOSE = START + dt.timedelta(seconds=200)
DEVICES = ("phone", "laptop")


@dataclass
class Model:
    """The clean run: every answer arrives once, in the order of first arrivals, nothing breaks."""

    rows: list[Stored] = field(default_factory=list)
    ids: set[uuid.UUID] = field(default_factory=set)

    def arrive(self, given: Given) -> None:
        if given.answer_id in self.ids:
            return
        self.ids.add(given.answer_id)
        newest = [row.counter for row in self.rows if _same_place(row, given)]
        self.rows.append(
            Stored(
                seq=len(self.rows) + 1,
                subject_id=given.subject_id,
                version_id=given.version_id,
                device=given.device,
                counter=given.counter,
                late=given.late,
                countable=is_countable(given.counter, newest_stored=max(newest, default=None)),
            )
        )


class CrashError(Exception):
    """The process dies between the insert and the commit."""


class Network(RuleBasedStateMachine):
    """Devices make answers; an unkind network carries them to a server that may die."""

    sent = Bundle("sent")
    world: ClassVar[tuple[Draw, Sequence[Subject], Sequence[QuestionVersion]]]

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.draw, self.subjects, self.versions = self.world
        self.clock = START
        self.counters = dict.fromkeys(DEVICES, 0)
        self.made: dict[uuid.UUID, Given] = {}
        self.acknowledged: dict[uuid.UUID, Saved] = {}
        self.model = Model()

    def teardown(self) -> None:
        try:
            # In the end the network is back: every outbox is emptied.
            self._deliver(list(self.made.values()))
            self._check_everything()
        finally:
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    @rule(
        target=sent,
        device=st.sampled_from(DEVICES),
        subject=st.integers(0, 1),
        version=st.integers(0, 1),
        answer=st.sampled_from("abc"),
    )
    def answer(self, device: str, subject: int, version: int, answer: str) -> uuid.UUID:
        self.counters[device] += 1
        given = Given(
            answer_id=uuid.uuid4(),
            subject_id=self.subjects[subject].pk,
            draw_id=self.draw.pk,
            version_id=self.versions[version].pk,
            answer=f'{{"choice":["{answer}"]}}',
            options_shown="",
            certainty=None,
            device=device,
            counter=self.counters[device],
            seconds=None,
            accepted_at=START,
            late=False,
            fraction=float(answer == "a"),
            correct=answer == "a",
            chosen=answer,
            misconceptions="",
            grader_version=1,
        )
        self.made[given.answer_id] = given
        return given.answer_id

    @rule(batch=st.lists(sent, min_size=1, max_size=6))
    def arrive(self, batch: list[uuid.UUID]) -> None:
        self._deliver([self.made[answer_id] for answer_id in batch])

    @rule(batch=st.lists(sent, min_size=1, max_size=4))
    def arrive_but_the_receipt_is_lost(self, batch: list[uuid.UUID]) -> None:
        self._deliver([self.made[answer_id] for answer_id in batch], receipt=False)

    @rule(batch=st.lists(sent, min_size=1, max_size=4))
    def crash_before_the_commit(self, batch: list[uuid.UUID]) -> None:
        with pytest.raises(CrashError):
            self._store_and_crash([self._now(self.made[one]) for one in batch])

    @rule(one=sent, answer=st.sampled_from("abc"))
    def somebody_uses_the_id_for_something_else(self, one: uuid.UUID, answer: str) -> None:
        if one not in self.model.ids:
            return
        other = replace(self._now(self.made[one]), answer=f'{{"choice":["{answer}!"]}}')
        foreign = replace(self._now(self.made[one]), subject_id=self.subjects[2].pk)
        with transaction.atomic(), connection.cursor() as cursor:
            assert answer_log.store(cursor, [other, foreign]) == [None, None]

    @rule(seconds=st.integers(1, 90))
    def wait(self, seconds: int) -> None:
        self.clock += dt.timedelta(seconds=seconds)

    @invariant()
    def what_was_acknowledged_is_stored(self) -> None:
        stored = set(Response.objects.values_list("answer_id", flat=True))
        assert set(self.acknowledged) <= stored

    def _store_and_crash(self, batch: list[Given]) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            answer_log.store(cursor, batch)
            raise CrashError

    def _now(self, given: Given) -> Given:
        return replace(given, accepted_at=self.clock, late=self.clock > CLOSE)

    def _deliver(self, batch: list[Given], *, receipt: bool = True) -> None:
        if not batch:
            return
        arrived = [self._now(given) for given in batch]
        with transaction.atomic(), connection.cursor() as cursor:
            outcomes = answer_log.store(cursor, arrived)
        for given, saved in zip(arrived, outcomes, strict=True):
            self.model.arrive(given)
            assert saved is not None
            earlier = self.acknowledged.get(given.answer_id)
            assert earlier is None or (earlier.seq, earlier.late) == (saved.seq, saved.late)
            if receipt:
                self.acknowledged[given.answer_id] = saved

    def _check_everything(self) -> None:
        rows = list(Response.objects.order_by("seq").prefetch_related("grades"))
        assert len(rows) == len(self.made) == len(self.model.rows)
        assert all(len(row.grades.all()) == 1 for row in rows)
        seqs = {row.seq: place for place, row in enumerate(rows, start=1)}
        stored = [
            Stored(
                seq=seqs[row.seq],
                subject_id=row.subject_id,
                version_id=row.version_id,
                device=row.device,
                counter=row.counter,
                late=row.late,
                countable=row.countable,
            )
            for row in rows
        ]
        assert stored == self.model.rows
        assert current(stored) == current(self.model.rows)


def _same_place(row: Stored, given: Given) -> bool:
    return (row.subject_id, row.version_id, row.device) == (
        given.subject_id,
        given.version_id,
        given.device,
    )


def _run(examples: int) -> None:
    Network.world = bare_draw(subjects=2, questions=2)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]  # hypothesis gives it no types
        Network,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_r03_any_interleaving_equals_the_clean_run() -> None:
    _run(200)


@pytest.mark.soak
@pytest.mark.django_db
def test_r03_ten_thousand_interleavings_equal_the_clean_run() -> None:
    _run(10_000)
