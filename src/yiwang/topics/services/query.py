"""Ask a store: one subject's rows, a page of rows that are nobody's, a published count."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from django.db import transaction

from yiwang.access.api import SYSTEM, Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.crypto.api import blind_index
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger
from yiwang.text import Text
from yiwang.topics.errors import (
    BadQuestion,
    CaseNeeded,
    NoListOfPeople,
    NoSuchTable,
    NotBuilt,
    PurposeNeeded,
)
from yiwang.topics.queries import store
from yiwang.topics.rules.statements import quoted
from yiwang.topics.rules.suppression import suppress
from yiwang.topics.services.build import build
from yiwang.topics.services.columns import as_field
from yiwang.topics.services.entity_keys import entity_of
from yiwang.topics.services.feed import fed_serial
from yiwang.topics.types import BuiltView, Cells, ColumnView, Rows, StoreView

#: Up to which grade a reader sees values in clear: anybody who lists, who asks for one subject, who does so in a case.
LISTING, PURPOSE, CASE = 2, 3, 4


@cache
def least_cell() -> int:
    """Below which count a cell about people is not shown."""
    text = files("yiwang.topics").joinpath("data/suppression.toml").read_text(encoding="utf-8")
    return int(tomllib.loads(text)["least_cell"])


def by_key(
    slug: str,
    table: str,
    *,
    kind: str,
    number: str,
    purpose: str,
    by: Actor,
    case: str = "",
    limit: int = 200,
) -> Rows:
    """The rows of one person, firm, home, vehicle or place, masked for the reader; the look goes to the ledger.

    Raises:
        NoSuchStore, NoSuchTable, NotBuilt, Refused.
        PurposeNeeded: no purpose was given. CaseNeeded: such rows are opened only within a case or task.
        BadQuestion: the table has no such key. NoListOfPeople: many people share it.
    """
    whole = store(slug)
    require(by, "topics.query", whole.definition.department)
    if not purpose.strip():
        raise PurposeNeeded
    asked = _serving(whole, table, by=by)
    if asked.definition.case_needed and not case.strip():
        raise CaseNeeded
    with transaction.atomic():
        person = entity_of("person", number) if kind == "person" else ""
        ledger.record(
            "topics.queried",
            by=by.ref,
            subject=f"topic:{slug}",
            detail={"table": table, "kind": kind, "case": case.strip()},
            purpose=purpose.strip(),
            person=person,
        )
        found = rows_of(asked, kind, number, clearance=CASE if case.strip() else PURPOSE, limit=limit)
        if kind != "person":
            _tell_people(found, slug, table, purpose.strip(), by)
        return found


def _tell_people(found: Rows, slug: str, table: str, purpose: str, by: Actor) -> None:
    """Whoever's rows came by way of a home or vehicle finds the look under their own name too."""
    at = next((number for number, one in enumerate(found.columns) if one.name == "person_entity"), None)
    for person in sorted({str(row[at]) for row in found.rows if row[at]} if at is not None else ()):
        ledger.record(
            "topics.queried",
            by=by.ref,
            subject=f"topic:{slug}",
            detail={"table": table},
            purpose=purpose,
            person=f"person:{person}",
        )


def rows_of(
    asked: BuiltView, kind: str, number: str, *, clearance: int, limit: int = 200, where: str = ""
) -> Rows:
    """The rows of one subject in a table that serves, masked. Raises BadQuestion, NoListOfPeople."""
    column = asked.asked_by.get(kind)
    if column is None and kind in asked.definition.keys:
        raise NoListOfPeople
    if column is None:
        raise BadQuestion(
            Text(
                f"“{asked.title.zh}”不能按这类对象查询。",
                f"“{asked.title.en}” is not asked by this kind of subject.",
            )
        )
    value = blind_index(number.strip().upper()) if asked.definition.key_is_blind else number.strip()
    more = f" AND ({where})" if where else ""
    return _select(asked, f"{quoted(column)} = ?{more}", [value], clearance, limit, 0)


