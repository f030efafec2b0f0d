"""The code lists of the core metadata, read from `data/codes.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from yiwang.text import Text

_FILE = Path(__file__).parents[1] / "data" / "codes.toml"


@dataclass(frozen=True)
class Code:
    """One code, its name, and what the house does by it."""

    code: str
    name: Text
    days: int | None = None
    unconditional: bool = False


@cache
def code_list(name: str) -> Mapping[str, Code]:
    """The codes of a list, in order: sharing, opening, cycle, format, type, class, base, theme."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    rows = next(one["codes"] for one in table["list"] if one["name"] == name)
    return MappingProxyType(
        {
            row["code"]: Code(
                row["code"], Text(row["zh"], row["en"]), row.get("days"), row.get("unconditional", False)
            )
            for row in rows
        }
    )


def code_name(name: str, code: str) -> Text:
    """What a code means; an unknown one stands for itself."""
    found = code_list(name).get(code)
    return found.name if found else Text(code, code)


def lists_version() -> str:
    """Of when the code lists are."""
    return str(tomllib.loads(_FILE.read_text(encoding="utf-8"))["version"])


def must_be_unconditional(classification: str) -> Code | None:
    """The base database a resource belongs to, when such are shared within government without condition."""
    base = code_list("base").get(classification[:3])
    return base if base and base.unconditional else None
