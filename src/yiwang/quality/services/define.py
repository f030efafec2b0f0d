"""Keeping rules: what a pack brings, and what it no longer brings."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.ledger import api as ledger
from yiwang.quality.definitions import stored
from yiwang.quality.errors import BadRule
from yiwang.quality.models import RuleRow
from yiwang.quality.rules.reading import problems


def define_rules(table: Mapping[str, Any], *, by: Actor) -> int:
    """Bring a resource's rules of packs to what a quality file says; gives their number. Mined rules stay.

    Raises:
        Refused: the actor may not keep rules.
        BadRule: the file has problems; the first is told.
    """
    resource = str(table.get("resource", ""))
    require(by, "quality.define", resource)
    for key, text in problems(table, resource):
        raise BadRule(f"{resource} {key}", text)
    start = {"valid_from": table["valid_from"]} if "valid_from" in table else {}
    wanted = {str(one["id"]): stored({**start, **one}) for one in table["rule"]}
    now = timezone.now()
    with transaction.atomic():
        RuleRow.objects.filter(resource=resource, origin="pack").exclude(slug__in=wanted).update(retired=True)
        for position, (slug, definition) in enumerate(wanted.items()):
            RuleRow.objects.update_or_create(
                resource=resource,
                slug=slug,
                defaults={
                    "position": position,
                    "definition": definition,
                    "origin": "pack",
                    "retired": False,
                    "defined_by": by.ref,
                    "defined_at": now,
                },
            )
        ledger.record(
            "quality.defined", by=by.ref, subject=f"resource:{resource}", detail={"rules": len(wanted)}
        )
    return len(wanted)


def retire_rules(resource: str, *, by: Actor) -> None:
    """A resource's rules of packs are no longer checked. Raises `Refused`."""
    require(by, "quality.define", resource)
    with transaction.atomic():
        RuleRow.objects.filter(resource=resource, origin="pack").update(retired=True)
        ledger.record("quality.retired", by=by.ref, subject=f"resource:{resource}", detail={})
