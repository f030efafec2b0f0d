"""Systems of other houses, asked by identity number and with a time limit."""

import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import structlog

from yiwang.registers.errors import SourceDown
from yiwang.registers.rules.breaker import Breaker
from yiwang.registers.types import Answer
from yiwang.text import Text

log = structlog.get_logger("yiwang.registers")

Row = Mapping[str, Any]


class Unreachable(Exception):
    """The system behind did not answer in time, or answered nonsense."""


class Upstream(Protocol):
    """The other house's own system."""

    def record(self, resident_id: str) -> Row | None:
        """What it holds about a person, None if nothing. Raises `Unreachable`."""


class GuardedSource:
    """A register of another house; leaves a failing system alone for half a minute.

    `read(record, key)` turns what the system holds (None for nothing) into an answer.
    """

    def __init__(
        self,
        slug: str,
        name: Text,
        upstream: Upstream,
        read: Callable[[Row | None, str], Answer | None],
        *,
        breaker: Breaker | None = None,
    ) -> None:
        self.name = name
        self._slug = slug
        self._upstream = upstream
        self._read = read
        self._breaker = breaker or Breaker(time.monotonic)

    def fetch(self, key: str) -> Answer | None:
        """What the register says about the person with an identity number. Raises `SourceDown`."""
        if not self._breaker.admit():
            raise SourceDown(self._slug, self.name)
        try:
            answer = self._read(self._upstream.record(key), key)
        except (Unreachable, LookupError, ArithmeticError, TypeError, ValueError) as error:
            # The other house may change its answers without notice: what we cannot read counts as no answer.
            self._breaker.failed()
            log.warning("registers.upstream_failed", register=self._slug, error=repr(error))
            raise SourceDown(self._slug, self.name) from error
        self._breaker.succeeded()
        return answer

    def failing(self) -> bool:
        """Whether the last answers failed and it is being left alone."""
        return self._breaker.open
