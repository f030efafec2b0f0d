"""The right reader for a source or a file. Each brings libraries of its own, so it is loaded when it is chosen."""

from collections.abc import Collection
from pathlib import Path

from yiwang.collection.errors import BadSource, Unreadable
from yiwang.collection.models import Source
from yiwang.collection.readers.base import Position, Reader
from yiwang.crypto.api import open_field
from yiwang.text import Text

#: Rows a checkpoint, unless the source says otherwise.
CHUNK = 200_000
_BYTES_A_ROW = 160


def open_file(file: Path, *, chunk: int = CHUNK, expected: Collection[str] = (), sheet: str = "") -> Reader:
    """A file by its kind: its first bytes for workbooks and Parquet, its name for the rest. Raises Unreadable."""
    if not file.exists() or file.stat().st_size == 0:
        raise Unreadable(
            Text("文件是空的。", "The file is empty."),
            Text("请重新导出后报送。", "Export it again and send it."),
        )
    with file.open("rb") as opened:
        start = opened.read(4)
    if start[:2] == b"PK" or start == bytes.fromhex("d0cf11e0"):
        from yiwang.collection.readers.xlsx import XlsxReader

        return XlsxReader(file, chunk=chunk, expected=expected, sheet=sheet)
    if start == b"PAR1":
        from yiwang.collection.readers.parquet import ParquetReader

        return ParquetReader(file, chunk=chunk)
    scratch = file.parent / f".{file.name}.utf8"
    if file.suffix.lower() in (".json", ".jsonl", ".ndjson"):
        from yiwang.collection.readers.json_rows import JsonReader

        return JsonReader(file, scratch, chunk=chunk)
    from yiwang.collection.readers.csv import CsvReader

    return CsvReader(file, scratch, block=max(chunk * _BYTES_A_ROW, 64))


def open_source(source: Source, since: Position) -> Reader:
    """A source other than files, opened where its last load ended. Raises BadSource, SourceFailed."""
    secret = open_field(source.secret) if source.secret else ""
    chunk = int(source.settings.get("chunk_rows", CHUNK))
    match source.connector:
        case "database":
            from yiwang.collection.readers.database import DatabaseReader

            return DatabaseReader(
                source.settings,
                secret,
                mode=source.mode,
                key=source.key,
                timestamp=source.timestamp,
                overlap_seconds=source.overlap_seconds,
                since=since,
                chunk=chunk,
            )
        case "http":
            from yiwang.collection.readers.http import HttpReader

            return HttpReader(source.settings, secret, since=since, mode=source.mode, chunk=chunk)
        case "queue":
            from yiwang.collection.readers.queue import QueueReader

            return QueueReader(source.settings, secret, since=since, chunk=chunk)
    raise BadSource(Text(f"未知的连接方式 {source.connector}", f"unknown connector {source.connector}"))
