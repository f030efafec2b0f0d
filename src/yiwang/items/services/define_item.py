"""Publish an item, or a new version of it."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.bus import api as bus
from yiwang.crypto import api as crypto
from yiwang.forms import api as forms
from yiwang.items.errors import BadItem
from yiwang.items.facts import ItemPublished
from yiwang.items.models import ItemRecord, ItemVersion
from yiwang.items.queries import card_of, item, view_of
from yiwang.items.rules.check import check_item
from yiwang.items.rules.item_code import compose
from yiwang.items.rules.reading import encoded, plain
from yiwang.items.types import Item
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.words import words_of

PROCESS = "process.bpmn"


def define_item(
    content: Mapping[str, Any],
    *,
    department_code: str,
    area_code: str,
    form: forms.FormDefinition,
    process: bytes,
    decisions: Mapping[str, bytes],
    by: access.Actor,
) -> Item:
    """Publish an item's table with its form, BPMN process and DMN decisions.

    The same content again publishes nothing and gives the version in force; changed content becomes the next
    version, while cases under way keep theirs. A retired item is offered again.

    Raises:
        BadItem: the table is wrong somewhere; all problems are listed.
        BadForm: the form is.
        Refused: the actor may not publish.
    """
    table = plain(content)
    slug = str(table.get("slug", ""))
    access.require(by, "items.publish", slug)
    if problems := check_item(table):
        raise BadItem(problems)
    if wrong := forms.check_definition(form.as_dict()):
        raise forms.BadForm(wrong)
    department = orgs.department(department_code)
    codes = _codes(table, department.credit_code)
    documents = encoded({PROCESS: process, **{f"{name}.dmn": xml for name, xml in decisions.items()}})
    whole = {
        "content": table,
        "form": form.as_dict(),
        "documents": documents,
        "department": [department_code, department.name.as_dict()],
        "area": area_code,
        "codes": codes,
    }
    digest = crypto.sm3(json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()).hex()
    now = timezone.now()
    with transaction.atomic():
        record = ItemRecord.objects.select_for_update().filter(slug=slug).first()
        if record and record.retired_at is None and _digest(record) == digest:
            return item(slug)
        version = record.version + 1 if record else 1
        if record is None:
            record = ItemRecord(slug=slug, card={})
        record.version, record.retired_at = version, None
        record.department_code, record.area_code = department_code, area_code
        record.topics = table["topics"]
        row = ItemVersion(
            version=version,
            code=codes[0],
            handle_code=codes[1],
            content=table,
            form=form.as_dict(),
            documents=documents,
            department_code=department_code,
            department=department.name.as_dict(),
            area_code=area_code,
            digest=digest,
            published_at=now,
            published_by=by.ref,
        )
        published = view_of(row, retired=False)
        _index(record, published)
        record.save()
        row.item = record
        row.save()
        ledger.record(
            "items.published",
            by=by.ref,
            subject=f"item:{slug}",
            detail={"version": version, "code": codes[0], "digest": digest},
        )
        bus.publish(ItemPublished(slug=slug, version=version, code=codes[0]))
    return published


def _codes(table: Mapping[str, Any], credit_code: str) -> tuple[str, str]:
    parts = credit_code, table["use_level"], table["catalog_code"]
    return compose(*parts), compose(*parts, table.get("handle_sequence", "01"))


def _digest(record: ItemRecord) -> str:
    return record.versions.get(version=record.version).digest


def _index(record: ItemRecord, published: Item) -> None:
    named = [published.name.zh, published.name.en, *published.keywords]
    words = words_of([*named, published.summary.zh, published.summary.en, published.result_name.zh])
    record.named = "\n".join(one.lower() for one in named)
    record.grams = sorted(words.grams)
    record.latin = words.latin
    record.card = card_of(published)
