"""`yiwang run`: up, down, and up again after the worst."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest
from tests.support.city import free_port

RESIDENTS = "200"


class House:
    """One installation of its own, run as a person would run it."""

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = free_port()
        self.log = var.parent / "run.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {name: value for name, value in os.environ.items() if name != "YIWANG_DATABASE_URL"}
        environment |= {"YIWANG_VAR": str(self.var), "PORT": str(self.port)}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "yiwang.project.entry", "run", "--residents", RESIDENTS],
                env=environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + 180
        while time.monotonic() < deadline:
            # After a kill, the old server may still answer until the new one takes over: look for children of ours.
            if not psutil.Process(self.process.pid).children():
                time.sleep(0.2)
                assert self.process.poll() is None, self.log.read_text()[-3000:]
                continue
            try:
                if httpx.get(f"http://127.0.0.1:{self.port}/healthz", timeout=2).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.2)
            assert self.process.poll() is None, self.log.read_text()[-3000:]
        raise AssertionError(self.log.read_text()[-3000:])

    def ours(self) -> list[psutil.Process]:
        """Every process of this installation still alive, found by its folder or its port."""
        found = []
        for process in psutil.process_iter(["cmdline", "environ"]):
            words = " ".join(process.info["cmdline"] or [])
            environ = process.info["environ"] or {}
            if process.pid != os.getpid() and (
                str(self.var) in words or environ.get("YIWANG_VAR") == str(self.var)
            ):
                found.append(process)
        return found

    def postmaster(self) -> psutil.Process:
        """PostgreSQL's first process."""
        return psutil.Process(int((self.var / "postgres" / "postmaster.pid").read_text().split()[0]))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    var = tmp_path / "var"
    subprocess.run(
        [sys.executable, "-m", "yiwang.project.entry", "setup", "--quiet"],
        env=os.environ | {"YIWANG_VAR": str(var)}, check=True,
    )  # fmt: skip
    one = House(var)
    yield one
    for process in one.ours():
        process.kill()


def test_it_comes_up_stops_at_ctrl_c_and_keeps_what_it_knew(house: House) -> None:
    house.start()
    said = house.log.read_text()
    assert "elder" in said
    assert "TOTP" in said
    assert house.process is not None
    os.kill(house.process.pid, signal.SIGINT)
    assert house.process.wait(40) == 0
    psutil.wait_procs(house.ours(), timeout=10)
    assert house.ours() == []

    secrets = (house.var / "sample-accounts.json").read_bytes()
    house.start()
    assert (house.var / "sample-accounts.json").read_bytes() == secrets


def test_a_killed_run_leaves_nothing_that_blocks_the_next(house: House) -> None:
    house.start()
    before = {process.pid for process in house.ours()}
    assert house.process is not None
    os.kill(house.process.pid, signal.SIGKILL)
    house.process.wait()
    house.start()
    children = psutil.Process(house.process.pid).children(recursive=True)
    left = [process for process in house.ours() if process.pid in before and "postgres" not in process.name()]
    assert children
    assert left == []

    # Its database killed alone is brought back, without anybody doing anything.
    killed = house.postmaster()
    killed.kill()
    killed.wait()
    deadline = time.monotonic() + 60
    while httpx.get(f"http://127.0.0.1:{house.port}/healthz", timeout=10).status_code != 200:
        assert time.monotonic() < deadline, house.log.read_text()[-3000:]
        time.sleep(0.2)
    assert house.postmaster() != killed
