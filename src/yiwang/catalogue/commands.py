"""`yiwang catalogue …`: search, show, export, import, the three lists, lineage, and the cascade to the province."""

import uuid
from pathlib import Path

import typer
from rich.table import Table

from yiwang.access.api import SYSTEM
from yiwang.terminal import answers

app = typer.Typer(name="catalogue", help="The catalogue of information resources.", no_args_is_help=True)
_BY = SYSTEM("command")


@app.command()
def search(
    q: str = typer.Argument("", help="Chinese, pinyin, initials or English."),
    department: str = typer.Option("", help="Only this department."),
    sharing: str = typer.Option("", help="1, 2 or 3."),
    theme: str = typer.Option("", help="Only this theme."),
    limit: int = 20,
) -> None:
    """Find resources."""
    from yiwang.catalogue import api as catalogue

    wanted = catalogue.Filter(department=department, sharing=sharing, theme=theme)
    found = catalogue.search(q, wanted, limit=limit)
    table = Table("code", "slug", "name", "department", "sharing", "grade", "fields")
    for row in found.rows:
        terms = catalogue.code_name("sharing", row.sharing).zh
        grade = catalogue.grades()[row.grade].zh
        table.add_row(row.code, row.slug, row.name.zh, row.department, terms, grade, str(row.field_count))
    answers().print(table)
    print(f"{found.total:,}")


@app.command()
def show(slug: str, version: int = typer.Option(0, help="A version; the one in force by default.")) -> None:
    """One resource with its fields."""
    from yiwang.catalogue import api as catalogue

    found = catalogue.resource(slug, version or None)
    print(f"{found.code}  {found.name.zh} · {found.name.en}  v{found.version} {found.state}")
    print(f"{found.department}  {catalogue.code_name('sharing', found.sharing.type).zh}  {found.abstract.zh}")
    table = Table("field", "name", "element", "type", "grade", "category", "required", "key")
    for one in found.fields:
        size = f"{one.type}({one.length})" if one.length else one.type
        marks = ("✓" if one.required else "", "✓" if one.key else "")
        table.add_row(
            one.name, one.title.zh, one.element, size, catalogue.grades()[one.grade].zh, one.category, *marks
        )
    answers().print(table)


@app.command()
def export(
    file: Path = typer.Argument(help="Where to write: .xlsx or .csv.", dir_okay=False),
    department: str = typer.Option("", help="Only this department."),
) -> None:
    """Write the published catalogue into a spreadsheet: metadata, never rows."""
    from yiwang.catalogue import api as catalogue

    form = "csv" if file.suffix.lower() == ".csv" else "xlsx"
    data = catalogue.export_catalogue(catalogue.Filter(department=department), form=form, actor=_BY)
    file.write_bytes(data)
    print(f"{file} · {len(data):,} bytes")


@app.command("import")
def bring_in(
    file: Path = typer.Argument(help="A filled-in template, CSV or XLSX.", exists=True, dir_okay=False),
    department: str = typer.Option(..., help="Whose resources they are."),
    keep: bool = typer.Option(False, "--keep", help="Keep them as drafts; otherwise only look."),
) -> None:
    """Read a spreadsheet: tells every mistake by cell; with --keep what is right becomes drafts."""
    from yiwang.catalogue import api as catalogue

    data = file.read_bytes()
    seen = catalogue.preview_sheet(data, file.name, department=department, actor=_BY)
    for line in seen.lines:
        print(f"{line.action:>7}  {line.slug}  {line.name.zh}  {line.fields}")
    for fault in seen.faults:
        typer.secho(f"✗ {fault.cell}: {fault.message.zh} {fault.message.en}", fg="red")
    if seen.faults:
        raise typer.Exit(1)
    if keep:
        changed = catalogue.import_sheet(
            data, file.name, department=department, actor=_BY, transaction_id=str(uuid.uuid4())
        )
        print(f"{len(changed)} drafts")


@app.command()
def lists(
    name: str = typer.Argument("sharing", help="sharing, responsibility or negative."),
    area: str = typer.Option("", help="A division code; the whole city by default."),
    publish: bool = typer.Option(False, "--publish", help="Publish the list as its next version."),
) -> None:
    """One of the three lists as it stands, with everything it breaks."""
    from yiwang.catalogue import api as catalogue

    where = area or catalogue.city_area()
    if publish:
        found = catalogue.publish_list(name, area=where, actor=_BY)
        print(f"{found.title.zh} {found.number}  SM3 {found.digest}")
    else:
        found = catalogue.list_now(name, area=where, actor=_BY)
    print(f"{found.title.zh} · {found.title.en}: {len(found.rows):,}")
    for one in found.violations:
        typer.secho(f"! {one.slug}  {one.message.zh}  {one.message.en}", fg="yellow")


@app.command()
def lineage(node: str = typer.Argument(help="resource:police-household.mobile")) -> None:
    """Everything a column is made from, and everything made from it."""
    from yiwang.catalogue import api as catalogue

    for one in reversed(catalogue.upstream(node)):
        print(f"{'  ' * one.depth}↑ {one.node}")
    print(f"• {node}")
    for one in catalogue.downstream(node):
        print(f"{'  ' * one.depth}↓ {one.node}")


@app.command()
def deliver() -> None:
    """Send what waits for the province and for the collector of lineage events."""
    from yiwang.catalogue import api as catalogue

    for channel in ("province", "lineage"):
        sent, failed = catalogue.deliver(channel)
        print(f"{channel}: {sent} sent, {failed} not")
    print(f"waiting: {catalogue.cascade_counts()['waiting']}")


@app.command("simulate-province")
def simulate_province(port: int = 8765) -> None:
    """Run a SIMULATED provincial catalogue system on this machine, to try the cascade against."""
    from yiwang.catalogue.adapters.simulated_province import serve

    print(f"模拟 · simulated: http://127.0.0.1:{port}  (YIWANG_PROVINCE_URL)")
    serve(port).serve_forever()
