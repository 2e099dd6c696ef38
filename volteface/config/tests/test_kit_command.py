"""``volteface kit`` and ``volteface games``: counted, printed, refused in one line."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from volteface.classroom import games
from volteface.classroom.models import PrintedKit
from volteface.classroom.queries.prints import address_of, code_in_words
from volteface.classroom.testing import build_held
from volteface.config.commands import games_command, kit_command
from volteface.config.failure import Failure

if TYPE_CHECKING:
    from pathlib import Path

    from volteface.config.cli import CommandModule


@pytest.mark.django_db
def test_the_command_line_prints_and_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = build_held()
    course = held.world.module.course.code
    module = held.world.module.key
    path = tmp_path / "kits.pdf"
    _run(
        kit_command,
        course,
        module,
        "--game",
        "question_track",
        "--teams",
        "3",
        "--out",
        str(path),
        "--json",
    )
    said = json.loads(capsys.readouterr().out)
    assert (said["kits"], said["teams"], said["cards"]) == (4, 3, 9)
    assert (said["minutes"], said["usual_minutes"]) == (30, 25)
    assert said["sheets"] == 4 * said["sheets_per_kit"]
    assert {card["question"] for card in said["deck"]} == {f"q{n}" for n in range(9)}
    assert len(PdfReader(path).pages) == said["sheets"] * 2
    _run(games_command, "--json")
    assert [row["name"] for row in json.loads(capsys.readouterr().out)] == list(games.names())
    with pytest.raises(Failure, match="Dominoes need 10 pairs"):
        _run(kit_command, course, module, "--game", "dominoes")
    with pytest.raises(Failure, match=f"no module “nothing”. It has: {module}"):
        _run(kit_command, course, "nothing", "--game", "bingo")


@pytest.mark.django_db
def test_kits_for_a_meeting_have_codes_and_others_say_that_they_have_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held = build_held()
    course, module = held.world.module.course.code, held.world.module.key
    path = tmp_path / "kits.pdf"
    given = [course, module, "--game", "question_track", "--teams", "1", "--spares", "0"]
    _run(kit_command, *given, "--out", str(path))
    assert "results stay at the tables" in capsys.readouterr().out
    assert not PrintedKit.objects.exists()
    _run(kit_command, *given, "--cycle", held.cycle.code, "--out", str(path), "--json")
    (kit,) = PrintedKit.objects.all()
    assert json.loads(capsys.readouterr().out)["results"] == [address_of(kit)]
    assert code_in_words(kit.code) in PdfReader(path).pages[0].extract_text()
    with pytest.raises(Failure, match="no cycle “nothing”"):
        _run(kit_command, *given, "--cycle", "nothing", "--out", str(path))
    with pytest.raises(Failure, match="no cycle “nothing”"):
        _run(kit_command, *given, "--cycle", "nothing")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--game", "chess"), "choose from"),
        (("--teams", "many"), "“many” is no whole number from 1 to 1000"),
        (("--teams", "90000"), "“90000” is no whole number from 1 to 1000"),
        (("--learners", "-3"), "“-3” is no whole number from 1 to 5000"),
        (("--backs", "left"), "“left” is not like 0.5,-1"),
    ],
)
def test_a_wrong_argument_is_refused_in_words(
    given: tuple[str, str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        _run(kit_command, "course", "module", "--game", "bingo", *given)
    assert said in capsys.readouterr().err


def test_a_file_is_written_where_it_can_be(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "is a folder"), (tmp_path / "a" / "k.pdf", "there is no folder")):
        with pytest.raises(Failure, match=said):
            _run(kit_command, "course", "module", "--game", "bingo", "--out", str(path))


def _run(command: CommandModule, *arguments: str) -> None:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    assert command.run(parser.parse_args(arguments)) == 0
