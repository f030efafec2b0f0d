"""What a snapshot brings: the newest row of each key, and of these the ones that say something new."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yiwang.crypto.api import install_macros
from yiwang.entities.rules import in_sql
from yiwang.entities.rules.definition import Kind, Source
from yiwang.entities.rules.numbers import SCHEMES, tidy
from yiwang.entities.rules.prepare import valid_number
from yiwang.entities.rules.standard import derived
from yiwang.lake import api as lake

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Counted:
    """Rows of the source's filter, those without key or date among them, and keys by what became of them."""

    rows: int
    unusable: int
    keys: int
    fresh: int
    changed: int
    late: int


@dataclass
class Arrivals:
    """A snapshot's rows on their way into the register, in a DuckDB of their own, with a folder for what comes back."""

    duck: "DuckDBPyConnection"
    kind: Kind
    source: Source
    work: Path

    def read(self, table: str, snapshot_id: int, beyond: Collection[str]) -> tuple[int, int]:
        """Make `arrived` and `keyed` of the files a snapshot added; gives rows, and unusable rows among them."""
        install_macros(self.duck)
        landed = in_sql.Landed({one.name: one.type for one in lake.table(table).columns})
        lake.view(self.duck, "landed", table, snapshot_id=snapshot_id, beyond=beyond)
        rows, unusable = self.one(in_sql.counts(self.source, landed, "landed"))
        self.run(f"CREATE TEMP TABLE arrived AS {in_sql.newest(self.source, landed, 'landed')}")
        odd = self.all(f"SELECT DISTINCT raw FROM arrived WHERE NOT {in_sql.TIDY.format('raw')}")
        self.table("untidy", ("raw", "tidied"), [(raw, tidy(raw)) for (raw,) in odd])
        key = f"'key' || {in_sql.SPLIT} || {in_sql.literal(self.kind.slug)} || {in_sql.SPLIT} || k"
        self.run(f"""
            CREATE TEMP TABLE keyed AS
            SELECT n, as_of, tidied, keyed_index_uuid({key}) AS key,
                keyed_digest_uuid({in_sql.digest_text(self.kind, self.source)}) AS digest
            FROM (
                SELECT arrived.*, arrived.rowid AS n, coalesce(u.tidied, raw) AS tidied
                FROM arrived LEFT JOIN untidy u USING (raw)
            )""")
        return rows, unusable

    def compare(self) -> Counted:
        """Hold `keyed` against `mirrored`: `verdicts` are fresh, changed, late or same; `delta` are the first two."""
        self.run("""
            CREATE TEMP TABLE verdicts AS
            SELECT n, CASE WHEN m.key IS NULL THEN 'fresh' WHEN m.digest = k.digest THEN 'same'
                WHEN k.as_of < m.seen THEN 'late' ELSE 'changed' END AS verdict
            FROM keyed k LEFT JOIN mirrored m USING (key)""")
        counts = dict(self.all("SELECT verdict, count(*) FROM verdicts GROUP BY verdict"))
        self.run("""
            CREATE TEMP TABLE told AS
            SELECT k.*, a.* EXCLUDE (as_of), verdict
            FROM (SELECT n, verdict FROM verdicts WHERE verdict IN ('fresh', 'changed')) v
            JOIN keyed k USING (n) JOIN arrived a ON a.rowid = n""")
        return Counted(
            rows=0,
            unusable=0,
            keys=sum(counts.values()),
            fresh=counts.get("fresh", 0),
            changed=counts.get("changed", 0),
            late=counts.get("late", 0),
        )

    def prepare(self) -> None:
        """Make `delta`: what is new, with everything a record rests with, and the columns blocks are made of."""
        self._odd_numbers()
        joins = ""
        for name, columns in in_sql.block_attributes(self.kind, self.source).items():
            if name and name in self.source.columns:
                self._odd_values(name, columns)
                joins += f" LEFT JOIN odd_{name} ON odd_{name}.odd = {in_sql.value(name)}"
        made = in_sql.standard_columns(self.kind, self.source)
        standard = "".join(f", {sql} AS {in_sql.quoted(name)}" for name, sql in made.items())
        number = f"{in_sql.literal(self.kind.scheme)} || {in_sql.SPLIT} || number"
        self.run(f"""
            CREATE TEMP TABLE delta AS
            SELECT t.*, CASE WHEN number <> '' THEN keyed_index_uuid({number}) END AS number_index{standard}
            FROM (SELECT told.*, coalesce(o.number, raw) AS number FROM told LEFT JOIN odd_numbers o USING (raw)) t{joins}""")
        self.run("DROP TABLE told")

    def _odd_numbers(self) -> None:
        """Numbers that only Python reads: not in the one form of their scheme, of the first generation, or wrong."""
        heads = SCHEMES[self.kind.scheme].heads
        if heads is not None:
            self.table("heads", ("head",), [(one,) for one in heads()])
        odd = self.all(f"SELECT DISTINCT raw FROM told WHERE {in_sql.odd_number(self.kind)}")
        self.table("odd_numbers", ("raw", "number"), [(raw, valid_number(self.kind, raw)) for (raw,) in odd])

    def _odd_values(self, name: str, columns: Sequence[str]) -> None:
        """Values that only Python brings into the form that is compared, each once."""
        assert self.kind.linkage is not None
        how = self.kind.linkage.standard[name]
        values = self.all(
            f"SELECT DISTINCT {in_sql.value(name)} FROM told WHERE {in_sql.odd_value(self.kind, name)}"
        )
        rows = []
        for (value,) in values:
            found = derived(name, how, value)
            rows.append((value, *(str(found.get(column) or "") for column in columns)))
        self.table(f"odd_{name}", ("odd", *columns), rows)

    def table(self, name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A temporary table of texts."""
        import pyarrow as pa

        given = list(zip(*rows, strict=True)) or [()] * len(columns)
        made = pa.table(
            {one: pa.array(list(values), pa.string()) for one, values in zip(columns, given, strict=True)}
        )
        self.duck.register("given", made)
        self.run(f"CREATE OR REPLACE TEMP TABLE {in_sql.quoted(name)} AS SELECT * FROM given")
        self.duck.unregister("given")

    def run(self, sql: str) -> None:
        self.duck.execute(sql)

    def all(self, sql: str) -> list[Any]:
        return self.duck.execute(sql).fetchall()

    def one(self, sql: str) -> Any:
        row = self.duck.execute(sql).fetchone()
        assert row is not None
        return row
