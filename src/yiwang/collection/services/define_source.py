"""Declaring a source."""

from django.db import transaction

from yiwang.access.api import Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.collection.errors import BadSource
from yiwang.collection.models import Source
from yiwang.collection.rules.states import CONNECTORS, MODES
from yiwang.collection.sources import source_row
from yiwang.collection.types import SourceSpec
from yiwang.crypto.api import seal_field
from yiwang.ledger import api as ledger
from yiwang.text import Text


def disable_source(slug: str, *, by: Actor) -> None:
    """Load a source by schedule no more; what it brought stays. Raises NoSuchSource, Refused."""
    require(by, "collection.define", None)
    with transaction.atomic():
        row = source_row(slug)
        row.enabled, row.every_minutes = False, 0
        row.save(update_fields=["enabled", "every_minutes"])
        ledger.record("collection.source-disabled", by=by.ref, subject=f"source:{slug}")


def define_source(spec: SourceSpec, *, by: Actor, secret: str | None = None) -> None:
    """Declare a source, or change it; `secret` None keeps the one that is sealed already.

    Raises:
        Refused, catalogue.ResourceMissing.
        BadSource: a setting that cannot work.
    """
    require(by, "collection.define", None)
    resource = catalogue.resource(spec.resource)
    fields = {one.name for one in resource.fields}
    if spec.connector not in CONNECTORS or spec.connector == "form":
        raise BadSource(Text("请选择连接方式。", "Choose a connector."))
    if spec.mode not in MODES:
        raise BadSource(Text("请选择归集方式。", "Choose a mode."))
    if unknown := set(spec.mapping) - fields:
        listed = "、".join(sorted(unknown))
        raise BadSource(Text(f"目录中没有字段 {listed}。", f"The catalogue has no fields {listed}."))
    if spec.mode == "replace-partition" and not set(spec.settings.get("partition_by", ())) & fields:
        raise BadSource(Text("按分区替换须指定分区字段。", "Replacing partitions needs partition columns."))
    if spec.connector == "database" and spec.mode == "incremental" and not (spec.key or spec.timestamp):
        raise BadSource(
            Text("增量归集须指定主键或时间戳列。", "Incremental loads need a key or a timestamp.")
        )
    with transaction.atomic():
        row, made = Source.objects.get_or_create(
            slug=spec.slug,
            defaults={
                "resource": spec.resource,
                "department_code": resource.department,
                "connector": spec.connector,
                "mode": spec.mode,
            },
        )
        row.resource, row.department_code = spec.resource, resource.department
        row.name = (spec.name or resource.name).as_dict()
        row.connector, row.mode = spec.connector, spec.mode
        row.settings, row.mapping = dict(spec.settings), dict(spec.mapping)
        row.key, row.timestamp, row.overlap_seconds = spec.key, spec.timestamp, spec.overlap_seconds
        row.every_minutes, row.enabled = spec.every_minutes, spec.enabled
        if secret is not None:
            row.secret = seal_field(secret) if secret else ""
        row.save()
        ledger.record(
            "collection.source-defined",
            by=by.ref,
            subject=f"source:{spec.slug}",
            detail={"new": made, "resource": spec.resource, "connector": spec.connector, "mode": spec.mode},
        )
