"""What the simulated platforms remember, and how they were told to misbehave."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from yiwang.docking.rules.comparing import day_hash


@dataclass
class Held:
    """One message as a simulated platform holds it."""

    platform: str
    day: str
    kind: str
    digest: str
    project: str
    times: int = 1


@dataclass
class State:
    """Everything in memory, behind one lock.

    `faults`: "fail", "lose" and "reject" count messages, "duplicate" counts receipts, "delay" is seconds.
    """

    held: dict[str, Held] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    nonces: set[str] = field(default_factory=set)
    faults: dict[str, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def strikes(self, fault: str) -> bool:
        """Whether a counted fault strikes now; it wears off."""
        with self.lock:
            left = self.faults.get(fault, 0)
            self.faults[fault] = max(0, left - 1)
            return left > 0

    def fresh(self, nonce: str) -> bool:
        """Whether a nonce has not been seen; it is now."""
        with self.lock:
            known = nonce in self.nonces
            self.nonces.add(nonce)
            return not known

    def take(self, identifier: str, message: Held) -> None:
        """Hold a message, once however often it comes."""
        with self.lock:
            if standing := self.held.get(identifier):
                standing.times += 1
            else:
                self.held[identifier] = message
                self.order.append(identifier)

    def day(self, platform: str, day: str) -> dict[str, str]:
        """Message ids and digests of a platform's day."""
        with self.lock:
            return {
                identifier: one.digest
                for identifier, one in self.held.items()
                if (one.platform, one.day) == (platform, day)
            }

    def summary(self, platform: str, day: str) -> dict[str, Any]:
        """Count and hash of a day."""
        messages = self.day(platform, day)
        return {"count": len(messages), "hash": day_hash(messages)}

    def seen(self) -> list[Mapping[str, Any]]:
        """Everything held, in the order it first came."""
        with self.lock:
            return [{"message_id": one} | vars(self.held[one]) for one in self.order]
