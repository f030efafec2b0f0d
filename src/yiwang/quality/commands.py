"""`yiwang quality check|report|rules|scores|mine`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

app = typer.Typer(name="quality", help="数据质量 · Data quality: rules in one scan.", no_args_is_help=True)


@contextmanager
def _bar(what: str) -> Iterator[object]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@app.command("check")
def check(
    resource: str = typer.Argument("", help="The resource's slug; without it, everything that is due."),
) -> None:
    """Check a resource in the lake, keep the report, open and close tickets."""
    from yiwang.access.api import SYSTEM
    from yiwang.quality import api as quality

    if not resource:
        checked, failed = quality.check_due()
        typer.echo(f"✓ {len(checked)} · ✗ {len(failed)} {' '.join(failed)}")
        return
    with _bar(resource) as progress:
        report = quality.check_table(resource, by=SYSTEM("cli"), progress=progress)  # type: ignore[arg-type]
    _show(report)


@app.command("report")
def report(report_id: int) -> None:
    """Show a kept report; failing keys are masked."""
    from yiwang.access.api import SYSTEM
    from yiwang.quality import api as quality

    _show(quality.report(report_id, SYSTEM("cli")))


@app.command("rules")
def rules(
    resource: str = typer.Argument("", help="The resource's slug; without it, all that have rules."),
    out: Path | None = typer.Option(None, help="Write the rules as a pack's quality file."),
) -> None:
    """List resources with rules, or show one's rules as the text of a pack."""
    from yiwang.quality import api as quality

    if not resource:
        for slug in quality.resources_with_rules():
            typer.echo(f"{len(quality.rules_of(slug)):>4}  {slug}")
        return
    text = quality.rules_text(resource)
    if out:
        out.write_text(text, encoding="utf-8")
    else:
        typer.echo(text)


@app.command("scores")
def scores(period: str = typer.Option("", help="A month, such as 2026-11; this month without it.")) -> None:
    """Departments by score, and every data set's score, the worst first."""
    from yiwang.access.api import SYSTEM
    from yiwang.quality import api as quality

    for one in quality.ranking(period):
        place = f"{one.rank or '–'} ({one.previous_rank or '–'})"
        typer.echo(f"{place:>8}  {_number(one.score)}  {one.department}  {one.resources}")
    for row in quality.scores(SYSTEM("cli"), period=period):
        typer.echo(f"          {_number(row.score)}  {row.resource}  {row.flagged:,}/{row.rows:,}")


@app.command("mine")
def mine(resource: str) -> None:
    """Propose rules from the data; a steward accepts them on the page of candidates."""
    from yiwang.access.api import SYSTEM
    from yiwang.quality import api as quality

    with _bar(resource):
        found = quality.mine(resource, by=SYSTEM("cli"))
    for one in found:
        typer.echo(f"{one.support:>8.2%}  {one.rule.id:40}  {one.rule.text.zh} · {one.evidence.zh}")


def _number(score: float | None) -> str:
    return f"{score:6.2f}" if score is not None else "     –"


def _show(report: object) -> None:
    from yiwang.quality import api as quality

    assert isinstance(report, quality.Report)
    counts = report.counts
    typer.echo(
        f"#{report.id} {report.resource}: {counts.rows:,} · {_number(report.score)} · {counts.seconds:.1f} s"
    )
    for one in counts.rules:
        colour = "green" if not one.failed else "red" if one.rule.severity == "block" else "yellow"
        typer.secho(f"{one.failed:>10,} / {one.checked:>11,}  {one.rule.id:28} {one.rule.text.zh}", fg=colour)
        for sample in one.samples:
            typer.echo(f"{'':26}{' '.join(sample.key)}  {' '.join(sample.value)}")
