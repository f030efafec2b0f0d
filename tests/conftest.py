"""The test run's own database server, kept apart from the model city's: nothing here may touch real data."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A pause of a busy machine is no fault of the code under test.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's sync API runs a loop in our thread


def pytest_configure(config: pytest.Config) -> None:
    """The server must be up before pytest-django makes the test database; each of xdist's workers has its own."""
    from yiwang.project import database

    # Translations, fonts, front-end files: what `make run` prepares, for this folder.
    subprocess.run([sys.executable, "-m", "yiwang.project.entry", "setup", "--quiet"], check=True)
    leads_workers = getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput")
    if not leads_workers and not database.external_url():
        config.stash[_STARTED] = database.start(durable=False)


def pytest_unconfigure(config: pytest.Config) -> None:
    from yiwang.project import database

    if config.stash.get(_STARTED, False):
        database.stop()


_STARTED = pytest.StashKey[bool]()


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    """Each test begins as a visitor who has chosen nothing: Chinese."""
    from django.utils import translation

    with translation.override("zh-hans"):
        yield


@pytest.fixture(autouse=True, scope="session")
def ledger_gives_way_to_cleaning() -> Iterator[None]:
    """Tests that really commit are cleaned up by TRUNCATE, which the ledger refuses: here, and only here, it may.

    Only the owner of the tables can switch the triggers off, and it happens inside the cleaning transaction.
    """
    from django.db import transaction
    from django.db.backends.postgresql.operations import DatabaseOperations

    clean = DatabaseOperations.execute_sql_flush
    guarded = ("ledger_entry", "ledger_leaf", "ledger_node", "ledger_head")

    def execute_sql_flush(self: DatabaseOperations, sql_list: list[str]) -> None:
        with transaction.atomic(using=self.connection.alias), self.connection.cursor() as cursor:
            for table in guarded:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            clean(self, sql_list)
            for table in guarded:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", execute_sql_flush)
        yield


@pytest.fixture(scope="session")
def city_template(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """The small model city, set up once a run exactly as `make run` sets up a large one."""
    from tests.support import city

    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        city.build_template()
        yield
        city.drop_template()


@pytest.fixture
def city(city_template: None, django_db_blocker: object) -> Iterator[str]:
    """A copy of the model city, all for this test: it may commit, and nothing it does is seen by another."""
    from tests.support import city as cities

    with django_db_blocker.unblock(), cities.copy() as name:  # type: ignore[attr-defined]
        yield name


@pytest.fixture
def served(city: str, tmp_path: Path) -> Iterator[object]:
    """The city behind a real web server and worker."""
    from tests.support import city as cities

    house = cities.Served(city, cities.free_port(), tmp_path / "server.log")
    house.start()
    yield house
    house.stop()
