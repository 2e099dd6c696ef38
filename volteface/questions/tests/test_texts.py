"""Typed words and numbers are compared kindly, and always the same way."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.questions.rules.texts import folded, number


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3,14", "3.14"),
        ("3.14", "3.14"),
        ("-2", "-2"),
        ("− 2", "-2"),
        ("+7", "7"),
        ("1 500,5 €", "1500.5"),
        ("1\u202f500", "1500"),
        ("1.500,25", "1500.25"),
        ("1,500.25", "1500.25"),
        ("1,500,000", "1500000"),
        ("6 days", "6"),
        ("about 6", "6"),
        ("€ 12", "12"),
        (".5", ".5"),
        ("5.", "5"),
        ("1.5e3", "1500"),
        ("1,5 × 10^3 m", "1500"),
        ("2·10^-2", "0.02"),
        ("٣", "3"),
        ("12%", "12"),
    ],
)
def test_a_number_is_read_whatever_its_mark_and_unit(typed: str, value: str) -> None:
    assert number(typed) == Decimal(value)


@pytest.mark.parametrize("typed", ["", "six", "-", "1.2.3,4,5", "1,2,3", "∞"])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert number(typed) is None


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_fault(typed: str) -> None:
    value = number(typed)
    assert value is None or abs(value - Decimal(6)) >= 0
    assert folded(folded(typed)) == folded(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élève", "eleve"),
        ("  the   gap ", "The Gap."),
        ("l’oubli", "L'OUBLI"),
        ("Straße", "STRASSE"),
        ("« oui »", "oui"),
    ],
)
def test_case_accents_spaces_and_outer_signs_do_not_count(one: str, other: str) -> None:
    assert folded(one) == folded(other)
