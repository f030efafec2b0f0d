"""A store drawn on a page: choose resources and a key, get a definition."""

from collections.abc import Mapping, Sequence
from typing import Any

from yiwang.catalogue.api import ResourceView
from yiwang.text import Text
from yiwang.topics.rules.definition import alias
from yiwang.topics.rules.keys import keys_in


def draft(
    *, slug: str, name: Text, department: str, sources: Sequence[ResourceView], key: str
) -> Mapping[str, Any]:
    """The definition of a topic with one table for each resource, and one that joins them on a key of the kind `key`.

    Counts are published by division where there is one, by the key's resource otherwise.
    """
    tables: list[dict[str, Any]] = []
    joined: list[tuple[str, str]] = []
    for one in sources:
        columns = [field.name for field in one.fields]
        keys = keys_in(columns)
        table: dict[str, Any] = {
            "name": alias(one.slug),
            "title": one.name.as_dict() if one.name.en else {"zh": one.name.zh, "en": one.slug},
            "from": one.slug,
            "keys": keys,
        }
        if "area_code" in columns:
            title = {"zh": "按区划统计", "en": "By division"}
            table["aggregate"] = [{"name": "by_area", "title": title, "by": ["area_code"]}]
        tables.append(table)
        if key in keys:
            joined.append((alias(one.slug), keys[key]))
    if len(joined) > 1:
        tables.append(_joined(key, joined))
    return {
        "slug": slug,
        "name": name.as_dict(),
        "class": "topic",
        "department": department,
        "table": tables,
    }


def _joined(key: str, joined: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Every subject once, with how many rows each resource has of it."""
    column = joined[0][1]
    union = " UNION ".join(f'SELECT "{own}" AS key FROM "{name}"' for name, own in joined)  # noqa: S608
    counts = ", ".join(
        f'(SELECT COUNT(*) FROM "{name}" AS x WHERE x."{own}" = s.key) AS "{name}_rows"'  # noqa: S608
        for name, own in joined
    )
    sql = f'SELECT s.key AS "{column}", {counts} FROM ({union}) AS s WHERE s.key IS NOT NULL'  # noqa: S608
    return {
        "name": "subjects",
        "title": {"zh": "对象汇总", "en": "Subjects joined"},
        "sql": sql,
        "keys": {key: column},
    }
