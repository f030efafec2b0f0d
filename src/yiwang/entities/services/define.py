"""Declare a kind, or change it: each change is a version of its table of authorities."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.entities.errors import BadDefinition, UnknownKind
from yiwang.entities.models import KindVersion, SourceRow
from yiwang.entities.rules.definition import Kind, problems, read
from yiwang.entities.services.tell_lineage import tell_lineage
from yiwang.ledger import api as ledger

#: Under which key a version holds what stewards assigned: the source by attribute.
ASSIGNED = "assigned"


def define(content: Mapping[str, Any], *, by: Actor) -> Kind:
    """Bring a kind's text into force; the same text again changes nothing.

    Raises:
        Refused.
        BadDefinition: with every fault and where it stands.
    """
    require(by, "entities.define", content.get("slug"))
    if wrong := tuple(problems(content)):
        raise BadDefinition(wrong)
    with transaction.atomic():
        newest = (
            KindVersion.objects.select_for_update().filter(kind=content["slug"]).order_by("-version").first()
        )
        assigned = newest.definition.get(ASSIGNED) if newest is not None else None
        return bring_into_force({**content, **({ASSIGNED: assigned} if assigned else {})}, by=by)


def bring_into_force(content: Mapping[str, Any], *, by: Actor) -> Kind:
    """A text without faults becomes the newest version, with the sources that stewards assigned first.

    The caller has asked for the right, and is in a transaction.
    """
    whole = _with_assigned(content)
    kind = read(whole)
    with transaction.atomic():
        newest = KindVersion.objects.select_for_update().filter(kind=kind.slug).order_by("-version").first()
        if newest is not None and newest.definition == whole and not newest.retired:
            return kind
        version = newest.version + 1 if newest else 1
        KindVersion.objects.create(
            kind=kind.slug,
            version=version,
            definition=whole,
            since=timezone.now(),
            by_ref=by.ref,
        )
        for source in kind.sources:
            SourceRow.objects.update_or_create(
                kind=kind.slug, slug=source.slug, defaults={"resource": source.resource}
            )
        tell_lineage(kind, version)
        ledger.record(
            "entities.defined",
            by=by.ref,
            subject=f"register:{kind.slug}",
            detail={"version": version, "authorities": {one.name: one.sources[0] for one in kind.attributes}},
        )
    return kind


def _with_assigned(content: Mapping[str, Any]) -> dict[str, Any]:
    """Put the assigned source first where it still speaks of the attribute."""
    assigned: Mapping[str, str] = content.get(ASSIGNED, {})
    attributes = []
    for one in content["attribute"]:
        first = assigned.get(one["name"])
        sources = list(one["sources"])
        if first in sources:
            sources = [first, *(other for other in sources if other != first)]
        attributes.append({**one, "sources": sources})
    return {**content, "attribute": attributes}


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
