"""Setting up a living model city: every step idempotent, so that a start is quick and an interrupted one goes on."""

import os
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from rich.console import Console

from yiwang.project import places

RESIDENTS = int(os.environ.get("YIWANG_RESIDENTS", "20000"))
PACKS = (
    "city-catalogue",
    "base-registers",
    "macro-economy",
    "topics",
    "model-sources",
    "elderly-card",
    "housing-fund",
    "home-ownership",
    "food-business",
)


@dataclass
class Progress:
    """Tells a person what is being done and how long it took; silent when asked."""

    quiet: bool = False

    @contextmanager
    def step(self, title: str) -> Iterator[None]:
        console = Console(stderr=True, quiet=self.quiet)
        began = time.monotonic()
        with console.status(title):
            yield
        console.print(f"[green]✓[/green] {title} [dim]{time.monotonic() - began:.1f} s[/dim]")


def cities_folder() -> Path:
    return places.home() / "cities"


def packs_folder() -> Path:
    return places.home() / "packs"


def tables(progress: Progress) -> None:
    """Bring the tables up to date."""
    with progress.step("Tables · 数据表"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)


def set_up(progress: Progress, *, residents: int = RESIDENTS, first_day: bool = False) -> None:
    """The model city, whole: areas, departments, seals, packs, people, accounts; with `first_day` also some cases."""
    from yiwang.areas import api as areas

    tables(progress)
    new = not areas.is_loaded(area_of(cities_folder() / settings.CITY))
    for title, work in _steps(residents, first_day):
        with progress.step(title):
            work()
    if new:
        # Of a city written a moment ago the planner knows nothing; later the server keeps itself informed.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _steps(residents: int, first_day: bool) -> Iterator[tuple[str, Callable[[], object]]]:
    from yiwang.access.api import SYSTEM
    from yiwang.areas import api as areas
    from yiwang.bus import api as bus
    from yiwang.orgs import api as orgs
    from yiwang.packs import api as packs
    from yiwang.people import api as people
    from yiwang.project import sample_data, sample_day
    from yiwang.registers import api as registers
    from yiwang.seals import api as seals

    by = SYSTEM("setup")
    ours = cities_folder() / settings.CITY
    area = area_of(ours)

    def divisions() -> None:
        for folder in sorted(cities_folder().glob("*/city.toml")):
            code = area_of(folder.parent)
            # Reading six hundred thousand rows of the package takes seconds; a city that stands need not wait for it.
            if not areas.is_loaded(code):
                areas.load_city(code, by=by)

    yield "Divisions of five cities · 五城区划", divisions
    yield "Departments and posts · 部门与岗位", lambda: orgs.load_city_folder(ours, by=by)
    yield (
        f"{residents:,} synthetic residents · 合成人口",
        lambda: registers.generate_city(area, residents=residents, by=by),
    )
    yield "Certificate authority and seals · 证书与印章", lambda: seals.set_up_city(area, by=by)
    for name in PACKS:
        yield f"Pack {name} · 业务包", partial(packs.apply, packs_folder() / name, by=by, city=ours)
    yield "Sample accounts · 示例账号", lambda: people.ensure_sample_accounts(settings.CITY)
    if first_day:
        yield "The first day · 城市的第一天", sample_day.live_a_day
        yield (
            "Deliveries of data, in the background · 数据归集（后台）",
            lambda: bus.defer(sample_data.deliver, city=area),
        )


def area_of(folder: Path) -> str:
    """The division code of a city pack."""
    with (folder / "city.toml").open("rb") as file:
        return str(tomllib.load(file)["area"])
