"""Puts the command together: every room's `commands.py` brings its own sub-commands."""

import importlib
import importlib.util
import sys

import typer
from django.db import ProgrammingError
from psycopg.errors import UndefinedTable

from yiwang.cli import doctor, messages, systems
from yiwang.errors import YiwangError
from yiwang.floors import rooms

#: What must work without a database: on another machine, or before anything is set up.
WITHOUT_DATABASE = frozenset(
    {
        "verify",
        "doctor",
        "systems",
        "compile-messages",
        "run",
        "setup",
        "ledger check",
        "stewardship verify-destruction",
        "--help",
        "--version",
    }
)


def needs_database(words: list[str]) -> bool:
    """Whether a command line needs the database to be up."""
    asked = [word for word in words if not word.startswith("-")]
    names = {" ".join(asked[:length]) for length in (1, 2)}
    return bool(asked) and not names & WITHOUT_DATABASE and "--help" not in words


def build() -> typer.Typer:
    """The command with all its sub-commands. A room's `commands.py` exports `app` (a group, named by the room) and
    may export `TOP_LEVEL`, functions that stand directly under `yiwang`, and `GROUPS`, further groups by name."""
    app = typer.Typer(
        name="yiwang",
        help="一网: the software a city runs its digital government on.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.command("systems")(systems.systems)
    app.command("doctor")(doctor.doctor)
    app.command("compile-messages")(messages.compile_messages)
    for room in rooms():
        if not (
            importlib.util.find_spec(f"yiwang.{room}") and importlib.util.find_spec(f"yiwang.{room}.commands")
        ):
            continue
        module = importlib.import_module(f"yiwang.{room}.commands")
        if group := getattr(module, "app", None):
            app.add_typer(group, name=group.info.name or room)
        for name, group in getattr(module, "GROUPS", {}).items():
            app.add_typer(group, name=name)
        for name, function in getattr(module, "TOP_LEVEL", {}).items():
            app.command(name)(function)
    return app


def run(app: typer.Typer) -> None:
    """Run the command; a named error is told in the reader's words, with its remedy, and exit code 1."""
    try:
        app()
    except YiwangError as error:
        typer.secho(f"✗ {error.message.zh}\n  {error.message.en}", fg="red", err=True)
        if error.remedy:
            typer.secho(f"→ {error.remedy.zh}\n  {error.remedy.en}", err=True)
        sys.exit(1)
    except ProgrammingError as error:
        if not isinstance(error.__cause__, UndefinedTable):
            raise
        typer.secho("✗ 数据库还是空的。\n  The database is empty.", fg="red", err=True)
        typer.secho("→ 先运行 make run 建好城市。\n  Run make run first, which sets the city up.", err=True)
        sys.exit(1)
