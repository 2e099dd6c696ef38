"""The class every test of the dialogue talks in."""

import pytest

from tests.once import copy_of, once
from volteface.dialogue.testing import SmallClass, small_class

_here = once(small_class)


@pytest.fixture
def here(_here: SmallClass, db: None) -> SmallClass:
    return copy_of(_here)
