"""Tokens say exactly what was signed, for one use, until they expire."""

from __future__ import annotations

import datetime as dt

from volteface.core.lanes import tokens

AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


def _token(*, epoch: int = 3) -> str:
    return tokens.make("answer", subject_id=7, target_id=9, scope="abc", epoch=epoch, at=AT)


def test_a_token_is_read_back() -> None:
    claims = tokens.read(_token(), use="answer", at=AT)
    assert claims is not None
    assert (claims.subject_id, claims.target_id, claims.scope, claims.epoch) == (7, 9, "abc", 3)


def test_no_character_of_a_token_can_be_changed() -> None:
    token = _token()
    for place in range(len(token)):
        other = "0" if token[place] != "0" else "1"
        assert tokens.read(token[:place] + other + token[place + 1 :], use="answer", at=AT) is None


def test_a_token_for_one_use_is_none_for_another() -> None:
    assert tokens.read(_token(), use="room", at=AT) is None


def test_a_token_works_fourteen_days_and_not_sixteen() -> None:
    assert tokens.read(_token(), use="answer", at=AT + dt.timedelta(days=14))
    assert tokens.read(_token(), use="answer", at=AT + dt.timedelta(days=16)) is None


def test_rubbish_is_no_token() -> None:
    for rubbish in ("", ".", "a.b", "é" * 50, "answer.7.9.abc.3.99999999999.", "x" * 9_000):
        assert tokens.read(rubbish, use="answer", at=AT) is None
