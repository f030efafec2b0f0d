"""Indexes of the records: filled row by row they cost more than the rows; of a table that doubles they are made anew."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from yiwang.entities.models import Record

#: Fewer new records than this are not worth the lock.
_FEW = 200_000


@contextmanager
def made_anew(fresh: int) -> Iterator[None]:
    """Take the indexes away for the block, when it brings more records than there are, and build them at its end.

    Until the transaction commits nobody else reads records: a register that doubles is being filled.
    """
    if fresh < _FEW or fresh < _held():
        yield
        return
    with connection.schema_editor() as schema:
        for constraint in Record._meta.constraints:
            schema.remove_constraint(Record, constraint)
        for index in Record._meta.indexes:
            schema.remove_index(Record, index)
    yield
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
    with connection.schema_editor() as schema:
        for constraint in Record._meta.constraints:
            schema.add_constraint(Record, constraint)
        for index in Record._meta.indexes:
            schema.add_index(Record, index)


def _held() -> int:
    """How many records there are, as far as it matters here."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE relname = 'entities_record'"
        )
        (estimated,) = cursor.fetchone()
        if estimated:
            return int(estimated)
        cursor.execute("SELECT count(*) FROM entities_record")
        return int(cursor.fetchone()[0])
