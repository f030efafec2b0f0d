"""`yiwang docking …`: pushing, watching, mending and rehearsing the exchange with other systems."""

from datetime import date, datetime, timedelta

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from yiwang.access.api import SYSTEM

app = typer.Typer(name="docking", help="Exchange with other systems and platforms.", no_args_is_help=True)
_BY = SYSTEM("command")


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )


@app.command()
def push(
    since: str = typer.Option("", help="Queue every case submitted since this day first (2026-11-25)."),
    platform: str = typer.Option("", help="Only to this platform."),
) -> None:
    """Send what is due, after queueing the cases since a day if one is named (全量办件)."""
    from yiwang.calendar.api import CITY_ZONE
    from yiwang.docking import api as docking

    with _progress() as progress:
        if since:
            start = datetime.combine(date.fromisoformat(since), datetime.min.time(), CITY_ZONE)
            queued = progress.add_task("queue 入列", total=None)
            made = 0
            for count in docking.backfill(actor=_BY, since=start):
                made += count
                progress.advance(queued)
        before = docking.open_messages(platform)
        sending = progress.add_task("send 发送", total=before)
        while docking.deliver(platform, rounds=1):
            progress.update(sending, completed=max(0, before - docking.open_messages(platform)))
    print(f"{docking.open_messages(platform):,} open")


@app.command()
def status() -> None:
    """Every platform: state, waiting, sent, acknowledged, dead, age of the oldest open message."""
    from yiwang.docking import api as docking

    for one in docking.statuses(_BY):
        simulated = "（模拟）" if one.party and one.party.simulated else ""
        print(
            f"{one.platform.slug:12} {one.state:10} waiting {one.waiting:,} sent {one.sent:,} "
            f"acknowledged {one.acknowledged:,} dead {one.dead:,} lag {one.lag_seconds:.0f} s "
            f"{one.platform.name.zh}{simulated} {one.note.zh} {one.last_error}".rstrip()
        )


@app.command()
def replay(
    message: str = typer.Argument("", help="A message id."),
    platform: str = typer.Option("", help="Every dead letter of a platform."),
) -> None:
    """Send dead letters again."""
    from yiwang.docking import api as docking

    if message:
        docking.replay(actor=_BY, message_id=message)
        print(f"✓ {message}")
    elif platform:
        print(f"✓ {docking.replay_all(actor=_BY, platform=platform):,}")
    else:
        raise typer.BadParameter("name a message or --platform")


@app.command()
def reconcile(
    day: str = typer.Option("", help="The day (2026-11-25); yesterday if not named."),
    platform: str = typer.Option("", help="Only this platform."),
) -> None:
    """Compare a day with the platforms, by count and hash; exit code 1 where they do not agree."""
    from django.utils import timezone

    from yiwang.calendar.api import day_of
    from yiwang.docking import api as docking

    wanted = date.fromisoformat(day) if day else day_of(timezone.now()) - timedelta(days=1)
    agreed = True
    for party in docking.parties(_BY, kind="platform"):
        if platform in ("", party.slug):
            view = docking.reconcile(actor=_BY, platform=party.slug, day=wanted)
            agreed = agreed and view.agreed
            sign = "✓" if view.agreed else "✗"
            print(
                f"{sign} {party.slug} {wanted} ours {view.ours:,} theirs {view.theirs:,} missing "
                f"{len(view.missing)} extra {len(view.extra)} differing {len(view.differing)}"
            )
    raise typer.Exit(0 if agreed else 1)


@app.command()
def simulate(
    port: int = typer.Option(8790, help="Where the simulated platforms listen, on this machine only."),
    house: str = typer.Option("http://localhost:8000", help="Where this house answers."),
    connect: bool = typer.Option(False, help="Register the simulator as every platform of this house."),
    ack_seconds: int = typer.Option(10, help="With --connect: seconds to wait for a receipt."),
) -> None:
    """SIMULATED (模拟) platforms above the city: verify, validate, acknowledge later, misbehave when told."""
    from yiwang.docking import api as docking
    from yiwang.docking.simulator.server import Simulator

    declared = docking.platforms()
    simulator = Simulator(
        port=port,
        house=house.rstrip("/"),
        house_key=docking.public_key().hex(),
        schemas=docking.schemas(),
        fields={slug: one.fields for slug, one in declared.items()},
    )
    if connect:
        for slug, one in declared.items():
            if one.interface == "messages":
                docking.connect_platform(
                    actor=_BY,
                    slug=slug,
                    base_url=f"http://127.0.0.1:{port}/{slug}",
                    public_key=simulator.public_key,
                    ack_seconds=ack_seconds,
                    simulated=True,
                )
    print(f"上级平台模拟器（模拟）http://127.0.0.1:{port}  {simulator.public_key}", flush=True)
    simulator.serve()
