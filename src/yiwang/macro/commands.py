"""`yiwang macro …`."""

from datetime import date
from pathlib import Path

import typer

app = typer.Typer(
    name="macro", help="The macro-economy base: dictionary, series, revisions.", no_args_is_help=True
)


@app.command("list")
def directory(theme: str = typer.Option("", help="Only one theme, by its Chinese name.")) -> None:
    """The data directory: each indicator, and what is held of it."""
    from rich.table import Table

    from yiwang.macro import api as macro
    from yiwang.terminal import answers

    table = Table("指标", "名称", "name", "频率", "期数范围", "数值")
    for line in macro.directory(theme=theme):
        one = line.indicator
        table.add_row(
            one.slug,
            one.name.zh,
            one.name.en,
            one.frequency,
            f"{line.first} – {line.last}",
            f"{line.values:,}",
        )
    answers().print(table)


@app.command()
def series(
    indicator: str,
    area: str,
    industry: str = "",
    known_on: str = typer.Option("", help="As it was known on this day (2026-03-31)."),
    single: bool = typer.Option(False, help="Single periods instead of sums since January."),
) -> None:
    """One series, with growth on the same basis."""
    from yiwang.macro import api as macro

    found = macro.series(
        indicator,
        area_code=area,
        industry_code=industry,
        known_on=date.fromisoformat(known_on) if known_on else None,
        single=single,
    )
    for point in found.points:
        growth = found.growth.get(str(point.period))
        percent = f"{growth.percent:+.1f} %" if growth and growth.percent is not None else ""
        print(f"{point.period!s:<8} {point.value:>16} {percent:>9}  {point.published_on}  v{point.vintages}")


@app.command()
def revisions(indicator: str, area: str, period: str, industry: str = "") -> None:
    """Every publication of one value."""
    from yiwang.macro import api as macro

    for one in macro.revisions(indicator, area_code=area, period=period, industry_code=industry):
        print(f"{one.published_on}  {one.value:>16}  {one.source}")


@app.command("import")
def import_figures(
    file: Path = typer.Argument(help="A CSV with the columns of macro-series.", exists=True, dir_okay=False),
    source: str = typer.Option(..., help="Who published them."),
) -> None:
    """Take over published figures, all or nothing."""
    from yiwang.access.api import SYSTEM
    from yiwang.macro import api as macro

    done = macro.publish(macro.figures_from_csv(file.read_bytes()), source=source, by=SYSTEM("command"))
    print(f"{done.added:,} added, {done.revised:,} revised, {done.known:,} known already")
