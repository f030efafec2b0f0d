"""Certificate types in memory: each version is read and typeset once a process."""

import os
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from yiwang.certificates.errors import UnknownType
from yiwang.certificates.models import CertificateKind
from yiwang.certificates.page.template import Template, make_template
from yiwang.certificates.rules.definition import TypeDefinition, read_definition
from yiwang.text import Text

_SAMPLE = Text("示范城市样例，不具法律效力", "Model city sample, no legal effect")


@dataclass(frozen=True, eq=False)
class Kind:
    """A version of a certificate type, ready to issue."""

    id: int
    definition: TypeDefinition
    template: Template


def current_kind(slug: str) -> Kind:
    """The version that issues now. Raises UnknownType, also for a type that was retired."""
    found = CertificateKind.objects.filter(slug=slug, current=True, retired=False).values_list(
        "pk", flat=True
    )
    for key in found:
        return kind_by_id(key)
    raise UnknownType(slug)


@lru_cache(maxsize=512)
def kind_by_id(key: int) -> Kind:
    """A version by its key; versions never change, so they are kept."""
    row = CertificateKind.objects.get(pk=key)
    definition = read_definition(row.data)
    return Kind(key, definition, make_template(definition, notice=sample_notice()))


def draft_template(data: dict[str, Any]) -> tuple[TypeDefinition, Template]:
    """A type that is only being checked."""
    definition = read_definition(data)
    return definition, make_template(definition, notice=sample_notice())


def sample_notice() -> Text:
    """What the foot of every page says until the city goes live (`YIWANG_LIVE=true`): nothing here is a real certificate."""
    return Text("") if os.environ.get("YIWANG_LIVE", "").lower() in ("1", "true") else _SAMPLE
