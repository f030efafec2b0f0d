"""The living city, and the simulated platforms as a process beside it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from tests.journeys.conftest import town, visitors
from tests.support.city import Served, free_port

from yiwang.seals.upstream.simulator import simulated_registry

__all__ = ["town", "visitors"]


@pytest.fixture(scope="module")
def house(town: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The city with all that stands above it: the province's sign-in and its registry of seals too, both simulated."""
    log = tmp_path_factory.mktemp("house") / "server.log"
    with simulated_registry() as registry:
        above = {"YIWANG_UPSTREAM": "simulated", "YIWANG_SEAL_REGISTRY_URL": registry}
        served = Served(town, free_port(), log, extra=above)
        served.start()
        try:
            yield served
        finally:
            served.stop()


@dataclass
class Platforms:
    """The simulator at its port, told by hand."""

    url: str

    def told(self, **faults: float) -> None:
        """Have it misbehave."""
        httpx.post(f"{self.url}/control", json=faults).raise_for_status()

    def seen(self, platform: str = "", project: str = "") -> list[dict[str, Any]]:
        """What it holds, in the order it first came."""
        held = httpx.get(f"{self.url}/seen").json()["messages"]
        return [
            one for one in held
            if platform in ("", one["platform"]) and project in ("", one["project"])
        ]  # fmt: skip

    def emit(self, platform: str, **message: Any) -> int:
        """Have a platform send the house a signed message; gives the HTTP status."""
        status: int = httpx.post(f"{self.url}/emit/{platform}", json=message, timeout=20).json()["status"]
        return status

    def forget(self, message_id: str) -> None:
        httpx.post(f"{self.url}/forget", json={"message_id": message_id}).raise_for_status()


@pytest.fixture(scope="module")
def simulated(house: Served) -> Iterator[Platforms]:
    """`yiwang docking simulate --connect`, as an operator would start it."""
    port = free_port()
    command = [
        sys.executable, "-m", "yiwang.project.entry", "docking", "simulate", "--port", str(port),
        "--house", house.url, "--connect", "--ack-seconds", "2",
    ]  # fmt: skip
    with house.log.open("ab") as log:
        process = subprocess.Popen(command, env=house._environment(), stdout=log, stderr=log)
    try:
        url, deadline = f"http://127.0.0.1:{port}", time.monotonic() + 60
        while True:
            try:
                assert httpx.get(url).json()["simulated"]
                break
            except httpx.HTTPError:
                assert process.poll() is None, house.log.read_text()[-3000:]
                assert time.monotonic() < deadline
                time.sleep(0.1)
        yield Platforms(url)
    finally:
        process.terminate()
        process.wait(10)
