"""Comparing one day with a platform: by count and hash first, message by message where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass

from yiwang.crypto import api as crypto


def day_hash(messages: Mapping[str, str]) -> str:
    """SM3 over the day's messages: lines "message id, space, digest of its body", sorted."""
    return crypto.sm3("\n".join(f"{one} {messages[one]}" for one in sorted(messages)).encode()).hex()


@dataclass(frozen=True)
class Difference:
    """Messages that we hold and they lack, that they hold and we do not, and that differ in content."""

    missing: tuple[str, ...]
    extra: tuple[str, ...]
    differing: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra or self.differing)


def compare(ours: Mapping[str, str], theirs: Mapping[str, str]) -> Difference:
    """What differs between the two sides of a day."""
    return Difference(
        missing=tuple(sorted(ours.keys() - theirs.keys())),
        extra=tuple(sorted(theirs.keys() - ours.keys())),
        differing=tuple(sorted(one for one in ours.keys() & theirs.keys() if ours[one] != theirs[one])),
    )
