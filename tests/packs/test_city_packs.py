"""City packs are read by the same commands."""

from pathlib import Path

import pytest
from django.conf import settings

from yiwang.packs import api as packs
from yiwang.packs.city_pack import check_city

CITIES = sorted(file.parent.name for file in (Path(settings.HOME) / "cities").glob("*/city.toml"))


@pytest.fixture
def bare(city: Path) -> Path:
    """A city without offices: what is in its own file is enough here, and its packs stand beside it."""
    for name in ("departments.csv", "posts.csv"):
        (city / name).unlink()
    for file in (city / "packs").glob("*.toml"):
        (city.parents[1] / "packs" / file.stem).mkdir(parents=True)
        (city.parents[1] / "packs" / file.stem / "pack.toml").touch()
    return city


@pytest.mark.parametrize("name", CITIES)
def test_every_citys_own_file_is_whole(name: str, bare: Path) -> None:
    shipped = Path(settings.HOME) / "cities" / name / "city.toml"
    home = bare.with_name(name)
    home.mkdir(exist_ok=True)
    (home / "city.toml").write_bytes(shipped.read_bytes())
    assert check_city(home) == []


def test_everything_wrong_with_a_city_is_told_at_once(bare: Path) -> None:
    text = (bare / "city.toml").read_text("utf-8")
    text = text.replace('area = "3716"', 'area = "山东"').replace('accent = "#0b6157"', 'accent = "#ffff00"')
    (bare / "city.toml").write_text(text, "utf-8")
    (bare / "packs" / "moon-landing.toml").write_text("", "utf-8")
    problems = packs.check(bare)
    assert {problem.file for problem in problems} == {"city.toml", "packs/moon-landing.toml"}
    assert len(problems) == 3
    assert all(problem.line > 1 for problem in problems if problem.file == "city.toml")


def test_a_city_file_that_cannot_be_read_is_told_with_its_line(bare: Path) -> None:
    (bare / "city.toml").write_text("slug = \n", "utf-8")
    (problem,) = packs.check(bare)
    assert (problem.file, problem.line) == ("city.toml", 1)


def test_a_city_without_offices_plans_nothing(bare: Path) -> None:
    assert not packs.plan(bare)
