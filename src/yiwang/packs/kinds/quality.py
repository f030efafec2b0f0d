"""Quality rules: one file a resource (`quality/<resource>.toml`), named by the resource's slug."""

from collections.abc import Iterator, Mapping

from yiwang.access.api import Actor
from yiwang.packs.kinds.base import Kind, raw_digests
from yiwang.packs.kinds.resources import written
from yiwang.packs.reading import Reading
from yiwang.packs.types import Document, Problem
from yiwang.quality import api as quality
from yiwang.text import Text


def _check(reading: Reading) -> Iterator[Problem]:
    columns = {one.slug: {str(field["name"]) for field in one.content["fields"]} for one in written(reading)}
    for document in reading.folder.of("quality"):
        table = document.content if isinstance(document.content, Mapping) else {}
        wrong = list(quality.problems(table, document.slug))
        for key, text in wrong:
            yield document.told(key, text)
        if not wrong and document.slug in columns:
            yield from _column_problems(document, table, columns[document.slug])


def _column_problems(document: Document, table: Mapping[str, object], columns: set[str]) -> Iterator[Problem]:
    """Columns that the resource, described in the same pack, does not have."""
    rules = quality.read_rules(table)
    order = [one.id for one in rules]
    for column, rule in quality.columns_needed(rules).items():
        if column not in columns:
            text = Text(f"资源没有信息项 {column}。", f"The resource has no field {column}.")
            yield document.told(f"rule.{order.index(rule)}", text)


def _apply(reading: Reading, slug: str, by: Actor) -> None:
    document = reading.folder.find("quality", slug)
    if document is not None:
        quality.define_rules(document.content, by=by)


def _retire(slug: str, by: Actor) -> None:
    quality.retire_rules(slug, by=by)


QUALITY = Kind("quality", "quality", ".toml", _check, raw_digests("quality"), _apply, _retire)
