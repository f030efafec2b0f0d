"""Sources of data: one file a source (`sources/<slug>.toml`), named by the source's slug. Secrets never stand in packs."""

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.access.api import Actor
from yiwang.collection import api as collection
from yiwang.packs.kinds.base import Kind, raw_digests
from yiwang.packs.reading import Reading
from yiwang.packs.types import Problem
from yiwang.text import Text

HEAD = frozenset(
    {
        "resource",
        "connector",
        "mode",
        "name",
        "settings",
        "mapping",
        "key",
        "timestamp",
        "overlap_seconds",
        "every_minutes",
    }
)
_SECRET = ("password", "secret", "token")


def _check(reading: Reading) -> Iterator[Problem]:
    for document in reading.folder.of("sources"):
        table: Mapping[str, Any] = document.content if isinstance(document.content, Mapping) else {}
        for key in set(table) - HEAD:
            yield document.problem(key, f"数据源没有 {key} 这一项。", f"A source has no {key}.")
        if not isinstance(table.get("resource"), str):
            yield document.problem("resource", "须写明归集到哪项资源。", "The resource is missing.")
        if table.get("connector") not in set(collection.CONNECTORS) - {"form"}:
            yield document.problem("connector", "没有这种连接方式。", "There is no such connector.")
        if table.get("mode", "incremental") not in collection.MODES:
            yield document.problem("mode", "没有这种归集方式。", "There is no such mode.")
        for key in dict(table.get("settings", {})):
            if any(word in key.lower() for word in _SECRET):
                text = Text(
                    "业务包里不能写口令，请在页面上填写。", "A pack holds no secret: enter it on the page."
                )
                yield document.told(f"settings.{key}", text)


def _apply(reading: Reading, slug: str, by: Actor) -> None:
    document = reading.folder.find("sources", slug)
    if document is None:
        return
    table = document.content
    collection.define_source(
        collection.SourceSpec(
            slug=slug,
            resource=table["resource"],
            connector=table["connector"],
            mode=table.get("mode", "incremental"),
            name=Text.of(table.get("name", "")),
            settings=table.get("settings", {}),
            mapping=table.get("mapping", {}),
            key=table.get("key", ""),
            timestamp=table.get("timestamp", ""),
            overlap_seconds=int(table.get("overlap_seconds", 300)),
            every_minutes=int(table.get("every_minutes", 0)),
        ),
        by=by,
    )


def _retire(slug: str, by: Actor) -> None:
    collection.disable_source(slug, by=by)


SOURCES = Kind("source", "sources", ".toml", _check, raw_digests("sources"), _apply, _retire)
