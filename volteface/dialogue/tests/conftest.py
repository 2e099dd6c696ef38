"""The class every test of the dialogue talks in."""

import pytest

from volteface.dialogue.testing import SmallClass, small_class


@pytest.fixture
def here(db: None) -> SmallClass:
    return small_class()
