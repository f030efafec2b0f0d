"""`yiwang stewardship …`: what is due, destruction and its proof, data chiefs."""

import json
from pathlib import Path

import typer
from rich.progress import track

from yiwang.access.api import SYSTEM
from yiwang.stewardship.rules import certificate as certificates

app = typer.Typer(
    name="stewardship", help="Labels, retention, destruction, data chiefs.", no_args_is_help=True
)
_BY = SYSTEM("command")


@app.command()
def due() -> None:
    """Partitions past their active years or past their term, and what stops them."""
    from django.utils import timezone

    from yiwang.stewardship import api as stewardship

    today = timezone.localdate()
    for one in stewardship.terms(_BY):
        what = "destroy 销毁" if one.due(today) else ("archive 归档" if one.past_active(today) else "")
        if what:
            held = f"  held 留存令 {one.hold}" if one.hold else ""
            print(f"{what}  {one.due_on}  {one.resource}  {one.key}  {one.rows:,} rows{held}")


@app.command()
def scan(resource: str = typer.Argument("", help="One resource; every collected one without it.")) -> None:
    """Look for labels that are too low for what the data hold."""
    from yiwang.catalogue import api as catalogue
    from yiwang.lake import api as lake
    from yiwang.stewardship import api as stewardship

    tables = [one.name for one in lake.tables() if one.layer == "ods"]
    slugs = [resource] if resource else [catalogue.slug_of_table(name) for name in tables]
    for slug in track(slugs, description="scan 识别", disable=len(slugs) < 2):
        for one in stewardship.scan(by=_BY, resource=slug).findings:
            print(
                f"{one.resource}.{one.field}: {one.recogniser.zh} {one.share:.0f}%  {one.grade_now} → {one.grade_proposed}"
            )


@app.command()
def destroy(
    destruction: int,
    certificate: Path = typer.Option(..., help="Where to write the certificate.", dir_okay=False),
) -> None:
    """Carry out a destruction that two people approved, and write its certificate."""
    from yiwang.stewardship import api as stewardship

    done = stewardship.carry_out(actor=_BY, destruction_id=destruction)
    certificate.write_bytes(stewardship.certificate_file(destruction))
    print(f"✓ {done.document['number']}  {len(done.files)} files  {certificate}")


@app.command("verify-destruction")
def verify_destruction(
    file: Path = typer.Argument(exists=True, dir_okay=False),
    key: str = typer.Option(..., help="The house's stewardship key in hex, from a source you trust."),
    ledger_key: str = typer.Option("", help="The ledger's key, to check that the act stands in the ledger."),
) -> None:
    """Check a certificate of destruction; needs no database. Exit code 1 when it does not hold."""
    from yiwang.ledger import api as ledger

    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        content = None
    found = certificates.problems(content, key=key) if isinstance(content, dict) else ["not a JSON object"]
    if not found and ledger_key:
        try:
            proof = ledger.proof_from_json(content["ledger"])
            ledger.check_proof(proof, public_key=bytes.fromhex(ledger_key))
            if certificates.digest(content["document"]) not in proof.leaf:
                found.append("the ledger's entry is about another document")
        except (ledger.BadProof, KeyError, ValueError) as error:
            found.append(f"the ledger's proof does not hold: {error}")
    for one in found:
        print(f"✗ {one}")
    if not found:
        document = content["document"]
        print(
            f"✓ {document['number']}  {document['resource']} {document['partition']}  "
            f"{document['before']['rows']:,} rows, {len(document['files'])} files, nothing left"
        )
    raise typer.Exit(1 if found else 0)


@app.command()
def keys() -> None:
    """Print the keys by which certificates of destruction and the ledger are checked."""
    from yiwang.ledger import api as ledger
    from yiwang.stewardship import api as stewardship

    print(f"--key {stewardship.certificate_key()}\n--ledger-key {ledger.ledger_key().hex()}")


@app.command()
def chiefs() -> None:
    """Data chiefs by unit, and units that have none."""
    from yiwang.stewardship import api as stewardship

    for one in stewardship.chiefs(_BY):
        print(f"{one.department}  {one.name}  {one.since} – {one.until}  {one.letter}")
    missing = stewardship.coverage(_BY)
    print(f"{missing.covered}/{missing.units}")
    for department in missing.missing:
        print(f"✗ {department}")
