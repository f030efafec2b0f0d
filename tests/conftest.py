"""The test run's own database server, kept apart from the model city's: nothing here may touch real data."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("YIWANG_VAR", str(Path(__file__).parents[1] / "var" / "test"))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's sync API runs a loop in our thread


def pytest_configure(config: pytest.Config) -> None:
    """The server must be up before pytest-django makes the test database; xdist's workers find it running."""
    from yiwang.project import database

    if not database.external_url() and not hasattr(config, "workerinput"):
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
