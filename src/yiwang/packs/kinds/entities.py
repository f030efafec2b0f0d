"""Base registers: one file a kind of entity (`entities/<kind>.toml`); departments are the city's."""

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.access.api import Actor
from yiwang.entities import api as entities
from yiwang.packs.kinds.base import Kind
from yiwang.packs.reading import Reading, digest_of
from yiwang.packs.types import Document, Problem


def _content(reading: Reading, document: Document) -> dict[str, Any]:
    """The kind's text with the departments of the city that applies it."""
    table = dict(document.content) if isinstance(document.content, Mapping) else {}
    sources = table.get("source")
    if isinstance(sources, list):
        table["source"] = [{**one, "department": _office(reading, one.get("department"))} for one in sources]
    return table


def _office(reading: Reading, name: object) -> str:
    return str(name) if str(name) in reading.city.offices else f"{reading.city.area_code}-{name}"


def _check(reading: Reading) -> Iterator[Problem]:
    for document in reading.folder.of("entities"):
        content = _content(reading, document)
        for key, message in entities.problems(content):
            yield document.told(key, message)
        if content.get("slug") != document.slug:
            yield document.problem("slug", "slug 应与文件名一致。", "The slug should be the file's name.")
        for at, one in enumerate(content.get("source", ())):
            if one["department"] not in reading.city.offices:
                yield document.problem(
                    f"source.{at}.department",
                    "来源部门不在部门表中。",
                    "The department is not among the departments.",
                )


def _digests(reading: Reading) -> Mapping[str, str]:
    return {one.slug: digest_of(_content(reading, one)) for one in reading.folder.of("entities")}


def _apply(reading: Reading, slug: str, by: Actor) -> None:
    document = reading.folder.find("entities", slug)
    if document is not None:
        entities.define(_content(reading, document), by=by)


def _retire(slug: str, by: Actor) -> None:
    entities.retire(slug, by=by)


ENTITIES = Kind("entity-kind", "entities", ".toml", _check, _digests, _apply, _retire)
