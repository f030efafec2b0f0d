"""Everything wrong with a pack, at once."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from yiwang.errors import YiwangError
from yiwang.packs.city_pack import check_city, is_city
from yiwang.packs.folder import HEAD
from yiwang.packs.kinds import KINDS, SUFFIXES, Kind
from yiwang.packs.reading import Reading, read_pack
from yiwang.packs.types import Problem

_VERSION = re.compile(r"^\d+\.\d+\.\d+$")
HEAD_KEYS = frozenset({"slug", "version", "name", "about", "owner", "license"})


def read_and_check(path: Path, city: Path | None = None) -> tuple[Reading, list[Problem]]:
    """The pack with its city, and all its problems by file and line. Raises `PackMissing`."""
    reading = read_pack(path, SUFFIXES, city)
    problems = list(reading.folder.problems)
    reading.broken |= {problem.file for problem in problems}
    if HEAD not in reading.broken:
        problems += _head_problems(reading, path.name)
    for kind in KINDS:
        problems += _kind_problems(kind, reading, problems)
        reading.broken |= {problem.file for problem in problems}
    return reading, sorted(set(problems), key=lambda problem: problem.place)


def check(path: Path, *, city: Path | None = None) -> list[Problem]:
    """All problems of a domain pack or a city pack; empty when it can be applied. Raises `PackMissing`."""
    if is_city(path):
        return check_city(path)
    return read_and_check(path, city)[1]


def _kind_problems(kind: Kind, reading: Reading, known: list[Problem]) -> list[Problem]:
    """The problems of one kind. A check that stumbles over a part already found wrong has said enough."""
    found: list[Problem] = []
    try:
        for problem in kind.check(reading):
            found.append(problem)
    except YiwangError as wrong:
        found.append(Problem(kind.folder, 0, wrong.message))
    except (AttributeError, KeyError, TypeError, ValueError):
        if not known and not found:
            raise
    return found


def _head_problems(reading: Reading, folder_name: str) -> Iterator[Problem]:
    head = reading.folder.head
    table = head.content
    for key in HEAD_KEYS - set(table):
        yield head.problem(key, f"缺少 {key}。", f"{key} is missing.")
    for key in set(table) - HEAD_KEYS:
        yield head.problem(key, f"没有名为 {key} 的项。", f"There is no key {key}.")
    if table.get("slug") != folder_name:
        yield head.problem("slug", "slug 应与文件夹同名。", "The slug should be the folder's name.")
    if not _VERSION.match(str(table.get("version", ""))):
        yield head.problem("version", "版本应写作 1.0.0。", "Write the version as 1.0.0.")
    for key in ("name", "about", "owner"):
        text = table.get(key)
        if key in table and not (
            isinstance(text, Mapping)
            and all(
                isinstance(text.get(one), str) and text[one]
                for one in (
                    "zh",
                    "en",
                )
            )
        ):
            yield head.problem(key, "须有中英文。", "Both languages are needed.")
