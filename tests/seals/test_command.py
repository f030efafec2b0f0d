"""`yiwang verify` on a machine that has nothing but this program: no database, no city."""

import json
import os
import subprocess
import sys

import pytest
from tests.seals.conftest import DAY, IDENTIFIER, IDENTITY, NOW, page, sealed_ofd

from yiwang.seals.verify.anchors import write_anchors
from yiwang.seals.verify.states import StateEntry, StateList, write_states


@pytest.fixture
def folder(tmp_path, city, material):
    lasting = page(identity={**IDENTITY, "valid_from": "2020-01-01", "valid_until": ""})
    (tmp_path / "good.ofd").write_bytes(sealed_ofd(material, lasting))
    broken = bytearray((tmp_path / "good.ofd").read_bytes())
    broken[len(broken) // 2] ^= 1
    (tmp_path / "broken.ofd").write_bytes(broken)
    (tmp_path / "trust.json").write_bytes(write_anchors(city.anchors))
    certificate, sign = city.sm2.issue("状态列表")
    states = StateList(1, NOW, NOW + DAY, {IDENTIFIER: StateEntry("07", NOW)})
    (tmp_path / "states.json").write_bytes(write_states(states, certificate=certificate, sign=sign))
    nothing = StateList(1, NOW, NOW + DAY, {})
    (tmp_path / "no-states.json").write_bytes(write_states(nothing, certificate=certificate, sign=sign))
    return tmp_path


def verify(folder, *arguments):
    environment = {
        **os.environ,
        "YIWANG_VAR": str(folder / "var"),
        "YIWANG_DATABASE_URL": "postgresql://nobody@127.0.0.1:9/nothing",
    }
    return subprocess.run(
        [sys.executable, "-m", "yiwang.project.entry", "verify", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_good_file_is_good_without_a_database(folder):
    told = verify(folder, "good.ofd", "--anchors", "trust.json")
    assert told.returncode == 0, told.stderr
    assert "authentic" in told.stdout
    assert "not everything could be checked" in told.stdout, (
        "no state list, no word on whether it is in force"
    )


def test_with_the_state_list_it_says_in_force(folder):
    told = verify(folder, "good.ofd", "--anchors", "trust.json", "--states", "no-states.json")
    assert "文件真实、完整、有效" in told.stdout, told.stdout


def test_a_broken_file_names_what_failed_and_exits_with_1(folder):
    told = verify(folder, "broken.ofd", "--anchors", "trust.json", "--json")
    assert told.returncode == 1
    report = json.loads(told.stdout)
    assert not report["ok"]
    failed = [step for step in report["steps"] if step["checked"] and not step["ok"]]
    assert failed
    assert all(step["title"]["zh"] and step["title"]["en"] for step in failed)


def test_a_revoked_one_is_known_by_the_state_list(folder):
    told = verify(folder, "good.ofd", "--anchors", "trust.json", "--states", "states.json")
    assert told.returncode == 1
    assert "吊销" in told.stdout


def test_without_anchors_it_says_what_is_missing(folder):
    told = verify(folder, "good.ofd")
    assert told.returncode == 2
    assert "--anchors" in told.stderr
