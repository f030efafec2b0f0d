"""The declared platforms and the descriptions of messages, read once from this room's data."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from yiwang.docking.types import Platform
from yiwang.text import Text

_DATA = Path(__file__).parent / "data"


@cache
def platforms() -> Mapping[str, Platform]:
    """Every platform by slug, in the order of the file."""
    document = tomllib.loads((_DATA / "platforms.toml").read_text(encoding="utf-8"))
    return {
        one["slug"]: Platform(
            slug=one["slug"],
            name=Text.of(one["name"]),
            about=Text.of(one["about"]),
            interface=one["interface"],
            source=one["source"],
            kinds=tuple(one.get("kinds", ())),
            schedule=one.get("schedule", "at-once"),
            attempts=one.get("attempts", 12),
            fields=one.get("fields", {}),
        )
        for one in document["platform"]
    }


@cache
def schemas() -> Mapping[str, Mapping[str, str]]:
    """What a body of each kind must hold."""
    document = tomllib.loads((_DATA / "schemas.toml").read_text(encoding="utf-8"))
    return {kind: fields for kind, fields in document.items() if isinstance(fields, dict)}


def wanting(kind: str) -> tuple[Platform, ...]:
    """The platforms that want messages of a kind."""
    return tuple(one for one in platforms().values() if kind in one.kinds)
