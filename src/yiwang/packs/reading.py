"""A pack together with what its city says about it: all that checking, planning and applying look at."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from yiwang.crypto import api as crypto
from yiwang.packs.errors import PackMissing
from yiwang.packs.folder import Folder, read_folder
from yiwang.packs.rules.reading import read_document
from yiwang.packs.types import Document, Problem
from yiwang.text import Text


@dataclass(frozen=True)
class Office:
    """A department as the city's folder names it."""

    code: str
    credit_code: str
    name: Text


@dataclass
class City:
    """What a city pack says: its area, its departments, and its local part of the pack at hand."""

    path: Path
    area_code: str
    offices: Mapping[str, Office]
    local: Document


@dataclass
class Reading:
    """A pack and its city; `broken` are the files already found wrong, which nothing more can be tried on."""

    folder: Folder
    city: City
    broken: set[str] = field(default_factory=set)

    @property
    def slug(self) -> str:
        """The pack's name."""
        head = self.folder.head.content
        return str(head.get("slug", "")) if isinstance(head, Mapping) else ""

    @property
    def version(self) -> str:
        """The pack's version."""
        head = self.folder.head.content
        return str(head.get("version", "")) if isinstance(head, Mapping) else ""

    def local(self, kind: str, slug: str) -> Mapping[str, Any]:
        """The city's words about one thing of the pack; empty when it has none."""
        table = self.city.local.content or {}
        found = table.get(kind, {}).get(slug, {}) if isinstance(table.get(kind, {}), Mapping) else {}
        return found if isinstance(found, Mapping) else {}

    def place(self, document: Document, kind: str, key: str) -> tuple[Document, str]:
        """The file and key a merged key comes from: the city's when the city says it, else the pack's."""
        first = key.partition(".")[0]
        if first in self.local(kind, document.slug):
            return self.city.local, f"{kind}.{document.slug}.{key}"
        return document, key


def city_folder(city: Path | None = None) -> Path:
    """The folder of the city this installation serves, unless another is given."""
    return city or Path(settings.HOME) / "cities" / str(settings.CITY)


def read_pack(path: Path, kinds: dict[str, str], city: Path | None = None) -> Reading:
    """Read a pack and the city's part of it. Raises `PackMissing`."""
    folder = read_folder(path, kinds)
    head = folder.head.content
    slug = str(head.get("slug", path.name)) if isinstance(head, Mapping) else path.name
    home = city_folder(city)
    problems: list[Problem] = []
    shown = f"../../cities/{home.name}"
    table = _document(home / "city.toml", f"{shown}/city.toml", problems)
    local = _document(home / "packs" / f"{slug}.toml", f"{shown}/packs/{slug}.toml", problems)
    folder.problems += problems
    area = table.content.get("area", "") if isinstance(table.content, Mapping) else ""
    return Reading(folder, City(home, str(area), _offices(home), local))


def _document(file: Path, name: str, problems: list[Problem]) -> Document:
    if not file.is_file():
        problems.append(
            Problem(name, 0, Text("城市没有这个文件。", "The city has no such file; it localises the pack."))
        )
        return Document(name, b"", {})
    document, unreadable = read_document(name, file.read_bytes())
    if unreadable:
        problems.append(unreadable)
        document.content = {}
    return document


def _offices(home: Path) -> dict[str, Office]:
    file = home / "departments.csv"
    if not file.is_file():
        raise PackMissing(str(file))
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return {
            row["code"]: Office(row["code"], row["credit_code"], Text(row["name_zh"], row["name_en"]))
            for row in csv.DictReader(lines)
        }


def digest_of(*parts: Any) -> str:
    """The SM3 of values and bytes: equal digests mean nothing to apply."""
    whole = b"".join(
        part if isinstance(part, bytes) else json.dumps(part, ensure_ascii=False, sort_keys=True).encode()
        for part in _framed(parts)
    )
    return crypto.sm3(whole).hex()


def _framed(parts: tuple[Any, ...]) -> Iterator[Any]:
    for part in parts:
        size = len(part) if isinstance(part, bytes) else 0
        yield size.to_bytes(8, "big")
        yield part
