"""City packs: a folder with a `city.toml`, whose departments and posts the orgs room owns."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from yiwang.access.api import Actor
from yiwang.orgs import api as orgs
from yiwang.packs.errors import BadPack
from yiwang.packs.reading import digest_of
from yiwang.packs.rules.reading import read_document
from yiwang.packs.types import Change, Document, Plan, Problem
from yiwang.text import Text
from yiwang.theme.brand import contrast_with_white

HEAD = "city.toml"
LEAST_CONTRAST = 4.5
_COLOUR = re.compile(r"^#[0-9a-f]{6}$")


def is_city(path: Path) -> bool:
    """Whether a folder is a city pack."""
    return (path / HEAD).is_file()


def check_city(path: Path) -> list[Problem]:
    """Everything wrong with a city pack, by file and line."""
    document, unreadable = read_document(HEAD, (path / HEAD).read_bytes())
    found = [unreadable] if unreadable else list(_head(document, path))
    if (path / "departments.csv").is_file():
        found += [Problem(bad.file, bad.line, bad.message) for bad in orgs.check_city_folder(path)]
    found += _local_parts(path)
    return sorted(set(found), key=lambda problem: problem.place)


def plan_city(path: Path) -> Plan:
    """What loading a city pack would change. Raises `BadPack`."""
    if problems := check_city(path):
        raise BadPack(problems)
    change = orgs.plan_city_folder(path) if (path / "departments.csv").is_file() else orgs.CityChange()
    return _plan(path, change)


def apply_city(path: Path, *, by: Actor) -> Plan:
    """Bring departments and posts to what the city says, all or nothing. Raises `BadPack`, `Refused`."""
    plan = plan_city(path)
    return _plan(path, orgs.load_city_folder(path, by=by)) if plan else plan


def _plan(path: Path, change: orgs.CityChange) -> Plan:
    changes = [
        *(Change("add", "office", key) for key in change.defined),
        *(Change("change", "office", key) for key in change.changed),
        *(Change("retire", "office", key) for key in change.retired),
    ]
    parts = [file.read_bytes() for file in sorted(path.rglob("*")) if file.is_file()]
    return Plan(path.name, "", digest_of(*parts), tuple(changes))


def _head(document: Document, path: Path) -> Iterator[Problem]:
    table: Mapping[str, Any] = document.content
    if table.get("slug") != path.name:
        yield document.problem("slug", "slug 应与文件夹同名。", "The slug should be the folder's name.")
    if not re.match(r"^\d{4}$", str(table.get("area", ""))):
        yield document.problem(
            "area",
            "area 应为四位区划代码。",
            "The area is a division code of four digits.",
        )
    brand = table.get("brand")
    if not isinstance(brand, Mapping):
        yield document.problem("brand", "缺少 [brand]。", "[brand] is missing.")
        return
    for key, text in (("name", table.get("name")), ("brand.site", brand.get("site"))):
        if not (isinstance(text, Mapping) and text.get("zh") and text.get("en")):
            yield document.problem(key, "须有中英文。", "Both languages are needed.")
    accent = str(brand.get("accent", ""))
    if not _COLOUR.match(accent) or contrast_with_white(accent) < LEAST_CONTRAST:
        yield document.problem(
            "brand.accent",
            f"主色应写作 #rrggbb，与白色的对比度不低于 {LEAST_CONTRAST}。",
            f"Write the accent as #rrggbb, with a contrast of at least {LEAST_CONTRAST} to white.",
        )


def _local_parts(path: Path) -> Iterator[Problem]:
    """Files that localise a pack which is not there."""
    for file in sorted((path / "packs").glob("*.toml")):
        if not (path.parents[1] / "packs" / file.stem / "pack.toml").is_file():
            message = Text(f"没有业务包 {file.stem}。", f"There is no pack {file.stem}.")
            yield Problem(f"packs/{file.name}", 0, message)
