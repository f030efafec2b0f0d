"""A model city of the benchmark's own, brought up by `yiwang run` itself: durable, and nothing is stood in for."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil

YIWANG = [sys.executable, "-m", "yiwang.project.entry"]


@dataclass
class House:
    """One installation in a folder of its own, and the process that runs it."""

    var: Path
    port: int
    residents: int
    environment: dict[str, str] = field(default_factory=dict)
    supervisor: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.var / "run.log"

    def command(self, *words: str) -> None:
        """Run one `yiwang` command to its end."""
        with self.log.open("ab") as log:
            subprocess.run([*YIWANG, *words], env=self.environment, stdout=log, stderr=log, check=True)

    def start(self) -> float:
        """`yiwang run`; returns the seconds until `/healthz` answered."""
        began = time.monotonic()
        with self.log.open("ab") as log:
            self.supervisor = subprocess.Popen(
                [*YIWANG, "run", "--residents", str(self.residents), "--port", str(self.port)],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait()
        return time.monotonic() - began

    def wait(self) -> None:
        """Until `/healthz` answers."""
        assert self.supervisor is not None
        while not answers(self.port):
            if self.supervisor.poll() is not None:
                raise RuntimeError(f"the house did not come up:\n{self.log.read_text()[-3000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Ctrl-C."""
        if self.supervisor and self.supervisor.poll() is None:
            self.supervisor.send_signal(signal.SIGINT)
            self.supervisor.wait(60)
        self.supervisor = None

    def kill(self) -> None:
        """kill -9 of the supervisor, the web server and the worker, all at once; PostgreSQL goes on."""
        assert self.supervisor is not None
        root = psutil.Process(self.supervisor.pid)
        for process in [root, *root.children(recursive=True)]:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        self.supervisor.wait()
        self.supervisor = None

    def kill_database(self) -> None:
        """kill -9 of PostgreSQL's first process: its sessions end, nothing is written on the way out."""
        self.postmaster().kill()

    def postmaster(self) -> psutil.Process:
        pid = int((self.var / "postgres" / "postmaster.pid").read_text().split()[0])
        return psutil.Process(pid)

    def cpu_seconds(self) -> dict[str, float]:
        """Processor time used so far, by part of the house."""
        assert self.supervisor is not None
        used = {"database": _family(self.postmaster())}
        for child in psutil.Process(self.supervisor.pid).children():
            part = "worker" if "yiwang.project.worker" in child.cmdline() else "web"
            used[part] = used.get(part, 0.0) + _family(child)
        return used


@contextlib.contextmanager
def house(residents: int) -> Iterator[House]:
    """A fresh installation in a temporary folder, set up but not started, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="yiwang-bench-"))
    folder.chmod(0o755)
    os.environ["YIWANG_VAR"] = str(folder)
    port = free_port()
    made = House(folder, port, residents, os.environ | {"PORT": str(port)})
    try:
        yield made
    finally:
        made.stop()
        _stop_database()
        shutil.rmtree(folder, ignore_errors=True)


def django_here() -> None:
    """Make this process a part of the house too: it reads and writes the same database."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.project.settings")
    django.setup()


def answers(port: int, path: str = "/healthz") -> bool:
    """Whether a server on this machine says that all is well."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def free_port() -> int:
    """A port of this machine nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _stop_database() -> None:
    from yiwang.project import database

    database.stop()


def _family(process: psutil.Process) -> float:
    total = 0.0
    for one in [process, *process.children(recursive=True)]:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = one.cpu_times()
            total += times.user + times.system
    # Sessions that ended count in their parent's account of its children.
    ended = process.cpu_times()
    return total + ended.children_user + ended.children_system
