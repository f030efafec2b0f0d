"""Real servers for the connectors: MariaDB and NATS, each in a folder and on a socket or port of its own."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pymysql


def free_port() -> int:
    """A port of loopback that nobody has."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def mariadb() -> Iterator[str]:
    """A MariaDB; gives the path of its socket. The account `root` needs no password there."""
    server = shutil.which("mariadbd")
    assert server, "no MariaDB: run `make services`"
    folder = Path(tempfile.mkdtemp(prefix="mariadb-"))
    user = ["--user=mysql"] if os.getuid() == 0 else []
    if user:
        shutil.chown(folder, "mysql")
        folder.chmod(0o755)
    data, sock = folder / "data", folder / "s"
    subprocess.run(
        ["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal",
         "--skip-test-db", *user],
        check=True, capture_output=True,
    )  # fmt: skip
    process = subprocess.Popen(
        [server, "--no-defaults", f"--datadir={data}", f"--socket={sock}", "--skip-networking", *user,
         "--innodb-flush-log-at-trx-commit=0", f"--pid-file={folder}/pid"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(300):
            with contextlib.suppress(pymysql.Error):
                pymysql.connect(unix_socket=str(sock), user="root").close()
                break
            time.sleep(0.1)
        yield str(sock)
    finally:
        process.terminate()
        process.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def nats_server() -> Iterator[str]:
    """A NATS server with JetStream; gives its address."""
    folder, port = tempfile.mkdtemp(prefix="nats-"), free_port()
    program = Path(sys.executable).with_name("nats-server")
    process = subprocess.Popen(
        [program, "-a", "127.0.0.1", "-p", str(port), "-js", "-sd", folder],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        for _ in range(100):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            time.sleep(0.05)
        yield f"nats://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder, ignore_errors=True)
