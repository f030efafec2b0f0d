"""`yiwang bus …`: how facts are moving."""

import typer

from yiwang.bus import api as bus

app = typer.Typer(help="Facts on their way between rooms.", no_args_is_help=True)


@app.command()
def lag() -> None:
    """Seconds the oldest undelivered fact has been waiting, and how many deliveries wait."""
    print(f"{bus.lag():.1f} s, {bus.waiting()} waiting, {len(bus.dead_letters())} dead")


@app.command("dead-letters")
def dead_letters(limit: int = 100) -> None:
    """Deliveries that were given up."""
    for letter in bus.dead_letters(limit):
        print(
            f"{letter.id}  {letter.fact}  {letter.subject}  {letter.handler}  {letter.attempts}×  {letter.error}"
        )


@app.command()
def redeliver(letter: int) -> None:
    """Send a dead letter again."""
    bus.redeliver(letter)
