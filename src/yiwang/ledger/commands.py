"""`yiwang ledger …`: checking the log, and taking proofs out of it."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from yiwang.ledger import api as ledger
from yiwang.text import Text

app = typer.Typer(help="The append-only log of audited acts.", no_args_is_help=True)


@app.command()
def verify(
    witness: Annotated[list[Path], typer.Option(help="A head saved earlier by `yiwang ledger head`.")] = [],  # noqa: B006
) -> None:
    """Prove the whole log, or name the first broken leaf."""
    heads = [ledger.head_from_json(_document(path)) for path in witness]
    report = ledger.verify_log(witnesses=heads)
    broken = "" if report.first_broken is None else f" [{report.first_broken}]"
    print(f"{'✔' if report.ok else '✘'} {report.size}{broken} {report.reason}")
    raise typer.Exit(0 if report.ok else 1)


@app.command()
def head() -> None:
    """Print the latest signed head: keep it elsewhere as a witness."""
    print(json.dumps(ledger.head_as_json(ledger.signed_tree_head())))


@app.command()
def prove(entry: int) -> None:
    """Print the proof that an entry is in the log; `check` needs nothing but this and the public key."""
    print(json.dumps(ledger.proof_as_json(ledger.prove(entry)), ensure_ascii=False))


@app.command()
def key() -> None:
    """Print the ledger's public key, by which others check proofs."""
    print(ledger.ledger_key().hex())


@app.command()
def check(
    file: Path,
    public_key: Annotated[str, typer.Option(help="The ledger's public key in hex, from a source you trust.")],
) -> None:
    """Check a proof made by `prove`; works without the database."""
    proof = ledger.proof_from_json(_document(file))
    ledger.check_proof(proof, public_key=bytes.fromhex(public_key))
    print(f"✔ {proof.leaf}")


def _document(file: Path) -> Mapping[str, Any]:
    try:
        document = json.loads(file.read_text())
    except ValueError:
        document = None
    if not isinstance(document, dict):
        raise ledger.BadProof(Text(f"{file.name} 不是 JSON 对象", f"{file.name} is no JSON object"))
    return document
