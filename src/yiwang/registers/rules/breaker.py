"""A circuit breaker: a source that keeps failing is left alone for a while."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Breaker:
    """Opens after `failures` in a row, for `rest` seconds; then one caller may try again.

    `clock` gives seconds that only grow. Safe to share between threads.
    """

    clock: Callable[[], float]
    failures: int = 3
    rest: float = 30.0
    _failed: int = 0
    _until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def open(self) -> bool:
        """Whether callers are turned away now."""
        return self._failed >= self.failures and self.clock() < self._until

    def admit(self) -> bool:
        """Whether this caller may ask; after a rest, exactly one caller is let through to try."""
        with self._lock:
            if self._failed < self.failures:
                return True
            if self.clock() < self._until:
                return False
            self._until = self.clock() + self.rest
            return True

    def succeeded(self) -> None:
        """The source answered."""
        with self._lock:
            self._failed = 0

    def failed(self) -> None:
        """The source did not answer."""
        with self._lock:
            self._failed += 1
            self._until = self.clock() + self.rest
