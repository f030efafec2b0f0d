"""Declare a kind, or change it: each change is a version of its table of authorities."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.entities.errors import BadDefinition, UnknownKind
from yiwang.entities.models import KindVersion, SourceRow
from yiwang.entities.rules.definition import Kind, problems, read
from yiwang.ledger import api as ledger


def define(content: Mapping[str, Any], *, by: Actor) -> Kind:
    """Bring a kind's text into force; the same text again changes nothing.

    Raises:
        Refused.
        BadDefinition: with every fault and where it stands.
    """
    require(by, "entities.define", content.get("slug"))
    if wrong := tuple(problems(content)):
        raise BadDefinition(wrong)
    kind = read(content)
    with transaction.atomic():
        newest = KindVersion.objects.select_for_update().filter(kind=kind.slug).order_by("-version").first()
        if newest is not None and newest.definition == dict(content) and not newest.retired:
            return kind
        version = newest.version + 1 if newest else 1
        KindVersion.objects.create(
            kind=kind.slug,
            version=version,
            definition=dict(content),
            since=timezone.now(),
            by_ref=by.ref,
        )
        for source in kind.sources:
            SourceRow.objects.update_or_create(
                kind=kind.slug, slug=source.slug, defaults={"resource": source.resource}
            )
        ledger.record(
            "entities.defined",
            by=by.ref,
            subject=f"register:{kind.slug}",
            detail={"version": version, "authorities": {one.name: one.sources[0] for one in kind.attributes}},
        )
    return kind


def retire(slug: str, *, by: Actor) -> None:
    """Take a kind out of use; what it holds stays readable. Raises UnknownKind, Refused."""
    require(by, "entities.define", slug)
    with transaction.atomic():
        newest = KindVersion.objects.select_for_update().filter(kind=slug).order_by("-version").first()
        if newest is None:
            raise UnknownKind(slug)
        newest.retired = True
        newest.save(update_fields=["retired"])
        ledger.record("entities.retired", by=by.ref, subject=f"register:{slug}")
