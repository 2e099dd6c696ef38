"""``volteface import`` and ``volteface export``, with and without a running server."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest

from volteface.config import cli, running
from volteface.config.commands import export_command, import_command
from volteface.config.failure import Failure
from volteface.courses.queries import live_modules
from volteface.courses.queries.modules import module_file
from volteface.courses.testing import DOCUMENT, build_course, build_module
from volteface.interop import events
from volteface.interop.markdown import write
from volteface.interop.queries import course_by_code
from volteface.interop.tests.corpora import corpus
from volteface.questions.models import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

GIFT = "::One:: True?{T}\n\nPairs{=a->b}"


def options_of(module: cli.CommandModule, *given: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    module.add_arguments(parser)
    return parser.parse_args(given)


@pytest.fixture
def bring(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., str]:
    monkeypatch.setattr(running, "running_server", lambda: None)

    def run(*given: object) -> str:
        assert import_command.run(options_of(import_command, *map(str, given))) == 0
        return capsys.readouterr().out

    return run


@pytest.mark.django_db
def test_a_file_comes_in_and_the_report_is_json(bring: Callable[..., str], tmp_path: Path) -> None:
    course = build_course()
    file = tmp_path / "q.gift"
    file.write_text(GIFT)
    report = json.loads(bring(file, "--course", "memory", "--dry-run", "--json"))
    assert report == {
        "format": "gift",
        "questions": {"true_false": 1},
        "steps": 0,
        "skipped": [
            {"where": "line 3, “Pairs{=a->b}”", "why": "Matching needs at least two pairs."}
        ],
    }
    assert not Question.objects.exists()
    words = bring(file, "--course", "memory")
    assert "Brought in (gift): 1 questions (1 true_false), 0 steps." in words
    assert "line 3, “Pairs{=a->b}”: Matching needs" in words
    assert Question.objects.filter(bank=course.bank).count() == 1


@pytest.mark.django_db
def test_a_lessons_folder_comes_in(bring: Callable[..., str]) -> None:
    build_course()
    folder = corpus("markdown/gapminder")
    report = json.loads(bring(folder, "--course", "memory", "--json"))
    assert report["format"] == "carpentries"
    assert report["questions"] == {"open": 58}
    assert live_modules(course_by_code("memory")).count() == 11


@pytest.mark.django_db
def test_what_cannot_be_done_is_one_line(bring: Callable[..., str], tmp_path: Path) -> None:
    build_course()
    file = tmp_path / "x.txt"
    file.write_text("just words")
    for given, why in [
        ((file, "--course", "memory"), "x.txt: This is none of the formats"),
        ((file, "--course", "nothing"), "there is no course “nothing”; there is memory"),
        ((tmp_path / "absent", "--course", "memory"), "there is no"),
    ]:
        with pytest.raises(Failure, match=why) as refused:
            bring(*given)
        assert "\n" not in str(refused.value)


@pytest.mark.django_db
def test_a_course_goes_out_as_a_folder_or_a_zip(bring: Callable[..., str], tmp_path: Path) -> None:
    build_module(build_course())
    for out in (tmp_path / "folder", tmp_path / "course.zip"):
        assert export_command.run(options_of(export_command, "memory", "--out", str(out))) == 0
        with pytest.raises(Failure, match="exists already; --force replaces it"):
            export_command.run(options_of(export_command, "memory", "--out", str(out)))
        given = ("memory", "--force", "--out", str(out))
        assert export_command.run(options_of(export_command, *given)) == 0
    with pytest.raises(Failure, match="there is no folder"):
        export_command.run(options_of(export_command, "memory", "--out", str(tmp_path / "x/o.zip")))
    assert not (tmp_path / "x").exists()
    assert (tmp_path / "folder" / "01-spacing.md").read_text("utf-8") == write(DOCUMENT)
    other = build_course("other")
    bring(tmp_path / "course.zip", "--course", "other")
    assert [module_file(module) for module in live_modules(other)] == [DOCUMENT]
    with pytest.raises(Failure, match="there is no course"):
        export_command.run(options_of(export_command, "nothing", "--out", str(tmp_path / "x")))


@pytest.fixture
def server(live_server: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[running.RunningServer]:
    found = running.RunningServer(port=live_server.thread.port, token="secret")
    monkeypatch.setattr(running, "running_server", lambda: found)
    before = list(events._token)
    events.register_command_token(lambda: "secret")
    yield found
    events._token[:] = before


@pytest.mark.django_db(transaction=True)
def test_a_running_server_takes_the_file(
    server: running.RunningServer,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(import_command, "import_file", None)
    build_course()
    file = tmp_path / "fragen über.gift"
    file.write_text(GIFT)
    import_command.run(options_of(import_command, str(file), "--course", "memory", "--json"))
    assert json.loads(capsys.readouterr().out)["questions"] == {"true_false": 1}
    assert Question.objects.count() == 1
    with pytest.raises(Failure, match="there is no course"):
        import_command.run(options_of(import_command, str(file), "--course", "nothing"))
    events.register_command_token(lambda: "another")
    with pytest.raises(Failure, match="status 404"):
        import_command.run(options_of(import_command, str(file), "--course", "memory"))
