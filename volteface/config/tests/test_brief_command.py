"""``volteface brief``: one page without a name, refused in one line with what there is."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from volteface.config.commands import brief_command
from volteface.config.failure import Failure
from volteface.readiness.actions import refresh_readiness
from volteface.readiness.testing import NOW, beside, flipped_class
from volteface.timetable.models import Cycle, Meeting

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.django_db
def test_the_briefing_comes_on_one_page_without_a_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = flipped_class(learners=5, questions=3)
    world.finishes(world.learners[0], "111")
    world.finishes(world.learners[1], "222")
    refresh_readiness(at=NOW)
    path = tmp_path / "brief.pdf"
    _run(world.cohort.code, "spacing", "--out", str(path), "--json")
    said = json.loads(capsys.readouterr().out)
    assert (said["learners"], said["ready"], said["needs_help"]) == (5, 1, 1)
    assert [one["count"] for one in said["misconceptions"]] == [1, 1, 1]
    [page] = PdfReader(path).pages
    assert "Spacing beats cramming" in page.extract_text()
    assert "Learner 000" not in page.extract_text()
    _run(world.cohort.title, "spacing")
    assert "1 ready" in capsys.readouterr().out


@pytest.mark.django_db
def test_several_cohorts_come_on_one_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = flipped_class(learners=5, questions=1)
    evening = beside(world, learners=4)
    for each in (world, evening):
        each.finishes(each.learners[0], "2")
        each.writes(each.learners[0], "the day before")
    refresh_readiness(at=NOW)
    path = tmp_path / "brief.pdf"
    _run(world.cohort.code, evening.cohort.title, "spacing", "--out", str(path), "--json")
    said = json.loads(capsys.readouterr().out)
    assert said["learners"] == 9
    assert [(one["audience"], one["learners"]) for one in said["meetings"]] == [
        ("Learning, autumn", 5),
        ("Learning, evening", 4),
    ]
    assert said["written"][0]["groups"] == [{"count": 2, "text": "the day before"}]
    [page] = PdfReader(path).pages
    assert "Learning, evening" in page.extract_text()


@pytest.mark.django_db
def test_what_is_not_there_is_named_with_what_is(tmp_path: Path) -> None:
    world = flipped_class(learners=2, questions=1)
    with pytest.raises(Failure, match="“nothing” is no single cohort; there is"):
        _run("nothing", "spacing")
    with pytest.raises(Failure, match="there is spacing"):
        _run(world.cohort.code, "nothing")
    with pytest.raises(Failure, match="there is no folder"):
        _run(world.cohort.code, "spacing", "--out", str(tmp_path / "none" / "brief.pdf"))


@pytest.mark.django_db
def test_where_each_group_has_its_own_one_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    world = flipped_class(learners=4, questions=1)
    meeting = world.cycle.meeting
    Cycle.objects.filter(pk=world.cycle.pk).update(group=world.groups[0])
    other = Cycle.objects.create(
        module=world.cycle.module,
        cohort=world.cohort,
        group=world.groups[1],
        state=Cycle.State.PUBLISHED,
        published_at=NOW,
    )
    Meeting.objects.create(
        cycle=other,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        time_zone=meeting.time_zone,
        changed_at=NOW,
    )
    with pytest.raises(Failure, match="name one group with --group: Group 1, Group 2"):
        _run(world.cohort.code, "spacing")
    _run(world.cohort.code, "spacing", "--group", "Group 2")
    assert "Group 2" in capsys.readouterr().out
    _run(world.cohort.code, "spacing", "--group", "Group 1", "--group", "Group 2")
    assert "Group 1; Group 2" in capsys.readouterr().out


def _run(*arguments: str) -> None:
    parser = argparse.ArgumentParser()
    brief_command.add_arguments(parser)
    assert brief_command.run(parser.parse_args(arguments)) == 0
