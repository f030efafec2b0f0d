"""Finding sources."""

from yiwang.collection.errors import NoSuchSource
from yiwang.collection.models import Source


def source_row(slug: str) -> Source:
    """A source by its slug. Raises NoSuchSource."""
    found = Source.objects.filter(slug=slug).first()
    if found is None:
        raise NoSuchSource(slug)
    return found
