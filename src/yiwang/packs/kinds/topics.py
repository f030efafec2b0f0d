"""Topic stores: one file a store (`topics/<slug>.toml`)."""

from collections.abc import Iterator, Mapping
from typing import Any

from yiwang.access.api import Actor
from yiwang.packs.kinds.base import Kind
from yiwang.packs.reading import Reading, digest_of
from yiwang.packs.types import Document, Problem
from yiwang.topics import api as topics


def _content(reading: Reading, document: Document) -> dict[str, Any]:
    """The store's text; its lead department is the city's."""
    name = document.content.get("department", "")
    office = name if name in reading.city.offices else f"{reading.city.area_code}-{name}"
    return {**document.content, "department": office}


def _check(reading: Reading) -> Iterator[Problem]:
    for document in reading.folder.of("topics"):
        content = _content(reading, document)
        for key, message in topics.problems(content):
            yield document.told(key, message)
        if content.get("slug") != document.slug:
            yield document.problem("slug", "slug 应与文件名一致。", "The slug should be the file's name.")
        if content["department"] not in reading.city.offices:
            yield document.problem(
                "department", "牵头部门不在部门表中。", "The department is not among the departments."
            )


def _digests(reading: Reading) -> Mapping[str, str]:
    return {one.slug: digest_of(_content(reading, one)) for one in reading.folder.of("topics")}


def _apply(reading: Reading, slug: str, by: Actor) -> None:
    document = reading.folder.find("topics", slug)
    if document is not None:
        topics.define(_content(reading, document), by=by)


def _retire(slug: str, by: Actor) -> None:
    topics.retire(slug, by=by)


TOPICS = Kind("topic", "topics", ".toml", _check, _digests, _apply, _retire)
