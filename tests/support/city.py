"""A model city for stories: built once a run, copied for each story, so that stories may really commit and really crash."""

import contextlib
import functools
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

TEMPLATE = f"test_yiwang_city{os.environ.get('PYTEST_XDIST_WORKER', '')}"
RESIDENTS = 600


def _admin() -> psycopg.Connection:
    known = settings.DATABASES["default"]
    return psycopg.connect(
        host=known["HOST"] or None,
        port=known["PORT"] or None,
        user=known["USER"] or None,
        password=known["PASSWORD"] or None,
        dbname="postgres",
        autocommit=True,
    )


def _drop(session: psycopg.Connection, name: str) -> None:
    session.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextlib.contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Django's connection moved to another database, and back."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    _forget()
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before
        _forget()


def _forget() -> None:
    """What a process remembers of its database (types by key, the calendar, …) is of one database only."""
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith("yiwang."):
            for value in list(vars(module).values()):
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()


def build_template() -> None:
    """Set the model city up in a database of its own, as `make run` does."""
    from yiwang.project import city

    with _admin() as session:
        _drop(session, TEMPLATE)
        session.execute(f"CREATE DATABASE {TEMPLATE}")
    with connected_to(TEMPLATE):
        city.set_up(city.Progress(quiet=True), residents=RESIDENTS)


def template_url() -> str:
    """Where the model city lies, to be copied elsewhere."""
    return _url(TEMPLATE)


def _url(name: str) -> str:
    known = settings.DATABASES["default"]
    login = f"{known['USER']}:{known['PASSWORD']}@" if known["PASSWORD"] else f"{known['USER']}@"
    host = known["HOST"] or ""
    if host.startswith("/"):
        return f"postgresql://{login}/{name}?host={host}"
    return f"postgresql://{login}{host}:{known['PORT'] or 5432}/{name}"


def drop_template() -> None:
    with _admin() as session:
        _drop(session, TEMPLATE)


@contextlib.contextmanager
def copy() -> Iterator[str]:
    """A fresh copy of the model city, and Django connected to it."""
    name = f"test_yiwang_story_{os.getpid()}"
    with _admin() as session:
        _drop(session, name)
        session.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
    try:
        with connected_to(name):
            yield name
    finally:
        with _admin() as session:
            _drop(session, name)


@functools.cache
def lay_out_static_files() -> None:
    """Style sheets, scripts and icons, where this run's server processes look for them."""
    from yiwang.project import places
    from yiwang.theme import assets

    assets.build(places.node_modules(), settings.VENDOR_ASSETS)
    call_command("collectstatic", verbosity=0, interactive=False)


@dataclass
class Served:
    """The city behind real server processes on a port of this machine."""

    database: str
    port: int
    log: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def start(self, *names: str) -> None:
        """Start `web`, `worker`, or both; returns when the web server answers."""
        lay_out_static_files()
        commands = {
            "web": [
                sys.executable, "-m", "granian", "yiwang.project.wsgi:application", "--interface", "wsgi",
                "--host", "127.0.0.1", "--port", str(self.port), "--workers", "1", "--blocking-threads", "8",
                "--log-level", "error",
            ],
            "worker": [sys.executable, "-m", "yiwang.project.worker"],
        }  # fmt: skip
        with self.log.open("ab") as log:
            for name in names or ("web", "worker"):
                self.processes[name] = subprocess.Popen(
                    commands[name], env=self._environment(), stdout=log, stderr=log, start_new_session=True
                )
        if not names or "web" in names:
            self._wait()

    def kill(self, name: str) -> None:
        """kill -9 of the process and its children, as a power cut would."""
        os.killpg(self.processes.pop(name).pid, signal.SIGKILL)
        time.sleep(0.3)

    def stop(self) -> None:
        for process in self.processes.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)

    @property
    def database_url(self) -> str:
        """Where this city's database is, for `YIWANG_DATABASE_URL`."""
        return self.extra.get("YIWANG_DATABASE_URL") or _url(self.database)

    def _environment(self) -> dict[str, str]:
        return os.environ | {
            "YIWANG_DATABASE_URL": self.database_url,
            "YIWANG_BASE_URL": self.url,
            "PORT": str(self.port),
            **self.extra,
        }

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with contextlib.suppress(httpx.HTTPError):
                if httpx.get(f"{self.url}/healthz", timeout=2).status_code == 200:
                    return
            if self.processes["web"].poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(f"the server did not come up:\n{self.log.read_text()[-3000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
