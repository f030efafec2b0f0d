"""Parquet: columns with their types, row group by row group."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from yiwang.collection.errors import Unreadable
from yiwang.collection.readers.base import ROW, START, FileReader, Piece, Position
from yiwang.collection.readers.headers import clean_headers
from yiwang.text import Text


class ParquetReader(FileReader):
    """One file. Its footer says how many rows there are."""

    def __init__(self, file: Path, *, chunk: int = 200_000) -> None:
        try:
            self._file = pq.ParquetFile(file)
        except (pa.ArrowInvalid, OSError) as error:
            raise Unreadable(
                Text("文件损坏，或不是 Parquet。", "The file is damaged, or is no Parquet."),
                Text("请重新导出后报送。", "Export it again and send it."),
            ) from error
        self._chunk = chunk
        self._columns = clean_headers(self._file.schema_arrow.names)

    @property
    def columns(self) -> tuple[str, ...]:
        return self._columns

    def rest(self, position: Position) -> int:
        """Rows after a position, by the file's footer."""
        return int(self._file.metadata.num_rows) - int(position.get("row", 0))

    def pieces(self, position: Position = START) -> Iterator[Piece]:
        """Pieces after a position, `{"row": …}`; whole row groups before it are not read."""
        after, first = int(position.get("row", 0)), 0
        for group in range(self._file.metadata.num_row_groups):
            rows = self._file.metadata.row_group(group).num_rows
            if first + rows > after:
                table = self._file.read_row_group(group).rename_columns(list(self._columns))
                for start in range(max(after - first, 0), rows, self._chunk):
                    part = table.slice(start, self._chunk)
                    row = first + start + part.num_rows
                    numbers = pa.array(np.arange(first + start + 1, row + 1))
                    yield Piece(part.append_column(ROW, numbers), {"row": row})
            first += rows

    def close(self) -> None:
        self._file.close()
