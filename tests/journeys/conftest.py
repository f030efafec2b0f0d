"""One living city a module: a copy of the model city behind real server processes, and the people at their browsers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support import city as cities
from tests.support.visitors import Visitors


@pytest.fixture(scope="module")
def town(city_template: None, django_db_blocker: Any) -> Iterator[str]:
    """A copy of the model city for a whole module of stories that build on one another's day."""
    with django_db_blocker.unblock(), cities.copy() as name:
        yield name


@pytest.fixture(scope="module")
def house(town: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[cities.Served]:
    """The town behind a web server and a worker."""
    log = tmp_path_factory.mktemp("house") / "server.log"
    served = cities.Served(town, cities.free_port(), log)
    served.start()
    try:
        yield served
    finally:
        served.stop()


@pytest.fixture(scope="module")
def visitors(house: cities.Served) -> Iterator[Visitors]:
    """Everybody who comes to the house in this module."""
    people = Visitors(house)
    yield people
    people.close()


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder of somebody who has nothing to do with the city: no database, no keys, no settings."""
    return tmp_path
