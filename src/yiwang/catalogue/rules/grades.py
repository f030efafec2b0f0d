"""Classification and grade (GB/T 43697), read from `data/grades.toml`."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from yiwang.text import Text

_FILE = Path(__file__).parents[1] / "data" / "grades.toml"
IMPORTANT, CORE = 5, 6


@dataclass(frozen=True)
class Category:
    """A category of data, and the least grade its fields have."""

    slug: str
    name: Text
    least: int


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def grades() -> Mapping[int, Text]:
    """Every grade by number, 1 to 6, with its name."""
    return MappingProxyType({row["number"]: Text(row["zh"], row["en"]) for row in _table()["grade"]})


@cache
def categories() -> Mapping[str, Category]:
    """Every category by slug."""
    rows = _table()["category"]
    return MappingProxyType(
        {row["slug"]: Category(row["slug"], Text(row["zh"], row["en"]), row["least"]) for row in rows}
    )


def category_of(slug: str) -> Category | None:
    """The category of a slug, or of the nearest one above it (`personal.health` counts as `personal`)."""
    while slug:
        if slug in categories():
            return categories()[slug]
        slug = slug.rpartition(".")[0]
    return None


def grade_number(written: object) -> int | None:
    """The number of a grade as packs and sheets write it: 1 to 4, `important`, `core`; None when it is none."""
    text = str(written).strip()
    for row in _table()["grade"]:
        if text in (str(row["number"]), row.get("slug"), row["zh"], row["en"]):
            return int(row["number"])
    return None


def grade_of(fields: Iterable[int]) -> int:
    """The grade of a resource: the highest among its fields (GB/T 43697)."""
    return max(fields, default=1)


def derived_grade(sources: Iterable[tuple[int, str, str]], how: str) -> int:
    """The grade of data made from fields, each `(grade, category, resource)`.

    `how`: masked, tagged, joined, counted. Joining raises the grade when personal data of several resources come
    together; important and core data are never lowered by rule, only by a person.
    """
    found = list(sources)
    highest = grade_of(grade for grade, _, _ in found)
    policy = _table()["derived"]
    if how == "joined":
        homes = {resource for _, category, resource in found if category.startswith("personal")}
        return min(highest + (policy["joined"] if len(homes) > 1 else 0), max(highest, IMPORTANT - 1))
    if highest >= IMPORTANT:
        return highest
    return max(int(policy["lowest"]), highest + int(policy[how]))


def clearance_of(roles: Iterable[tuple[str, bool]]) -> int:
    """Up to which grade somebody reads in clear, from their posts, each `(role, whether of the owner department)`."""
    policy = _table()["clearance"]
    return max(
        (
            max(policy["home"].get(role, 0) if home else 0, policy["elsewhere"].get(role, 0))
            for role, home in roles
        ),
        default=0,
    )


def export_limits() -> tuple[int, int]:
    """Up to which grade a file shows data in clear, and from which it is refused."""
    policy = _table()["export"]
    return int(policy["clear_to"]), int(policy["refused_from"])


def openable_to() -> int:
    """The highest grade that may be opened to everybody without condition."""
    return int(_table()["opening"]["unconditional_to"])
