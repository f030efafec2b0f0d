"""A PostgreSQL of a story's own, that may be stopped and started without disturbing anybody."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
from tests.support import city as cities

from yiwang.project import database

_VERBS = {
    "start": "database.start(durable=False)",
    "stop": "database.stop()",
    "where": "print(database.socket_directory())",
}


class Cluster:
    """Started, stopped and filled by processes of its own, with a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.host = self._do("where").strip()

    @property
    def url(self) -> str:
        return f"postgresql://{database.OWNER}@/{database.DATABASE}?host={self.host}"

    def start(self) -> None:
        self._do("start")

    def stop(self) -> None:
        self._do("stop")

    def fill(self) -> None:
        """Copy the model city into it."""
        known = psycopg.conninfo.make_conninfo(cities.template_url())
        dump = subprocess.run(
            [database.binaries() / "pg_dump", "-Fc", "--no-owner", known], check=True, capture_output=True
        ).stdout
        subprocess.run(
            [database.binaries() / "pg_restore", "--no-owner", "-d", self.url], input=dump, check=True
        )

    def one(self, question: str) -> object:
        """The single value that a query gives."""
        with psycopg.connect(self.url, autocommit=True) as session:
            row = session.execute(question).fetchone()
            return row[0] if row else None

    def do(self, command: str) -> None:
        with psycopg.connect(self.url, autocommit=True) as session:
            session.execute(command)

    def _do(self, verb: str) -> str:
        environment = {key: value for key, value in os.environ.items() if key != "YIWANG_DATABASE_URL"}
        return subprocess.run(
            [sys.executable, "-c", f"from yiwang.project import database; {_VERBS[verb]}"],
            env=environment | {"YIWANG_VAR": str(self.folder)},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            timeout=120,
        ).stdout
