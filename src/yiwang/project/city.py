"""Setting up a living model city: every step idempotent, so that a start is quick and an interrupted one goes on."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from rich.console import Console

from yiwang.project import places

RESIDENTS = int(os.environ.get("YIWANG_RESIDENTS", "20000"))
PACKS = ("elderly-card", "housing-fund", "food-business")


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


def set_up(progress: Progress, *, residents: int = RESIDENTS) -> None:
    """The model city, whole: areas, departments, seals, packs, people, accounts."""
    tables(progress)
    for title, work in _steps(residents):
        with progress.step(title):
            work()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _steps(residents: int) -> Iterator[tuple[str, Callable[[], object]]]:
    from yiwang.areas import api as areas
    from yiwang.orgs import api as orgs
    from yiwang.packs import api as packs
    from yiwang.people import api as people
    from yiwang.registers import api as registers
    from yiwang.seals import api as seals

    by = "system:setup"
    folders = sorted(folder for folder in cities_folder().iterdir() if (folder / "city.toml").exists())
    yield "Divisions of five cities · 五城区划", lambda: [areas.load_city(folder) for folder in folders]
    yield (
        "Departments and posts · 部门与岗位",
        lambda: orgs.load_city_folder(cities_folder() / settings.CITY, by=by),
    )
    yield (
        f"{residents:,} synthetic residents · 合成人口",
        lambda: registers.generate_city(settings.CITY, residents=residents, by=by),
    )
    yield "Certificate authority and seals · 证书与印章", lambda: seals.set_up_city(settings.CITY, by=by)
    for name in PACKS:
        yield f"Pack {name} · 业务包", lambda name=name: packs.apply(packs_folder() / name, by=by)  # type: ignore[misc]
    yield "Sample accounts · 示例账号", lambda: people.ensure_sample_accounts(settings.CITY)
