"""PostgreSQL, MySQL and MariaDB: one table or view, read in the order of a key with a server-side cursor.

Incremental by key: rows above the last key. By timestamp: rows from the watermark less an overlap on, so that rows with
equal or late timestamps are not lost; those already landed are recognised in the lake and left out.
"""
# ruff: noqa: S608 - names are quoted by `quoted`, texts by `literal`, values are parameters.

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import psycopg
import pyarrow as pa
import pymysql
import pymysql.cursors

from yiwang.collection.errors import BadSource, SourceFailed
from yiwang.collection.readers.base import ROW, START, Piece, Position
from yiwang.text import Text

PORTS = {"postgresql": 5432, "mysql": 3306}
_WAIT = 10


class DatabaseReader:
    """A table of another database. `since` is where the last load ended: `{"key": …}` or `{"timestamp": …}`."""

    def __init__(
        self,
        settings: Mapping[str, Any],
        secret: str,
        *,
        mode: str,
        key: str,
        timestamp: str,
        overlap_seconds: int,
        since: Position,
        chunk: int = 200_000,
    ) -> None:
        self._kind = str(settings.get("kind", "postgresql"))
        if self._kind not in PORTS:
            raise BadSource(
                Text(f"不支持的数据库类型 {self._kind}", f"unknown kind of database {self._kind}")
            )
        self._chunk, self._key, self._timestamp = chunk, key, timestamp
        self._quote = '"' if self._kind == "postgresql" else "`"
        self._table = ".".join(self._name(one) for one in str(settings.get("table", "")).split("."))
        with self._named():
            self._session: Any = self._connect(settings, secret)
            self._columns = self._describe()
        for needed in filter(None, (key, timestamp)):
            if needed not in self._columns:
                raise BadSource(Text(f"源表没有列 {needed}", f"the table has no column {needed}"))
        self._from, self._from_values = self._window(mode, since, overlap_seconds)

    @property
    def columns(self) -> tuple[str, ...]:
        return self._columns

    def rest(self, position: Position) -> int:
        """Rows that the database itself counts from a position on."""
        where, values = self._where(position)
        with self._named():
            cursor = self._session.cursor()
            cursor.execute(f"SELECT count(*) FROM {self._table}{where}", values)
            (count,) = cursor.fetchone()
            cursor.close()
        return int(count)

    def pieces(self, position: Position = START) -> Iterator[Piece]:
        """Rows after a position in the order of timestamp and key; without a key a broken reading begins again."""
        where, values = self._where(position)
        order = [
            one for one in (self._timestamp if self._from_values or self._timestamp else "", self._key) if one
        ]
        ordered = f" ORDER BY {', '.join(self._order(one) for one in order)}" if order else ""
        names = ", ".join(self._name(one) for one in self._columns)
        row = int(position.get("row", 0))
        with self._named():
            cursor = self._stream()
            cursor.execute(f"SELECT {names} FROM {self._table}{where}{ordered}", values)
        try:
            while True:
                with self._named():
                    rows = cursor.fetchmany(self._chunk)
                if not rows:
                    return
                first, row = row, row + len(rows)
                yield Piece(self._as_table(rows, first), self._position(rows[-1], row))
        finally:
            with contextlib.suppress(psycopg.Error, pymysql.Error):
                cursor.close()

    def settle(self) -> None:
        """A database is not told what was read."""

    def close(self) -> None:
        """Give the connection back."""
        with contextlib.suppress(psycopg.Error, pymysql.Error):
            self._session.close()

    def _window(self, mode: str, since: Position, overlap: int) -> tuple[str, list[Any]]:
        if mode != "incremental" or not since:
            return "", []
        if self._timestamp and since.get("timestamp"):
            start = datetime.fromisoformat(str(since["timestamp"])) - timedelta(seconds=overlap)
            column = self._name(self._timestamp)
            return f"({column} >= %s OR {column} IS NULL)", [start]
        if self._key and since.get("key") is not None:
            return f"{self._name(self._key)} > %s", [since["key"]]
        return "", []

    def _where(self, position: Position) -> tuple[str, list[Any]]:
        parts, values = ([self._from] if self._from else []), list(self._from_values)
        if position.get("row") and self._key:
            key = self._name(self._key)
            if self._timestamp:
                at, stamp = self._name(self._timestamp), position.get("at")
                if stamp is None:
                    parts.append(f"({at} IS NOT NULL OR {key} > %s)")
                    values.append(position["after"])
                else:
                    parts.append(f"({at} > %s OR ({at} = %s AND {key} > %s))")
                    moment = datetime.fromisoformat(str(stamp))
                    values += [moment, moment, position["after"]]
            else:
                parts.append(f"{key} > %s")
                values.append(position["after"])
        return (f" WHERE {' AND '.join(parts)}" if parts else ""), values

    def _order(self, column: str) -> str:
        # MySQL puts nulls first by itself.
        first = " NULLS FIRST" if self._kind == "postgresql" and column == self._timestamp else ""
        return f"{self._name(column)}{first}"

    def _position(self, row: Sequence[Any], number: int) -> Position:
        last = dict(zip(self._columns, row, strict=True))
        found: dict[str, Any] = {"row": number}
        if self._key:
            found["after"] = _plain(last[self._key])
        if self._timestamp:
            found["at"] = _plain(last[self._timestamp])
        return found

    def _as_table(self, rows: Sequence[Sequence[Any]], first: int) -> pa.Table:
        columns = [
            pa.array([_text(value) for value in values], pa.string()) for values in zip(*rows, strict=True)
        ]
        table = pa.Table.from_arrays(columns, names=list(self._columns))
        return table.append_column(ROW, pa.array(range(first + 1, first + len(rows) + 1), pa.int64()))

    def _connect(self, settings: Mapping[str, Any], secret: str) -> Any:
        host, port = str(settings.get("host", "")), int(settings.get("port") or PORTS[self._kind])
        user, database = str(settings.get("user", "")), str(settings.get("database", ""))
        if self._kind == "postgresql":
            session: Any = psycopg.connect(
                host=host,
                port=port,
                user=user,
                password=secret or None,
                dbname=database,
                connect_timeout=_WAIT,
            )
            session.read_only = True
            session.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            session.execute("SET TimeZone = 'Asia/Shanghai'")
            return session
        where: dict[str, Any] = (
            {"unix_socket": host} if host.startswith("/") else {"host": host, "port": port}
        )
        other = pymysql.connect(
            user=user, password=secret, database=database, charset="utf8mb4", connect_timeout=_WAIT, **where
        )
        cursor = other.cursor()
        cursor.execute("SET SESSION time_zone = '+08:00'")
        cursor.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY")
        return other

    def _stream(self) -> Any:
        if self._kind == "postgresql":
            cursor = self._session.cursor(name="yiwang")
            cursor.itersize = self._chunk
            return cursor
        return self._session.cursor(pymysql.cursors.SSCursor)

    def _describe(self) -> tuple[str, ...]:
        cursor = self._session.cursor()
        cursor.execute(f"SELECT * FROM {self._table} LIMIT 0")
        found = tuple(one[0] for one in cursor.description)
        cursor.close()
        return found

    def _name(self, name: str) -> str:
        if not name or any(letter in name for letter in '"`\0%'):
            raise BadSource(Text(f"名称无效：{name!r}", f"no valid name: {name!r}"))
        return f"{self._quote}{name}{self._quote}"

    @contextlib.contextmanager
    def _named(self) -> Iterator[None]:
        try:
            yield
        except (psycopg.Error, pymysql.Error, OSError) as error:
            raise SourceFailed(str(error).strip() or type(error).__name__) from error


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(sep=" ")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return str(value)


def _plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    if value is None or isinstance(value, int | str):
        return value
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat()
    return str(value)
