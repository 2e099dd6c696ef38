"""Codes and ids made here are what they are called."""

from __future__ import annotations

import uuid

from volteface.core.codes import random_uuid


def test_a_random_uuid_is_one_of_version_four_as_uuid_writes_it() -> None:
    made = [random_uuid() for _ in range(200)]
    assert len(set(made)) == 200
    for text in made:
        read = uuid.UUID(text)
        assert (str(read), read.version, read.variant) == (text, 4, uuid.RFC_4122)
