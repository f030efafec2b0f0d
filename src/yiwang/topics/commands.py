"""`yiwang topics …`."""

import typer

app = typer.Typer(name="topics", help="Topic stores: build, list, show, query.", no_args_is_help=True)


@app.command()
def build(
    slug: str = typer.Argument("", help="One store; all of them without it."),
) -> None:
    """Build what has newer sources."""
    from rich.progress import Progress, TaskID

    from yiwang.access.api import SYSTEM
    from yiwang.topics import api as topics

    wanted = [slug] if slug else [one.definition.slug for one in topics.stores()]
    with Progress() as bars:
        whole = bars.add_task("主题库 topics", total=len(wanted))
        for name in wanted:
            bar = bars.add_task(name, total=None)

            def tell(_: str, done: int, total: int, bar: TaskID = bar) -> None:
                bars.update(bar, completed=done, total=total)

            report = topics.build(name, by=SYSTEM("command"), progress=tell)
            for table, problem in report.problems.items():
                bars.console.print(f"[yellow]{name}.{table}[/]: {problem.zh} {problem.en}")
            bars.update(bar, visible=False)
            bars.advance(whole)


@app.command()
def samples() -> None:
    """Give sources that have no data yet synthetic rows. For a model city only."""
    from datetime import datetime

    from rich.progress import Progress

    from yiwang.access.api import SYSTEM
    from yiwang.calendar.api import CITY_ZONE
    from yiwang.topics import api as topics

    with Progress() as bars:
        bar = bars.add_task("合成样例 synthetic", total=None)
        topics.land_samples(
            now=datetime.now(CITY_ZONE).replace(tzinfo=None),
            by=SYSTEM("setup"),
            progress=lambda _, done, total: bars.update(bar, completed=done, total=total),
        )


@app.command("list")
def listing() -> None:
    """The stores: class, tables, rows, when built, state."""
    from rich.table import Table

    from yiwang.terminal import answers
    from yiwang.topics import api as topics

    table = Table("库", "名称", "name", "表", "行", "构建时间", "状态")
    for one in topics.stores():
        at = f"{one.built_at:%Y-%m-%d %H:%M}" if one.built_at else "-"
        name = one.definition.name
        table.add_row(
            one.definition.slug, name.zh, name.en, str(len(one.tables)), f"{one.rows:,}", at, one.state
        )
    answers().print(table)


@app.command()
def show(slug: str) -> None:
    """One store: its tables, keys and services."""
    from yiwang.topics import api as topics

    whole = topics.store(slug)
    print(f"{slug} v{whole.version}  {whole.definition.name.zh} · {whole.definition.name.en}")
    for one in whole.tables:
        keys = " ".join(f"{kind}={column}" for kind, column in one.definition.keys.items())
        rows = "-" if one.rows is None else f"{one.rows:,}"
        counts = " ".join(f"{one.name}.{count.name}" for count in one.definition.aggregates)
        print(f"  {one.name:<24} {rows:>9}  {one.state:<8} {one.title.zh}  [{keys}]  {counts}")
        if one.problem:
            print(f"    {one.problem.zh}")


@app.command()
def query(slug: str, count: str = typer.Argument(help="A published count: <table>.<aggregate>.")) -> None:
    """A published count. Rows of a subject are asked on the pages, by somebody with a name."""
    from yiwang.access.api import SYSTEM
    from yiwang.topics import api as topics

    found = topics.aggregate(slug, count, by=SYSTEM("command"))
    print("\t".join(found.columns))
    for row in found.rows:
        print("\t".join("*" if value is None else str(value) for value in row))
