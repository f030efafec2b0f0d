"""A small model city: some hundred residents, their firms, their housing fund and their homes."""

import pytest

from yiwang.access import api as access
from yiwang.areas import api as areas
from yiwang.registers import api as registers

SETUP = access.SYSTEM("setup")


@pytest.fixture
def divisions(db: None) -> access.Actor:
    """The house setting itself up, with the divisions of Binzhou loaded."""
    areas.load_city("3716", by=SETUP)
    return SETUP


@pytest.fixture
def city(divisions: access.Actor) -> access.Actor:
    """Binzhou with 800 residents."""
    registers.generate_city("3716", residents=800, by=divisions)
    return divisions
