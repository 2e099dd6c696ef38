"""The demo's sign-in links lead to the server that runs."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from volteface.accounts.models import Person
from volteface.config.commands import links_command
from volteface.config.running import hold
from volteface.web.demo.institution import FACES

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper


@pytest.mark.django_db
def test_links_lead_to_the_port_that_is_served(
    tmp_path: Path, settings: SettingsWrapper, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.DATA_DIR = tmp_path
    settings.PORT = 8000
    Person.objects.create(email=FACES["teacher"], name="Tess")
    assert "http://127.0.0.1:8000/" in _told(capsys)
    with closing(hold(8203)):
        assert "http://127.0.0.1:8203/" in _told(capsys)
        assert "http://127.0.0.1:9000/" in _told(capsys, "--port", "9000")


def _told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    parser = argparse.ArgumentParser()
    links_command.add_arguments(parser)
    links_command.run(parser.parse_args(arguments))
    return capsys.readouterr().out
