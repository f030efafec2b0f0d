"""`yiwang states …`, `yiwang certificates …`."""

from datetime import timedelta
from pathlib import Path

import typer

app = typer.Typer(name="certificates", help="Electronic certificates.", no_args_is_help=True)
states = typer.Typer(help="The signed list of certificates that are not in force.", no_args_is_help=True)


@states.command("export")
def export(file: Path = typer.Argument(help="Where to write the list.", dir_okay=False)) -> None:
    """Write the signed state list, for verifying without a network."""
    from yiwang.certificates import api as certificates

    data = certificates.state_list()
    file.write_bytes(data)
    print(f"{file} · {len(data):,} bytes")


@app.command()
def catalogue() -> None:
    """Certificate types and how many certificates the directory has of each."""
    from yiwang.certificates import api as certificates

    for kind in certificates.catalogue():
        print(f"{kind.issued:>9,}  {kind.code}  {kind.slug}  {kind.name.zh} · {kind.name.en}")


@app.command()
def statistics(days: int = typer.Option(365, help="How far back to count."), top: int = 100) -> None:
    """The certificate types used most."""
    from django.utils import timezone

    from yiwang.certificates import api as certificates

    now = timezone.now()
    for line in certificates.statistics(since=now - timedelta(days=days), until=now, top=top):
        print(
            f"{line.used:>9,} used  {line.issued:>9,} issued  {line.type_slug}  {line.name.zh} · {line.name.en}"
        )


GROUPS = {"states": states}
