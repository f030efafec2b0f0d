"""Forms: JSON Schema with its `ui` part. They travel inside the items that use them."""

from collections.abc import Iterator

from yiwang.forms import api as forms
from yiwang.packs.kinds.base import Kind, raw_digests
from yiwang.packs.reading import Reading
from yiwang.packs.types import Problem


def _check(reading: Reading) -> Iterator[Problem]:
    for document in reading.folder.of("forms"):
        for wrong in forms.check_definition(document.content):
            yield document.told(wrong.pointer.lstrip("/").replace("/", "."), wrong.message)


FORMS = Kind("form", "forms", ".json", _check, raw_digests("forms"))
