"""The ledger on the command line."""

import json

import pytest
from typer.testing import CliRunner

from yiwang.ledger import api as ledger
from yiwang.ledger.commands import app

pytestmark = pytest.mark.django_db


def run(*arguments):
    return CliRunner().invoke(app, [str(one) for one in arguments])


def test_a_whole_log_verifies_and_a_broken_one_does_not(write, tamper):
    numbers = write(5)
    assert run("verify").exit_code == 0
    tamper("UPDATE ledger_entry SET by = 'x' WHERE id = %s", numbers[3])
    result = run("verify")
    assert result.exit_code == 1
    assert "[3]" in result.stdout


def test_a_saved_head_is_a_witness(write, tmp_path):
    write(5)
    ledger.sequence()
    (tmp_path / "head.json").write_text(run("head").stdout)
    write(5)
    assert run("verify", "--witness", tmp_path / "head.json").exit_code == 0


def test_a_proof_is_checked_with_the_key_alone(write, tmp_path):
    numbers = write(5)
    file = tmp_path / "proof.json"
    file.write_text(run("prove", numbers[2]).stdout)
    key = run("key").stdout.strip()
    good = run("check", file, "--public-key", key)
    assert good.exit_code == 0
    assert "case:2" in good.stdout
    document = json.loads(file.read_text())
    file.write_text(json.dumps(document | {"index": 4}))
    assert run("check", file, "--public-key", key).exit_code == 1
    file.write_text("nonsense")
    assert run("check", file, "--public-key", key).exit_code == 1
    assert run("prove", 10**12).exit_code == 1
