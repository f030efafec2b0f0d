"""Asking for a load that a worker then does."""

import uuid

from yiwang.access.api import Actor, require
from yiwang.bus.api import defer
from yiwang.collection.sources import source_row
from yiwang.collection.tasks import load_source


def request_load(slug: str, *, by: Actor) -> None:
    """Queue a load of a source. Raises NoSuchSource, Refused."""
    require(by, "collection.load", source_row(slug).department_code)
    defer(load_source, slug=slug, transaction_id=f"asked:{uuid.uuid4().hex}")
