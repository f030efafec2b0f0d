"""`yiwang lake …`: what the lake holds, asking it, keeping house."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from yiwang.access.api import SYSTEM
from yiwang.terminal import answers

app = typer.Typer(name="lake", help="The lake: tables, snapshots, house-keeping.", no_args_is_help=True)
_BY = SYSTEM("command")
_errors = Console(stderr=True)


@app.command("tables")
def list_tables(
    layer: str = typer.Option("", help="Only ods, dwd, ads or quarantine."),
    search: str = typer.Option("", help="Part of a name."),
) -> None:
    """Every table with its rows, bytes, files and last change."""
    from yiwang.lake import api as lake

    table = Table("table", "rows", "bytes", "files", "changed")
    for one in lake.tables(layer=layer, text=search):
        table.add_row(
            one.name, f"{one.rows:,}", _size(one.bytes), f"{one.files:,}", f"{one.changed_at:%Y-%m-%d %H:%M}"
        )
    answers().print(table)


@app.command()
def show(name: str, at: int = typer.Option(0, help="A snapshot's number; the newest otherwise.")) -> None:
    """A table's columns with how full they are. Values of text columns are not shown."""
    from yiwang.lake import api as lake

    table = Table("column", "type", "filled", "from", "to")
    for one in lake.column_figures(name, snapshot_id=at or None):
        filled = "?" if one.filled is None else f"{one.filled:,}"
        bounds = ["" if value is None else str(value) for value in (one.least, one.greatest)]
        table.add_row(one.column.name, one.column.type, filled, *bounds)
    answers().print(table)


@app.command()
def snapshots(name: str, limit: int = 20) -> None:
    """The newest snapshots of a table; expired ones can no longer be read."""
    from yiwang.lake import api as lake

    table = Table("snapshot", "at", "kind", "load", "rows", "removed", "total", "")
    for one in lake.snapshots(name, limit=limit):
        table.add_row(
            str(one.snapshot_id),
            f"{one.at:%Y-%m-%d %H:%M:%S}",
            one.kind,
            one.load_id,
            f"{one.rows:,}",
            f"{one.removed_rows:,}",
            f"{one.total_rows:,}",
            "expired" if one.expired else "",
        )
    answers().print(table)


@app.command()
def query(
    sql: str,
    table: Annotated[list[str], typer.Option(help="A table, or alias=table; once for each.")],
    limit: int = 100,
    out: Annotated[Path | None, typer.Option(help="Write the answer there as Parquet or CSV.")] = None,
) -> None:
    """Ask the lake one SELECT. The asking is on the ledger."""
    import pyarrow.csv
    import pyarrow.parquet

    from yiwang.lake import api as lake
    from yiwang.ledger import api as ledger

    pairs = (one.partition("=") for one in table)
    named = {alias if name else alias.partition(".")[2]: name or alias for alias, _, name in pairs}
    ledger.record(
        "lake.asked", by=_BY.ref, subject="lake", detail={"sql": sql[:2000], "tables": sorted(named.values())}
    )
    answer = lake.query(sql, named, limit=None if out else limit)
    if out is None:
        shown = Table(*answer.column_names)
        for row in answer.to_pylist():
            shown.add_row(*("" if value is None else str(value) for value in row.values()))
        answers().print(shown)
    elif out.suffix == ".csv":
        pyarrow.csv.write_csv(answer, out)
    else:
        pyarrow.parquet.write_table(answer, out, compression="zstd")


@app.command()
def compact(
    name: Annotated[list[str] | None, typer.Argument(help="Tables; all by default.")] = None,
) -> None:
    """Rewrite small files into large, sorted ones."""
    from yiwang.lake import api as lake

    for one in name or [view.name for view in lake.tables()]:
        with _bar(one, bytes_too=True) as advance:
            made = lake.compact(one, by=_BY, progress=advance)
        answers().print(f"✔ {one}: {made.files_before} → {made.files_after}")


@app.command()
def expire(
    name: Annotated[list[str] | None, typer.Argument(help="Tables; all by default.")] = None,
    days: int = typer.Option(..., help="Give up snapshots older than so many days; the newest stays."),
) -> None:
    """Give up old snapshots and remove the files that only they held; then clear away what crashes left."""
    from yiwang.lake import api as lake

    before = datetime.now(UTC) - timedelta(days=days)
    names = name or [view.name for view in lake.tables()]
    with _bar("expire") as advance:
        for number, one in enumerate(names, start=1):
            gone = lake.expire(one, before=before, by=_BY)
            if gone.snapshots:
                answers().print(f"✔ {one}: {gone.snapshots} snapshots, {gone.files} files")
            advance(number, len(names))
    answers().print(f"✔ {lake.clean(by=_BY)} files of unfinished loads")


@app.command()
def verify(name: Annotated[list[str] | None, typer.Argument(help="Tables; all by default.")] = None) -> None:
    """Look whether every file that a snapshot names is there, whole and with its rows; exit 1 if not."""
    from yiwang.lake import api as lake

    faults = 0
    for one in name or [view.name for view in lake.tables()]:
        with _bar(one) as advance:
            for fault in lake.verify(one, progress=advance):
                answers().print(f"✘ {one}: {fault.fault} {fault.path}", style="red")
                faults += 1
    answers().print(f"{'✘' if faults else '✔'} {faults} faults")
    raise typer.Exit(1 if faults else 0)


@contextmanager
def _bar(what: str, *, bytes_too: bool = False) -> Iterator[Callable[[int, int], None]]:
    counted = DownloadColumn() if bytes_too else MofNCompleteColumn()
    columns = (TextColumn("{task.description}"), BarColumn(), counted, TimeElapsedColumn())
    with Progress(*columns, console=_errors) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _size(count: int) -> str:
    size = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:,.0f} {unit}" if unit == "B" else f"{size:,.1f} {unit}"
        size /= 1000
    return f"{size:,.1f} TB"
