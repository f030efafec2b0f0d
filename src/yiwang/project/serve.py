"""`yiwang run`: brings the whole house up, keeps it up, and takes it down again."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import typer

from yiwang.project import database, places

WEB_WORKERS = int(os.environ.get("YIWANG_WEB_WORKERS", "2"))
#: Enough to compute while others wait for the disk; more only take turns at one interpreter (docs/performance.md).
WEB_THREADS = int(os.environ.get("YIWANG_WEB_THREADS", "4"))
GRACE = 15.0
LARGE_LOG = 50 * 2**20


def log_file(name: str) -> Path:
    """Where a process writes its log, JSON lines; a large one is put aside at the next start."""
    file = places.var() / "log" / f"{name}.log"
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.exists() and file.stat().st_size > LARGE_LOG:
        file.replace(file.with_suffix(".log.1"))
    return file


@dataclass
class Child:
    """One of our processes: how to start it, and how often it fell over lately."""

    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    starts: list[float] = field(default_factory=list)

    def start(self, environment: dict[str, str]) -> None:
        self.starts.append(time.monotonic())
        # A session of its own: Ctrl-C reaches us alone, and we tell the children in the right order.
        with log_file(self.name).open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    @property
    def pause(self) -> float:
        """Seconds to wait before the next start: longer when it keeps falling over."""
        lately = [moment for moment in self.starts if time.monotonic() - moment < 60]
        return min(0.5 * float(2 ** len(lately)), 30.0)


def serve(port: int) -> None:
    """Serve until Ctrl-C. Assumes the database is up and the city is set up."""
    _end_leftovers()
    if _taken(port):
        typer.secho(
            f"✗ Port {port} is taken by another program. Choose another: PORT=8080 make run",
            fg="red",
            err=True,
        )
        raise typer.Exit(1)
    environment = _environment(port)
    children = [
        Child("web", web_command(port)),
        Child("worker", [sys.executable, "-m", "yiwang.project.worker"]),
    ]
    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    for child in children:
        child.start(environment)
    _remember(children)
    try:
        while not stopping:
            time.sleep(0.2)
            _mend_database()
            for child in children:
                if not stopping:
                    _mend(child, children, environment)
    finally:
        typer.echo("Stopping …")
        _end([child.process for child in children if child.process])
        _pids_file().unlink(missing_ok=True)


def _mend(child: Child, children: list[Child], environment: dict[str, str]) -> None:
    if child.process is None or child.process.poll() is None:
        return
    typer.secho(
        f"! {child.name} ended ({child.process.returncode}); starting it again. See {log_file(child.name)}",
        fg="yellow",
        err=True,
    )
    time.sleep(child.pause)
    child.start(environment)
    _remember(children)


def _mend_database() -> None:
    """The embedded server, started again when it fell over; our processes wait for it and go on."""
    if database.external_url() or database.is_alive():
        return
    typer.secho("! PostgreSQL ended; starting it again.", fg="yellow", err=True)
    try:
        database.start()
    except database.DatabaseNotStarted as error:
        # Its last sessions may still hold the shared memory; the next round tries again.
        typer.secho(str(error), fg="yellow", err=True)
        time.sleep(1)


def web_command(port: int, application: str = "yiwang.project.wsgi:application") -> list[str]:
    """How a web server is started here, for our application or for one it is compared with."""
    return [
        sys.executable, "-m", "granian", application,
        "--interface", "wsgi",
        "--host", os.environ.get("YIWANG_HOST", "127.0.0.1"),
        "--port", str(port),
        "--workers", str(WEB_WORKERS),
        "--blocking-threads", str(WEB_THREADS),
        "--backlog", "1024",
        "--respawn-failed-workers",
        "--no-ws",
        "--log-level", "warning",
    ]  # fmt: skip


def _environment(port: int) -> dict[str, str]:
    metrics = places.var() / "run" / "metrics"
    metrics.mkdir(parents=True, exist_ok=True)
    for stale in metrics.glob("*.db"):
        stale.unlink()
    return os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(metrics), "PORT": str(port)}


def _pids_file() -> Path:
    return places.var() / "run" / "children.json"


def _remember(children: list[Child]) -> None:
    """Write down who our children are, so that the next start can end what a killed parent left behind."""
    alive = [child.process.pid for child in children if child.process]
    facts = [
        {"pid": pid, "born": psutil.Process(pid).create_time()} for pid in alive if psutil.pid_exists(pid)
    ]
    _pids_file().parent.mkdir(parents=True, exist_ok=True)
    _pids_file().write_text(json.dumps(facts))


def _end_leftovers() -> None:
    if not _pids_file().exists():
        return
    left = []
    for fact in json.loads(_pids_file().read_text() or "[]"):
        try:
            process = psutil.Process(fact["pid"])
        except psutil.NoSuchProcess:
            continue
        # A process id is used again by the system; only the same birth is the same process.
        if abs(process.create_time() - fact["born"]) < 1:
            left.append(process)
    _end(left)
    _pids_file().unlink(missing_ok=True)


def _end(processes: "list[subprocess.Popen[bytes]] | list[psutil.Process]") -> None:
    """Ask politely, wait, then insist; their own children too."""
    whole = []
    for process in processes:
        try:
            root = psutil.Process(process.pid)
            whole += [root, *root.children(recursive=True)]
        except psutil.NoSuchProcess:
            continue
    for one in whole:
        try:
            one.terminate()
        except psutil.NoSuchProcess:
            pass
    _, alive = psutil.wait_procs(whole, timeout=GRACE)
    for one in alive:
        one.kill()
    psutil.wait_procs(alive, timeout=5)


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def stop_database() -> None:
    """Last of all, so that every child could still write."""
    if not database.external_url():
        database.stop()
