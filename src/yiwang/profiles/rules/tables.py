"""The purposes, limits and relations, read from `data/`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from yiwang.profiles.types import Purpose
from yiwang.text import Text

KINDS: Mapping[str, Text] = {
    "person": Text("自然人", "Person"),
    "firm": Text("法人", "Firm"),
    "house": Text("房屋", "Home"),
    "vehicle": Text("机动车", "Vehicle"),
}


@dataclass(frozen=True)
class Drawn:
    """A relation drawn from a resource; `start` and `end` are (kind, column of the number, column of the label)."""

    kind: str
    name: Text
    source: str
    start: tuple[str, str, str]
    end: tuple[str, str, str]
    since: str
    evidence: tuple[str, ...]


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads(files("yiwang.profiles").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def purposes() -> Mapping[str, Purpose]:
    """Every purpose by slug."""
    return {
        one["slug"]: Purpose(
            one["slug"], Text.of(one["name"]), Text.of(one["basis"]), one["sensitive"], one["hours"]
        )
        for one in _read("purposes.toml")["purpose"]
    }


@cache
def limits() -> tuple[int, int]:
    """Looks an hour, and steps of a path."""
    table = _read("purposes.toml")
    return int(table["looks_an_hour"]), int(table["hops"])


@cache
def relations() -> Mapping[str, Drawn]:
    """Every relation by kind."""
    return {
        one["kind"]: Drawn(
            one["kind"],
            Text.of(one["name"]),
            one["source"],
            (one["from"][0], one["from"][1], one["from"][2]),
            (one["to"][0], one["to"][1], one["to"][2]),
            one.get("since", ""),
            tuple(one["evidence"]),
        )
        for one in _read("relations.toml")["relation"]
    }
