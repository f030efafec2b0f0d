"""`yiwang verify`, `yiwang trust`, `yiwang seals`: verification works on a machine that has nothing but this program."""

import json
from pathlib import Path

import typer

from yiwang.seals.verify.anchors import TrustAnchors, read_anchors
from yiwang.seals.verify.file import verify_file
from yiwang.seals.verify.limits import FILE_SIZE
from yiwang.seals.verify.report import Report
from yiwang.seals.verify.states import StateList, read_states
from yiwang.text import Text

app = typer.Typer(name="seals", help="Electronic seals.", no_args_is_help=True)
trust = typer.Typer(help="The city's trust anchors.", no_args_is_help=True)


def verify(
    file: Path = typer.Argument(help="An OFD or PDF file.", exists=True, dir_okay=False),
    anchors: Path | None = typer.Option(
        None, envvar="YIWANG_ANCHORS", help="The city's trust anchors (`yiwang trust export`)."
    ),
    states: Path | None = typer.Option(None, help="The city's signed state list (`yiwang states export`)."),
    as_json: bool = typer.Option(False, "--json", help="Print the report as JSON."),
) -> None:
    """Verify a sealed file step by step. Exit code 0: authentic and in force; 1: not; 2: trust anchors missing."""
    trusted = _anchors(anchors)
    listed: StateList | None = read_states(states.read_bytes(), trusted) if states else None
    with file.open("rb") as source:
        data = source.read(FILE_SIZE + 1)
    report = verify_file(data, trusted, status=listed)
    if as_json:
        print(json.dumps(_as_dict(report), ensure_ascii=False, indent=2))
    else:
        _print(file, report, trusted)
    raise typer.Exit(0 if report.ok else 1)


@trust.command("export")
def export(file: Path = typer.Argument(help="Where to write the anchors.", dir_okay=False)) -> None:
    """Write the city's trust anchors, to be given to everyone who verifies its files."""
    from yiwang.seals import api as seals

    anchors = seals.trust_anchors()
    file.write_bytes(seals.write_anchors(anchors))
    print(f"{file}")
    for fingerprint in anchors.fingerprints:
        print(f"SM3 {fingerprint}")


@app.command("list")
def list_seals(department: str = typer.Option("", help="Only those of a department.")) -> None:
    """The seals of the city."""
    from yiwang.seals import api as seals

    for seal in seals.seals(department):
        until = f"{seal.valid_until:%Y-%m-%d}" if seal.valid_until else "-"
        print(f"{seal.code}  {seal.state:9}  {until:10}  {seal.name}")


def _anchors(path: Path | None) -> TrustAnchors:
    if path:
        return read_anchors(path.read_bytes())
    typer.secho(
        "✗ 请用 --anchors 给出发证城市的信任锚文件。\n  Give the issuing city's trust anchors with --anchors.",
        fg="red",
        err=True,
    )
    raise typer.Exit(2)


def _print(file: Path, report: Report, anchors: TrustAnchors) -> None:
    for step in report.steps:
        sign, colour = ("✓", "green") if step.ok else ("✗", "red")
        if not step.checked:
            sign, colour = "–", "yellow"
        number = f" #{step.seal}" if step.seal else ""
        typer.secho(f"{sign} {step.title.zh}{number} · {step.title.en}", fg=colour)
        if step.detail:
            typer.echo(
                f"    {step.detail.zh}" + (f" · {step.detail.en}" if step.detail.en != step.detail.zh else "")
            )
    city = f"{anchors.city.zh} {anchors.city.en}".strip()
    verdict = _verdict(report)
    colour = "green" if report.complete else ("yellow" if report.ok else "red")
    typer.secho(f"\n{file.name}: {verdict.zh} · {verdict.en} ({city})", fg=colour, bold=True)


def _verdict(report: Report) -> Text:
    """Never more than was looked at: without a state list nobody knows whether a certificate was withdrawn."""
    if not report.ok:
        return Text("验证未通过", "NOT verified")
    if report.complete:
        return Text("文件真实、完整、有效", "authentic, whole, in force")
    return Text(
        "文件真实、完整，有的项目未能核对（见“–”）",
        "authentic and whole; not everything could be checked (see –)",
    )


def _as_dict(report: Report) -> dict[str, object]:
    return {
        "ok": report.ok,
        "kind": report.kind,
        "identifier": report.identifier,
        "fields": dict(report.fields),
        "signers": list(report.signers),
        "steps": [
            {
                "code": step.code,
                "ok": step.ok,
                "checked": step.checked,
                "seal": step.seal,
                "title": step.title.as_dict(),
                "detail": step.detail.as_dict(),
            }
            for step in report.steps
        ],
    }


TOP_LEVEL = {"verify": verify}
GROUPS = {"trust": trust}
