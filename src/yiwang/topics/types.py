"""What crosses the door of the topics room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yiwang.text import Text


@dataclass(frozen=True)
class Mark:
    """A rule on the rows of a table: `when` is SQL that is true of a marked row, `evidence` the columns that show why.

    `weight` is what it adds to the row's score; a mark without weight is only a tag.
    """

    slug: str
    name: Text
    when: str
    evidence: tuple[str, ...]
    weight: int = 0
    basis: str = ""


@dataclass(frozen=True)
class Aggregate:
    """A published count: by which columns, and the sums or averages beside the count (name → SQL)."""

    name: str
    title: Text
    by: tuple[str, ...]
    measures: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TableDefinition:
    """One table: `sql` over its sources and earlier tables. `keys` are the columns that name entities, by kind.

    A `fed` table has no SQL: a room above hands its rows over. `case_needed` opens a subject's rows only for a case.
    """

    name: str
    title: Text
    sql: str
    resource: str
    keys: Mapping[str, str]
    marks: tuple[Mark, ...] = ()
    aggregates: tuple[Aggregate, ...] = ()
    filters: tuple[str, ...] = ()
    case_needed: bool = False
    fed: bool = False
    key_is_blind: bool = False

    @property
    def scored(self) -> bool:
        """Whether rows carry a score."""
        return any(mark.weight for mark in self.marks)


@dataclass(frozen=True)
class Definition:
    """A store as its text says. `kind` is base or topic."""

    slug: str
    name: Text
    about: Text
    kind: str
    department: str
    sources: tuple[str, ...]
    tables: tuple[TableDefinition, ...]
    marks_version: str = ""
    marks_source: str = ""

    def table(self, name: str) -> TableDefinition | None:
        """The table of a name, if there is one."""
        return next((one for one in self.tables if one.name == name), None)


@dataclass(frozen=True)
class ColumnView:
    """A column of a built table: what it is called, how sensitive it is, and the fields it comes from."""

    name: str
    title: Text
    type: str
    grade: int
    category: str
    element: str
    sources: tuple[str, ...]


@dataclass(frozen=True)
class BuiltView:
    """A table as it serves now. `state` is current, waiting (a source has no data yet) or failed; `problem` says why.

    Rows, columns and time are those of the last good build, whatever the state.
    """

    name: str
    title: Text
    state: str
    rows: int | None
    built_at: datetime | None
    problem: Text
    lake_table: str
    snapshot_id: int | None
    columns: tuple[ColumnView, ...]
    definition: TableDefinition

    @property
    def personal(self) -> bool:
        """Whether rows are about persons, so that they are opened one subject at a time."""
        return "person" in self.definition.keys or "subject" in self.definition.keys

    @property
    def asked_by(self) -> Mapping[str, str]:
        """The key column by kind of subject. Rows about people are not asked by what many people share: a place, an employer."""
        keys = dict(self.definition.keys)
        subject = keys.pop("subject", "")
        if self.personal and not self.definition.key_is_blind:
            keys = {kind: one for kind, one in keys.items() if kind not in ("place", "firm")}
        return keys | ({"person": subject, "firm": subject} if subject else {})

    def column(self, name: str) -> ColumnView | None:
        """The column of a name, if there is one."""
        return next((one for one in self.columns if one.name == name), None)


@dataclass(frozen=True)
class StoreView:
    """A store with its tables."""

    definition: Definition
    version: int
    retired: bool
    tables: tuple[BuiltView, ...]
    built_at: datetime | None

    @property
    def rows(self) -> int:
        """Rows of all tables that serve."""
        return sum(one.rows or 0 for one in self.tables)

    @property
    def state(self) -> str:
        """The worst of its tables' states."""
        states = {one.state for one in self.tables}
        return next((one for one in ("failed", "waiting") if one in states), "current")

    def table(self, name: str) -> BuiltView | None:
        """The table of a name, if there is one."""
        return next((one for one in self.tables if one.name == name), None)


@dataclass(frozen=True)
class BuildReport:
    """What a build did to each table: built, kept (nothing changed), waiting or failed."""

    slug: str
    done: Mapping[str, str]
    problems: Mapping[str, Text]


@dataclass(frozen=True)
class Rows:
    """Rows as one reader sees them; `masked` names the columns that are not in clear; `next` continues the list."""

    columns: tuple[ColumnView, ...]
    rows: tuple[tuple[Any, ...], ...]
    masked: tuple[str, ...]
    next: int = 0


@dataclass(frozen=True)
class Cells:
    """An aggregate. A suppressed count is None, and so are its measures."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    suppressed: int
    least: int


@dataclass(frozen=True)
class TagView:
    """A mark that holds for a subject: the rule in words, the rows that show it, and whose data they are."""

    store: str
    store_name: Text
    table: str
    table_title: Text
    slug: str
    name: Text
    rule: str
    basis: str
    department: str
    evidence: tuple[Mapping[str, str], ...]
