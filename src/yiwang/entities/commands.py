"""`yiwang entities …`: merge a snapshot, link a register, explain a link, the table of authorities, the feed of changes."""

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from yiwang.access.api import SYSTEM
from yiwang.terminal import answers

app = typer.Typer(name="entities", help="The base registers: golden records.", no_args_is_help=True)
_BY = SYSTEM("command")
_errors = Console(stderr=True)
_PHASES = {
    "read": "读取 read",
    "train": "训练 train",
    "weigh": "比对 weigh",
    "group": "归并 group",
    "compare": "对照 compare",
    "prepare": "整理 prepare",
    "link": "关联 link",
    "write": "写入 write",
    "tell": "通告 tell",
    "settle": "定夺 settle",
    "mirror": "留底 mirror",
}
#: The phases of merging a snapshot.
_MERGING = 8


@app.command()
def link(kind: str = typer.Argument(help="person, firm, house or vehicle.")) -> None:
    """Link every record of a register anew. Doubts go to the stewards' queue; ids stay."""
    from yiwang.entities import api as entities

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_errors) as bar:
        tasks = {}

        def told(phase: str, done: int, whole: int) -> None:
            if phase not in tasks:
                tasks[phase] = bar.add_task(_PHASES[phase], total=None)
            bar.update(tasks[phase], completed=done, total=whole or None)

        done = entities.link(kind, by=_BY, progress=told)
    table = Table("records", "pairs weighed", "groups", "moved", "new doubts", "weights")
    figures = (done.records, done.pairs, done.groups, done.moved, done.doubts)
    table.add_row(*(f"{one:,}" for one in figures), f"v{done.model}")
    answers().print(table)


@app.command("merge-snapshot")
def merge_snapshot(
    kind: str = typer.Argument(help="person, firm, house or vehicle."),
    source: str = typer.Argument(help="A source of that register, such as police-household."),
    table: str = typer.Option("", help="The lake's table; that of the source's own resource by default."),
    snapshot: int = typer.Option(0, help="A snapshot of it; the newest by default."),
) -> None:
    """Bring what a snapshot of the lake added into a register, in one transaction. A merged one changes nothing again."""
    from yiwang.catalogue import api as catalogue
    from yiwang.entities import api as entities
    from yiwang.entities.kinds import kind_of, source_of
    from yiwang.lake import api as lake

    table = table or catalogue.table_of(source_of(kind_of(kind), source).resource)
    chosen = snapshot or lake.table(table).snapshot_id
    if chosen is None:
        raise typer.BadParameter(f"{table} 尚无数据 holds nothing yet")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_errors) as bar:
        task = bar.add_task("", total=_MERGING, completed=-1)

        def told(phase: str) -> None:
            bar.update(task, description=_PHASES[phase], advance=1)

        merged = entities.merge_snapshot(kind, source, table, chosen, by=_BY, progress=told)
        bar.update(task, completed=_MERGING)
    if merged.again:
        answers().print("此快照此前已并入 merged before; nothing changed")
    done = merged.done
    result = Table(
        "rows", "unusable", "created", "linked", "changed", "unchanged", "late", "waiting", "conflicts"
    )
    figures = (
        merged.rows,
        merged.unusable,
        done.created,
        done.linked,
        done.changed,
        done.unchanged,
        done.late,
        done.waiting,
        done.conflicts,
    )
    result.add_row(*(f"{one:,}" for one in figures))
    answers().print(result)


@app.command()
def explain(
    kind: str = typer.Argument(help="person, firm, house or vehicle."),
    one: int = typer.Argument(help="The id of an entity; with --records of a record."),
    other: int = typer.Argument(help="Another."),
    records: bool = typer.Option(False, help="The ids are those of records."),
    model: int = typer.Option(-1, help="By the weights of an earlier version; 0 are those to start with."),
) -> None:
    """Why two are one, or are not: what each field weighs, in bits. No values are shown."""
    from yiwang.entities import api as entities

    version = model if model >= 0 else None
    found = entities.explain(kind, one, other, by=_BY, records_of=records, model=version)
    verdict = "✔ 同一对象 one entity" if found.together else "✘ 不同对象 two entities"
    answers().print(f"{verdict} · {found.how.zh} {found.how.en}")
    table = Table("field", "level", "bits")
    table.add_row("", "事先 before looking", f"{found.prior:+.1f}")
    for piece in found.weights:
        table.add_row(piece.field, f"{piece.title.zh} {piece.title.en}", f"{piece.bits:+.1f}")
    table.add_section()
    table.add_row("", f"{found.probability:.4%} (v{found.model})", f"{found.weight:+.1f}")
    answers().print(table)
    if found.trap:
        answers().print(f"⚠ {found.trap.zh} {found.trap.en}")
    for said in found.decisions:
        answers().print(f"· {said.at:%Y-%m-%d} {said.act_name.zh} {said.by}: {said.reason}", markup=False)


@app.command()
def priority(
    kind: str = typer.Argument(help="person, firm, house or vehicle."),
    attribute: str = typer.Option("", help="With --source: whose word about it counts from now on."),
    source: str = typer.Option("", help="The new authority, one of those that speak of it."),
    reason: str = typer.Option("", help="On what basis."),
) -> None:
    """The table of authorities (一数一源): the one source of each attribute, and those that verify it."""
    from yiwang.entities import api as entities

    if bool(attribute) != bool(source):
        raise typer.BadParameter("--attribute and --source go together")
    if attribute:
        entities.assign(kind, attribute, source, reason=reason, actor=_BY)
    found = entities.authorities(kind, actor=_BY)
    table = Table("attribute", "name", "grade", "authority", "department", "verified by", "ticket")
    for one in found.rows:
        others = "、".join(slug for _, slug in one.verified_by)
        table.add_row(
            one.name,
            one.title.zh,
            str(one.grade),
            one.resource,
            one.department,
            others,
            "✔" if one.ticket else "",
        )
    answers().print(table)
    answers().print(f"v{found.version} · {found.since:%Y-%m-%d %H:%M}")


@app.command()
def changes(
    kind: str = typer.Argument(help="person, firm, house or vehicle."),
    after: str = typer.Option("", help="The cursor of the last line taken; from the beginning by default."),
    attribute: list[str] = typer.Option([], help="Only changes of this attribute; once for each."),
    limit: int = 50,
) -> None:
    """The feed of changes, oldest first: ids and names of attributes, never values."""
    from yiwang.entities import api as entities

    table = Table("cursor", "entity", "act", "attributes", "source", "at")
    for one in entities.changes(kind, after=after, limit=limit, attributes=attribute):
        table.add_row(
            one.cursor,
            str(one.entity_id),
            one.act,
            ", ".join(one.attributes),
            one.source,
            f"{one.at:%Y-%m-%d %H:%M:%S}",
        )
    answers().print(table)
