"""`yiwang collection …`: sources, loads with their progress, figures."""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from yiwang.access.api import SYSTEM
from yiwang.terminal import answers

app = typer.Typer(name="collection", help="Bring the departments' data into the lake.", no_args_is_help=True)
_BY = SYSTEM("command")
_errors = Console(stderr=True)


@app.command("sources")
def list_sources() -> None:
    """Every source with its last load."""
    from yiwang.collection import api as collection

    table = Table("source", "resource", "connector", "mode", "state", "last", "waiting")
    for one in collection.sources(_BY):
        last = f"{one.last_ok_at:%Y-%m-%d %H:%M}" if one.last_ok_at else "—"
        table.add_row(
            one.spec.slug,
            one.spec.resource,
            one.spec.connector,
            one.spec.mode,
            one.state_text.zh,
            last,
            str(one.waiting),
        )
    answers().print(table)


@app.command()
def load(source: str, everything: bool = typer.Option(False, "--all", help="Until nothing is left.")) -> None:
    """Load what is new at a source."""
    from yiwang.collection import api as collection

    while True:
        with _bar(source) as advance:
            try:
                done = collection.load(
                    source, by=_BY, transaction_id=f"command:{uuid.uuid4()}", progress=advance
                )
            except collection.NothingToLoad:
                if everything:
                    return
                raise
        _tell(done)
        if not everything or done.state == "empty":
            return


@app.command()
def resume(number: int) -> None:
    """Go on with a load that was broken off."""
    from yiwang.collection import api as collection

    with _bar(f"load {number}") as advance:
        done = collection.resume(number, by=_BY, progress=advance)
    _tell(done)


@app.command()
def retry(number: int) -> None:
    """Begin a stopped load again."""
    from yiwang.collection import api as collection

    with _bar(f"load {number}") as advance:
        done = collection.retry(number, by=_BY, progress=advance)
    _tell(done)


@app.command()
def stats() -> None:
    """Records aggregated, and the aggregation rate of core business data."""
    from yiwang.collection import api as collection

    found = collection.statistics()
    rate = "—" if found.rate is None else f"{found.rate:.1%}"
    answers().print(
        f"归集率 {rate} ({found.collected}/{found.core}) · {found.records:,} records · {found.repeats:,} repeats · {found.rejected:,} rejected"
    )
    table = Table("department", "records", "core", "collected", "rate")
    for one in found.departments:
        share = "—" if one.rate is None else f"{one.rate:.0%}"
        table.add_row(one.department, f"{one.records:,}", str(one.core), str(one.collected), share)
    answers().print(table)


@app.command()
def watch(seconds: float = 2, times: int = typer.Option(0, help="Looks before it ends; 0 for ever.")) -> None:
    """The newest loads, again and again."""
    from yiwang.collection import api as collection

    looked = 0
    while True:
        for one in reversed(collection.loads(_BY, limit=10).rows):
            _tell(one)
        looked += 1
        if times and looked >= times:
            return
        _errors.rule()
        time.sleep(seconds)


def _tell(done: object) -> None:
    from yiwang.collection.types import LoadView

    assert isinstance(done, LoadView)
    answers().print(
        f"#{done.id} {done.resource} {done.state_text.zh} · read {done.read_rows:,} · landed {done.landed_rows or 0:,} · "
        f"rejected {done.rejected_rows or 0:,} · repeats {done.repeats:,}"
    )


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int | None], None]]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=_errors) as progress:
        task = progress.add_task(title, total=None)

        def advance(rows: int, expected: int | None) -> None:
            progress.update(task, completed=rows, total=expected)

        yield advance
