"""A house with the divisions of Binzhou."""

import pytest

from yiwang.access import api as access
from yiwang.areas import api as areas

SETUP = access.SYSTEM("packs")


@pytest.fixture
def setup(db: None) -> access.Actor:
    """The house setting itself up, with the divisions of Binzhou loaded."""
    areas.load_city("3716", by=SETUP)
    return SETUP
