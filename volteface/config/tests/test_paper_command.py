"""``volteface paper``: printed, told as JSON, refused in one line."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from volteface.classroom.testing import build_held
from volteface.config.commands import paper_command
from volteface.config.failure import Failure

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.django_db
def test_the_command_line_prints_a_test_and_says_what_is_on_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = build_held()
    given = (held.world.module.course.code, held.world.module.key)
    path = tmp_path / "test.pdf"
    _run(
        *given,
        "--questions",
        "q3,#q1",
        "--forms",
        "4",
        "--teams",
        "2",
        "--out",
        str(path),
        "--json",
    )
    said = json.loads(capsys.readouterr().out)
    assert [one["key"] for one in said["forms"]["A"]] == ["q3", "q1"]
    assert sorted(said["forms"]) == ["A", "B", "C", "D"]
    # Four papers, four answer sheets, two team sheets on both sides, a page of appeals.
    assert len(PdfReader(path).pages) == 4 + 4 + 4 + 1
    _run(*given, "--key", "--out", str(path))
    assert "9 questions, form A" in capsys.readouterr().out
    assert "Key, for teachers only" in PdfReader(path).pages[0].extract_text()
    for wrong, why in (
        (("--questions", "q1,none"), "no question 'none'"),
        (("--out", str(tmp_path / "no" / "a.pdf")), "no folder"),
    ):
        with pytest.raises(Failure, match=why):
            _run(*given, *wrong)
    with pytest.raises(Failure, match="no module “nothing”"):
        _run(given[0], "nothing")


def _run(*arguments: str) -> None:
    parser = argparse.ArgumentParser()
    paper_command.add_arguments(parser)
    assert paper_command.run(parser.parse_args(arguments)) == 0
