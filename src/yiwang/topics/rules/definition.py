"""From the text of a store to its definition, and what is wrong with a text."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.text import Text
from yiwang.topics.rules.keys import KINDS
from yiwang.topics.rules.lineage import tables_in
from yiwang.topics.types import Aggregate, Definition, Mark, TableDefinition

_SLUG = re.compile(r"^[a-z][a-z0-9-]{1,59}$")
_NAME = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
_STORE_KEYS = frozenset({"slug", "name", "about", "class", "department", "table", "marks"})
_TABLE_KEYS = frozenset(
    {
        "name",
        "title",
        "from",
        "sql",
        "keys",
        "mark",
        "aggregate",
        "filters",
        "case_needed",
        "fed",
        "key_is_blind",
    }
)


def alias(resource: str) -> str:
    """What a resource is called in SQL: `credit-permit` is `credit_permit`."""
    return resource.replace("-", "_")


def read_definition(content: Mapping[str, Any]) -> Definition:
    """The definition a sound text says."""
    tables = tuple(_table(one) for one in content.get("table", ()))
    own = {one.name for one in tables}
    named = {one.resource for one in tables if one.resource}
    for one in tables:
        if one.sql:
            named |= {name.replace("_", "-") for name in tables_in(one.sql) - own}
    marks = content.get("marks", {})
    return Definition(
        slug=content["slug"],
        name=Text.of(content["name"]),
        about=Text.of(content.get("about", "")),
        kind=content["class"],
        department=content["department"],
        sources=tuple(sorted(named)),
        tables=tables,
        marks_version=marks.get("version", ""),
        marks_source=marks.get("source", ""),
    )


def _table(table: Mapping[str, Any]) -> TableDefinition:
    return TableDefinition(
        name=table["name"],
        title=Text.of(table["title"]),
        sql=str(table.get("sql", "")).strip(),
        resource=table.get("from", ""),
        keys=dict(table.get("keys", {})),
        marks=tuple(
            Mark(
                one["slug"],
                Text.of(one["name"]),
                one["when"],
                tuple(one["evidence"]),
                one.get("weight", 0),
                one.get("basis", ""),
            )
            for one in table.get("mark", ())
        ),
        aggregates=tuple(
            Aggregate(one["name"], Text.of(one["title"]), tuple(one["by"]), dict(one.get("measures", {})))
            for one in table.get("aggregate", ())
        ),
        filters=tuple(table.get("filters", ())),
        case_needed=table.get("case_needed", False),
        fed=table.get("fed", False),
        key_is_blind=table.get("key_is_blind", False),
    )


def problems(content: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    """What is wrong with a text: at which key, and what. A text without problems can be read."""
    for key in set(content) - _STORE_KEYS:
        yield key, Text(f"没有名为 {key} 的项", f"there is no key {key}")
    if not _SLUG.match(str(content.get("slug", ""))):
        yield "slug", Text("应为小写字母、数字和连字符", "lower-case letters, digits and hyphens")
    if not _two(content.get("name")):
        yield "name", Text("须有中英文名", "a name in both languages is needed")
    if content.get("class") not in ("base", "topic"):
        yield "class", Text("应为 base 或 topic", "it is base or topic")
    if not str(content.get("department", "")):
        yield "department", Text("须写明牵头部门", "name the lead department")
    tables = content.get("table", ())
    if not tables:
        yield "table", Text("至少要有一张表", "a store has a table")
    seen: set[str] = set()
    for number, table in enumerate(tables):
        yield from _table_problems(f"table.{number}", table, seen)
        seen.add(str(table.get("name", "")))


def _table_problems(key: str, table: Mapping[str, Any], seen: set[str]) -> Iterator[tuple[str, Text]]:
    for other in set(table) - _TABLE_KEYS:
        yield f"{key}.{other}", Text(f"没有名为 {other} 的项", f"there is no key {other}")
    name = str(table.get("name", ""))
    if not _NAME.match(name):
        yield f"{key}.name", Text("应为小写字母、数字和下划线", "lower-case letters, digits, underscores")
    if name in seen:
        yield f"{key}.name", Text(f"{name} 重复", f"{name} stands here twice")
    if not _two(table.get("title")):
        yield f"{key}.title", Text("须有中英文名", "a title in both languages is needed")
    ways = [way for way in ("from", "sql", "fed") if table.get(way)]
    if len(ways) != 1:
        yield key, Text("from、sql、fed 三者取一", "give one of from, sql and fed")
    if table.get("sql"):
        try:
            tables_in(str(table["sql"]))
        except ValueError as problem:
            yield f"{key}.sql", Text(f"读不懂：{problem}", f"it cannot be read: {problem}")
    yield from _part_problems(key, table)


def _part_problems(key: str, table: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    for kind in set(table.get("keys", {})) - set(KINDS):
        yield f"{key}.keys.{kind}", Text("不是已知的对象类型", "not a kind of entity")
    for index, mark in enumerate(table.get("mark", ())):
        for needed in ("slug", "name", "when", "evidence"):
            if not mark.get(needed):
                yield f"{key}.mark.{index}", Text(f"缺少 {needed}", f"{needed} is missing")
    for index, one in enumerate(table.get("aggregate", ())):
        for needed in ("name", "title", "by"):
            if not one.get(needed):
                yield f"{key}.aggregate.{index}", Text(f"缺少 {needed}", f"{needed} is missing")


def _two(value: object) -> bool:
    text = Text.of(value) if isinstance(value, (str, Mapping)) else Text("")
    return bool(text.zh and text.en)
