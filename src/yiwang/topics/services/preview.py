"""Look at what a definition would give before it is one."""

from collections.abc import Mapping
from typing import Any

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.lake import api as lake
from yiwang.text import Text
from yiwang.topics.errors import BadDefinition
from yiwang.topics.rules.definition import alias, problems, read_definition


def preview(content: Mapping[str, Any], *, by: Actor) -> Mapping[str, int | Text]:
    """How many rows each table would have, or why it cannot be made. No row of anybody is shown.

    Raises:
        BadDefinition, Refused.
    """
    require(by, "topics.define")
    if wrong := list(problems(content)):
        raise BadDefinition(wrong)
    definition = read_definition(content)
    there = {one.name for one in lake.tables() if one.snapshot_id is not None}
    tables = {alias(slug): catalogue.table_of(slug) for slug in definition.sources}
    known = {name: at for name, at in tables.items() if at in there}
    found: dict[str, int | Text] = {}
    for table in definition.tables:
        text = table.sql or f'SELECT * FROM "{alias(table.resource)}"'  # noqa: S608
        try:
            counted = lake.query(f"SELECT COUNT(*) AS n FROM ({text}) AS x", known, seconds=30)  # noqa: S608
            found[table.name] = int(counted["n"][0].as_py())
        except (lake.BadQuery, lake.TookTooLong, lake.TooMuchMemory) as problem:
            found[table.name] = problem.message
    return found
