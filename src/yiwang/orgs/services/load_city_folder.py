"""Bring departments and posts to what a city pack says."""

from dataclasses import replace
from pathlib import Path

from django.db import transaction

from yiwang.access import api as access
from yiwang.areas import api as areas
from yiwang.orgs.errors import BadCityFolder, BadRow
from yiwang.orgs.queries import departments, posts
from yiwang.orgs.rules.city_folder import DEPARTMENTS, POSTS, read_city_folder
from yiwang.orgs.services.define_department import define_department
from yiwang.orgs.services.define_post import define_post
from yiwang.orgs.types import CityChange, CityFolder, Department, Post
from yiwang.text import Text


def check_city_folder(path: Path) -> list[BadRow]:
    """Everything wrong with `departments.csv` and `posts.csv` in a folder; empty when they can be loaded."""
    return _read(path)[1]


def plan_city_folder(path: Path) -> CityChange:
    """What loading the folder would change. Raises `BadCityFolder`."""
    wanted_departments, wanted_posts = _wanted(_good(path))
    known = {row.code: row for old in (False, True) for row in departments(retired=old)}
    known_posts = {row.id: row for old in (False, True) for row in posts(retired=old)}
    pairs: list[tuple[str, Department | Post, Department | Post | None]] = [
        *((row.code, row, known.get(row.code)) for row in wanted_departments),
        *((row.id, row, known_posts.get(row.id)) for row in wanted_posts),
    ]
    differing = [(key, new, old) for key, new, old in pairs if new != old]
    return CityChange(
        defined=tuple(key for key, new, old in differing if old is None),
        changed=tuple(key for key, new, old in differing if old is not None and not new.retired),
        retired=tuple(key for key, new, old in differing if new.retired),
    )


def load_city_folder(path: Path, *, by: access.Actor) -> CityChange:
    """Bring departments and posts to what a city's folder says, all or nothing; again changes nothing.

    What the folder no longer names within its areas is retired. Raises `BadCityFolder` with every bad row.
    """
    access.require(by, "orgs.define", path.name)
    with transaction.atomic():
        change = plan_city_folder(path)
        if change:
            wanted_departments, wanted_posts = _wanted(_good(path))
            for department in wanted_departments:
                define_department(department, by=by)
            for post in wanted_posts:
                define_post(post, by=by)
    return change


def _wanted(folder: CityFolder) -> tuple[list[Department], list[Post]]:
    """The folder's own rows, and the retired form of those in the house that it no longer names."""
    named = {row.code for row in folder.departments}
    tops = [row.area_code for row in folder.departments if not row.parent]
    ours = [row for row in departments() if any(areas.is_within(row.area_code, top) for top in tops)]
    kept = {row.id for row in folder.posts}
    codes = {row.code for row in ours}
    gone = [replace(row, retired=True) for row in ours if row.code not in named]
    empty = [
        replace(row, retired=True) for row in posts() if row.department_code in codes and row.id not in kept
    ]
    return [*folder.departments, *gone], [*folder.posts, *empty]


def _good(path: Path) -> CityFolder:
    folder, bad = _read(path)
    if bad:
        raise BadCityFolder(bad)
    return folder


def _read(path: Path) -> tuple[CityFolder, list[BadRow]]:
    files = {name: (path / name).read_bytes() for name in (DEPARTMENTS, POSTS) if (path / name).is_file()}
    folder, bad = read_city_folder(files, roles=frozenset(access.ROLES))
    if not bad:
        loaded = areas.areas(row.area_code for row in folder.departments)
        bad = [
            BadRow(
                DEPARTMENTS, line, Text(f"区划{row.area_code}尚未载入", f"Area {row.area_code} is not loaded")
            )
            for line, row in enumerate(folder.departments, start=2)
            if row.area_code not in loaded
        ]
    return folder, bad
