"""T16: writing needs our own form; that reading changes nothing, the matrix sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from tests.security.requests import undone
from tests.security.walk import table

if TYPE_CHECKING:
    from django.test import Client

    from tests.cast import Cast

ROWS = table()
# Reached by other programs: a mailer's one-click stop (RFC 8058), and our own command line.
WITHOUT_FORM = {"messaging:stop", "interop:command"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(name for name in ROWS if ROWS[name].post))
def test_t16_a_post_without_our_token_is_refused(
    name: str, cast: Cast, browsers: dict[str, Client]
) -> None:
    if name in WITHOUT_FORM:
        pytest.skip("has a secret of its own")
    row = ROWS[name]
    for persona in (*sorted(row.seen_by)[:1], "anonymous"):
        address = reverse(name, args=cast.args(row.args))
        assert undone(browsers[persona], "POST", address, row, csrf=True).status_code == 403
