"""What operators export, outsiders verify with."""

import pytest
from tests.certificates.conftest import ISSUER, OWNER
from typer.testing import CliRunner

from yiwang.certificates import api as certificates
from yiwang.certificates import commands
from yiwang.seals import api as seals
from yiwang.seals import commands as seal_commands

pytestmark = pytest.mark.django_db


def run(app, *arguments):
    told = CliRunner().invoke(app, [str(one) for one in arguments])
    assert told.exit_code == 0, told.output
    return told.output


def test_exported_anchors_and_states_verify_an_exported_file(issue, tmp_path):
    kept, taken = issue("a"), issue("b")
    certificates.revoke(identifier=taken.identifier, reason="x", by=ISSUER)
    fingerprints = run(seal_commands.trust, tmp_path / "trust.json")
    run(commands.states, tmp_path / "states.json")
    anchors = seals.read_anchors((tmp_path / "trust.json").read_bytes())
    assert all(fingerprint in fingerprints for fingerprint in anchors.fingerprints)
    states = seals.read_states((tmp_path / "states.json").read_bytes(), anchors)
    for issued, good in ((kept, True), (taken, False)):
        data = certificates.file_of(issued.identifier, "pdf", by=OWNER)
        assert seals.verify_file(data, anchors, status=states).ok is good


def test_lists_are_printed_for_operators(issue):
    issue()
    assert "滨州市民政局" in run(seal_commands.app)
    assert "sample-elderly-card" in run(commands.app, "catalogue")
    assert "sample-elderly-card" in run(commands.app, "statistics")
