"""Facts and handlers that live for one test."""

from dataclasses import dataclass
from typing import ClassVar

import pytest

from yiwang.bus import subscriptions


@dataclass(frozen=True)
class Rang:
    """A bell rang: the fact these tests publish."""

    name: ClassVar[str] = "tests.rang"
    bell: str
    number: int = 0

    @property
    def subject(self) -> str:
        return f"bell:{self.bell}"


@pytest.fixture
def own_handlers(monkeypatch):
    """No handler of the house hears what a test publishes, and none of the test's stays."""
    monkeypatch.setattr(subscriptions, "_by_handler", {})


@pytest.fixture
def fact_class():
    return Rang
