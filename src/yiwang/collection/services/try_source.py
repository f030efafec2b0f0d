"""Trying a source: does it answer, what columns has it, what do its first rows look like."""

from dataclasses import dataclass

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.collection.place import waiting_files
from yiwang.collection.readers.opening import open_file, open_source
from yiwang.collection.sources import source_row


@dataclass(frozen=True)
class Preview:
    """What a source answers: its columns, those the catalogue misses, and how many rows it says it has."""

    columns: tuple[str, ...]
    matched: tuple[str, ...]
    missing: tuple[str, ...]
    rows: int | None


def try_source(slug: str, *, by: Actor) -> Preview:
    """Open a source and look at it; no row leaves it. Raises SourceFailed, BadSource, Unreadable, Refused."""
    require(by, "collection.define", None)
    source = source_row(slug)
    resource = catalogue.resource(source.resource)
    names = [source.mapping.get(field.name, field.name) for field in resource.fields]
    if source.connector == "files":
        files = waiting_files(slug)
        if not files:
            return Preview((), (), tuple(names), 0)
        reader = open_file(files[0], expected=names)
    else:
        reader = open_source(source, source.position)
    try:
        there = set(reader.columns)
        return Preview(
            tuple(one for one in reader.columns if one != "_row"),
            tuple(one for one in names if one in there),
            tuple(one for one in names if one not in there),
            reader.rest({}),
        )
    finally:
        reader.close()
