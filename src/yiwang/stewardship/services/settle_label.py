"""Accepting or dismissing a proposed label."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import SYSTEM, Actor, require
from yiwang.catalogue import api as catalogue
from yiwang.ledger import api as ledger
from yiwang.stewardship.errors import Incomplete, NothingThere, WrongTurn
from yiwang.stewardship.models import Finding
from yiwang.text import Text

_HOUSE = SYSTEM("stewardship")


def accept_label(*, actor: Actor, finding_id: int) -> int:
    """Put the proposed label into the catalogue as its next version, reviewed and published by the steward.

    From that moment reads, lists and exports mask by it. Returns the version. Accepting again changes nothing.

    Raises:
        Refused, NothingThere; WrongTurn where the department has a draft of its own under way.
    """
    require(actor, "stewardship.label", None)
    with transaction.atomic():
        row = Finding.objects.select_for_update().filter(pk=finding_id).first()
        if row is None:
            raise NothingThere
        if row.state == "accepted":
            return int(row.version or 0)
        if row.state != "open":
            raise WrongTurn(Text("这条建议已处理。", "This proposal is settled."))
        known = catalogue.resource(row.resource)
        if catalogue.draft(row.resource, actor=actor) is not None:
            raise WrongTurn(
                Text(
                    "该资源有正在编制的版本，请先完成。",
                    "A draft of the resource is under way: finish it first.",
                )
            )
        content = _content(known)
        for field in content["fields"]:
            if field["name"] == row.field:
                field["grade"], field["category"] = row.grade_proposed, row.category_proposed
        key = f"label:{row.pk}:{uuid.uuid4().hex[:8]}"
        catalogue.compile_entry(content, department=known.department, actor=_HOUSE, transaction_id=f"{key}:c")
        catalogue.submit(row.resource, actor=_HOUSE, transaction_id=f"{key}:s")
        catalogue.review(row.resource, approve=True, actor=actor, transaction_id=f"{key}:r")
        done = catalogue.publish(row.resource, actor=actor, transaction_id=f"{key}:p")
        row.state, row.version = "accepted", done.version
        row.decided_by, row.decided_at = actor.ref, timezone.now()
        row.save()
        ledger.record(
            "stewardship.labelled",
            by=actor.ref,
            subject=f"resource:{row.resource}",
            detail={"field": row.field, "grade": row.grade_proposed, "version": done.version},
        )
    return done.version


def dismiss_label(*, actor: Actor, finding_id: int, reason: str) -> None:
    """Say why the data only look like that. Raises Refused, NothingThere, Incomplete, WrongTurn."""
    require(actor, "stewardship.label", None)
    if not reason.strip():
        raise Incomplete([Text("请写明理由", "Say why")])
    with transaction.atomic():
        row = Finding.objects.select_for_update().filter(pk=finding_id).first()
        if row is None:
            raise NothingThere
        if row.state != "open":
            raise WrongTurn(Text("这条建议已处理。", "This proposal is settled."))
        row.state, row.note = "dismissed", reason.strip()[:500]
        row.decided_by, row.decided_at = actor.ref, timezone.now()
        row.save()
        ledger.record(
            "stewardship.dismissed",
            by=actor.ref,
            subject=f"resource:{row.resource}",
            detail={"field": row.field, "reason": row.note},
        )


def _content(known: catalogue.ResourceView) -> dict[str, Any]:
    """The resource as the catalogue's compile step takes it."""
    return {
        "slug": known.slug,
        "name": known.name.as_dict(),
        "abstract": known.abstract.as_dict(),
        "classification": known.classification,
        "format": known.format,
        "sharing": {
            "type": known.sharing.type,
            "condition": known.sharing.condition,
            "basis": known.sharing.basis,
            "means": known.sharing.means,
        },
        "opening": {"type": known.opening.type, "condition": known.opening.condition},
        "cycle": known.cycle,
        "system": known.system,
        "core": known.core,
        "duty": known.duty.as_dict(),
        "retention_years": known.retention_years,
        "theme": known.theme,
        "keywords": list(known.keywords),
        "key": list(known.key),
        "fields": [
            {
                "name": field.name,
                "element": field.element,
                "title": field.title.as_dict(),
                "type": field.type,
                "length": field.length,
                "grade": field.grade,
                "category": field.category,
                "required": field.required,
            }
            for field in known.fields
        ],
    }
