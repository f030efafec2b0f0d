"""`yiwang pack check|plan|apply PATH`: read a pack, tell everything wrong with it, show the plan, apply it."""

from pathlib import Path

import typer

from yiwang.access.api import SYSTEM
from yiwang.packs.types import Plan

app = typer.Typer(name="pack", help="业务包 · Domain packs: the city as data.", no_args_is_help=True)
_PATH = typer.Argument(help="The pack's folder.", exists=True, file_okay=False, resolve_path=True)
_CITY = typer.Option(None, "--city", help="The city's folder, when not the one this installation serves.")
_SIGNS = {"add": ("+", "green"), "change": ("~", "yellow"), "retire": ("-", "red")}


@app.command("check")
def check(path: Path = _PATH, city: Path | None = _CITY) -> None:
    """Tell everything wrong with a pack, with file and line. Exit code 1 when there is anything."""
    from yiwang.packs import api as packs

    problems = packs.check(path, city=city)
    for one in problems:
        typer.secho(f"{one.file}:{one.line}: {one.message.zh}  {one.message.en}", fg="red", err=True)
    if problems:
        typer.secho(f"✗ {len(problems)} 处错误 · {len(problems)} errors", fg="red", err=True)
        raise typer.Exit(1)
    typer.secho(f"✓ {path.name}", fg="green")


@app.command("plan")
def plan(path: Path = _PATH, city: Path | None = _CITY) -> None:
    """Show what applying a pack would add, change and retire."""
    from yiwang.packs import api as packs

    _show(packs.plan(path, city=city))


@app.command("apply")
def apply(path: Path = _PATH, city: Path | None = _CITY) -> None:
    """Apply a pack, all or nothing."""
    from yiwang.packs import api as packs

    _show(packs.apply(path, by=SYSTEM("cli"), city=city))


@app.command("list")
def applied() -> None:
    """List the packs applied."""
    from yiwang.packs import api as packs

    for one in packs.applied():
        typer.echo(f"{one.pack} {one.version}  sm3:{one.digest}")


def _show(plan: Plan) -> None:
    for change in plan.changes:
        sign, colour = _SIGNS[change.action]
        typer.secho(f"{sign} {change.kind}:{change.key}", fg=colour)
    if not plan:
        typer.echo(f"{plan.pack} {plan.version}: 无变化 · nothing to do")