def listing(
    slug: str,
    table: str,
    *,
    by: Actor,
    filters: Mapping[str, str] | None = None,
    after: int = 0,
    limit: int = 50,
) -> Rows:
    """A page of rows that are about nobody, in the order they were built. `next` continues it.

    Raises:
        NoListOfPeople: the rows are about persons. BadQuestion: there is no such filter.
        NoSuchStore, NoSuchTable, NotBuilt, Refused.
    """
    require(by, "topics.read")
    asked = _serving(store(slug), table, by=by)
    if asked.personal or asked.definition.case_needed:
        raise NoListOfPeople
    chosen = {name: value for name, value in (filters or {}).items() if value}
    for name in chosen:
        if name not in asked.definition.filters:
            raise BadQuestion(Text(f"不能按 {name} 筛选。", f"{name} is not a filter."))
    condition = " AND ".join(f"CAST({quoted(name)} AS VARCHAR) = ?" for name in chosen) or "TRUE"
    return _select(asked, condition, list(chosen.values()), LISTING, limit, after)


def aggregate(slug: str, name: str, *, by: Actor) -> Cells:
    """A published count; cells about people below the least count are not shown. `name` is `<table>.<aggregate>`.

    Raises:
        BadQuestion: there is no such count. NoSuchStore, NoSuchTable, NotBuilt, Refused.
    """
    require(by, "topics.read")
    table, _, wanted = name.partition(".")
    asked = _serving(store(slug), table, by=by)
    one = next((one for one in asked.definition.aggregates if one.name == wanted), None)
    if one is None:
        raise BadQuestion(Text(f"没有统计 {name}。", f"There is no count {name}."))
    groups = ", ".join(quoted(column) for column in one.by)
    measures = "".join(f", {sql} AS {quoted(column)}" for column, sql in one.measures.items())
    found = lake.query(
        f"SELECT {groups}, COUNT(*) AS n{measures} FROM t GROUP BY {groups} ORDER BY {groups}",  # noqa: S608
        {"t": lake.TableAt(asked.lake_table, asked.snapshot_id)},
        limit=1000,
    )
    rows = [tuple(row.values()) for row in found.to_pylist()]
    least = least_cell() if asked.personal or asked.definition.case_needed else 0
    shown, hidden = suppress(rows, at=len(one.by), least=least)
    return Cells(tuple(found.schema.names), tuple(shown), hidden, least)


def _serving(whole: StoreView, table: str, *, by: Actor) -> BuiltView:
    """A table that can answer; a fed one is brought up to date first. Raises NoSuchTable, NotBuilt."""
    found = whole.table(table)
    if found is None:
        raise NoSuchTable(whole.definition.slug, table)
    fed = [one for one in whole.tables if one.definition.fed]
    if fed and any(_behind(whole.definition.slug, one) for one in fed):
        build(whole.definition.slug, by=SYSTEM("topics"))
        found = store(whole.definition.slug).table(table) or found
    if not found.lake_table:
        raise NotBuilt(found.title)
    return found


def _behind(slug: str, fed: BuiltView) -> bool:
    from yiwang.topics.models import BuiltTable

    known = (
        BuiltTable.objects.filter(store__slug=slug, name=fed.name).values_list("sources", flat=True).first()
    )
    return int((known or {}).get(fed.name, -1)) != fed_serial(slug, fed.name)


def _select(
    asked: BuiltView, condition: str, values: list[Any], clearance: int, limit: int, after: int
) -> Rows:
    blind = set(asked.definition.keys.values()) if asked.definition.key_is_blind else set()
    shown = [(one, field_of(one)) for one in asked.columns if one.name not in blind]
    text = ", ".join(
        f"{catalogue.mask_sql(field, quoted(one.name), clearance)} AS {quoted(one.name)}"
        for one, field in shown
    )
    # The order in which rows were built is the order of their files: the page after is found by its place alone.
    found = lake.query(
        f"SELECT {text} FROM t WHERE {condition} LIMIT {int(limit) + 1} OFFSET {int(after)}",  # noqa: S608
        {"t": lake.TableAt(asked.lake_table, asked.snapshot_id)},
        values,
    )
    rows = [tuple(row.values()) for row in found.to_pylist()]
    masked = tuple(one.name for one, field in shown if catalogue.shape_of(field, clearance) != "clear")
    return Rows(
        columns=tuple(one for one, _ in shown),
        rows=tuple(rows[:limit]),
        masked=masked,
        next=after + limit if len(rows) > limit else 0,
    )


def field_of(column: ColumnView) -> catalogue.FieldView:
    """A column as the catalogue masks fields."""
    return as_field(column.name, column.title, column.type, column.grade, column.category, column.element)
