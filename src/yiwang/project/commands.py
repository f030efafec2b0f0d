"""`yiwang run` and `yiwang setup`: the commands that only the wiring can give."""

import os
import time
from pathlib import Path

import typer
from django.conf import settings
from django.core.management import call_command

from yiwang.project import database, places, serve


def mount(app: typer.Typer) -> None:
    """Put the wiring's commands beside those of the rooms."""
    app.command("run")(run)
    app.command("setup")(setup)


def setup(quiet: bool = typer.Option(False, help="Say nothing when all goes well.")) -> None:
    """Prepare what needs no database: translations, front-end files, fonts."""
    from yiwang.cli.messages import compile_all
    from yiwang.seals import api as seals
    from yiwang.theme import assets

    compiled = compile_all(Path(__file__).resolve().parents[1])
    assets.build(places.node_modules(), settings.VENDOR_ASSETS)
    seals.prepare_fonts()
    call_command("collectstatic", verbosity=0, interactive=False)
    if not quiet:
        typer.echo(f"{compiled} catalogues compiled; front-end files and fonts in {places.var()}")


def run(
    residents: int = typer.Option(20_000, help="How many synthetic residents a new city gets."),
    port: int = typer.Option(int(os.environ.get("PORT", "8000")), help="Where to serve."),
) -> None:
    """Bring the house up with its model city, and serve until Ctrl-C."""
    from yiwang.project import city

    began = time.monotonic()
    progress = city.Progress()
    try:
        with progress.step("PostgreSQL"):
            if not database.external_url():
                database.start()
        city.set_up(progress, residents=residents, first_day=True)
        _welcome(port, time.monotonic() - began)
        serve.serve(port)
    finally:
        serve.stop_database()


def _welcome(port: int, seconds: float) -> None:
    from yiwang.people import api as people

    typer.secho(
        f"\n  一网 Yiwang · http://127.0.0.1:{port}   (set up in {seconds:.0f} s)\n", fg="green", bold=True
    )
    typer.echo(people.describe_sample_accounts())
    typer.echo(f"\n  Logs: {places.var() / 'log'}")
    typer.echo("  Ctrl-C stops everything; `make run` goes on where it stopped.\n")
