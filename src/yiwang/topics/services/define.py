"""Define a store, change it, retire it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.text import Text
from yiwang.topics.errors import BadDefinition, NoSuchStore
from yiwang.topics.models import Store, StoreVersion
from yiwang.topics.queries import store
from yiwang.topics.rules.definition import problems, read_definition
from yiwang.topics.types import StoreView


def define(content: Mapping[str, Any], *, by: Actor) -> StoreView:
    """Bring a store to what the text says; the same text again changes nothing, another makes a new version.

    Raises:
        BadDefinition: the text has faults, or a resource or department it names is not there. Refused.
    """
    require(by, "topics.define")
    wrong = list(problems(content)) or list(_unknown(content))
    if wrong:
        raise BadDefinition(wrong)
    slug, now = content["slug"], timezone.now()
    with transaction.atomic():
        standing = Store.objects.select_for_update().filter(slug=slug).first()
        if standing and standing.content == content and not standing.retired:
            return store(slug)
        number = standing.version + 1 if standing else 1
        kept, _ = Store.objects.update_or_create(
            slug=slug,
            defaults={
                "version": number,
                "content": dict(content),
                "kind": content["class"],
                "department": content["department"],
                "retired": False,
                "changed_at": now,
            },
        )
        StoreVersion.objects.create(store=kept, number=number, content=dict(content), by_ref=by.ref, at=now)
        kept.built.exclude(name__in=[one["name"] for one in content["table"]]).delete()
        ledger.record("topics.defined", by=by.ref, subject=f"topic:{slug}", detail={"version": number})
    return store(slug)


def retire(slug: str, *, by: Actor) -> None:
    """Take a store out of service; what was built stays in the lake. Raises NoSuchStore, Refused."""
    require(by, "topics.define")
    with transaction.atomic():
        if not Store.objects.filter(slug=slug).update(retired=True, changed_at=timezone.now()):
            raise NoSuchStore(slug)
        ledger.record("topics.retired", by=by.ref, subject=f"topic:{slug}")


def _unknown(content: Mapping[str, Any]) -> list[tuple[str, Text]]:
    definition = read_definition(content)
    found = catalogue.resources_named(definition.sources)
    wrong = [
        (f"source.{slug}", Text(f"目录中没有 {slug}", f"the catalogue has no {slug}"))
        for slug in definition.sources
        if slug not in found
    ]
    if definition.department not in orgs.departments_named({definition.department}):
        wrong.append(("department", Text("部门表中没有这个部门", "there is no such department")))
    return wrong
