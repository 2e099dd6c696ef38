"""How many show a misconception, in the number of those who do."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from django.utils.translation import override

from volteface.classroom.queries import run_sheet_words
from volteface.classroom.rules.run_sheets import Wrong


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "1 of 10 shows it."),
        ("en", 2, "2 of 10 show it."),
        ("fr", 1, "1 sur 10 la montre."),
        ("fr", 2, "2 sur 10 la montrent."),
    ],
)
def test_one_shows_it_and_two_show_it(language: str, count: int, said: str) -> None:
    wrong = Wrong(key="ease", count=count, answered=10, objective="recall")
    told = Mock(beliefs={"ease": "Easy stays"})
    with override(language):
        assert run_sheet_words._believed(wrong, told, named=False) == said
