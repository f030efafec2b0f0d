"""Other tables that rules refer to, as sets of hashes."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from yiwang.quality.rules.compiler import Lookup, hash_of
from yiwang.quality.rules.literals import literal, name
from yiwang.quality.rules.lookups import Known


class References:
    """Tables by resource, each a list of Parquet files; what is loaded once is kept for the run."""

    def __init__(self, files: Mapping[str, Sequence[str | Path]]) -> None:
        self._files = {resource: [str(one) for one in found] for resource, found in files.items() if found}
        self._loaded: dict[tuple[str, str, str], Known] = {}

    @property
    def known(self) -> frozenset[str]:
        """The resources that have data."""
        return frozenset(self._files)

    def load(self, connection: duckdb.DuckDBPyConnection, lookup: Lookup) -> Known:
        """The set a lookup asks; read once."""
        found = self._loaded.get(lookup.reference)
        if found is None:
            resource, key, value = lookup.reference
            hashes = [f"{hash_of((key,))} AS k", *([f"{hash_of((value,))} AS v"] if value else [])]
            files = ", ".join(literal(one) for one in self._files[resource])
            sql = f"SELECT {', '.join(hashes)} FROM read_parquet([{files}]) WHERE {name(key)} IS NOT NULL"  # noqa: S608
            columns = connection.execute(sql).fetchnumpy()
            found = Known(columns["k"].astype("uint64"), columns["v"].astype("uint64") if value else None)
            self._loaded[lookup.reference] = found
        return found
