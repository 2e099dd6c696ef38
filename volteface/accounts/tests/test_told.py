"""What is held about somebody is told in their words (T24)."""

from __future__ import annotations

from django.utils.timezone import override as zone
from django.utils.translation import override

from volteface.accounts import told


def test_t24_columns_and_doings_are_told_in_the_readers_language() -> None:
    with override("fr"):
        assert told.column("accepted_at") == "Arrivée"
        assert told.done("publish") == "publié"
        assert told.value("correct", said=True, choices={}) == "oui"
        assert told.value("role", "tutor", {"tutor": "tuteur"}) == "tuteur"
    # What has no name here stays as it is stored.
    assert told.column("some_new_column") == "some new column"
    assert told.value("answer", '{"choice":["o2"]}', {}) == '{"choice":["o2"]}'


def test_a_stored_moment_is_told_with_its_year_in_the_readers_zone() -> None:
    with zone("Europe/Paris"):
        said = told.value("at", "2026-10-21 18:44:05.561137+00:00", {})
    assert said == "21 Oct 2026, 20:44"
    # Numbers and codes that begin like a year are no dates.
    assert told.value("code", "20262026202620262026", {}) == "20262026202620262026"
