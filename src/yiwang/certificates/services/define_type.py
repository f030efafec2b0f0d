"""Define a certificate type from a pack's document."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.certificates.errors import BadType, DoesNotFit
from yiwang.certificates.filling import Contents, lay_out
from yiwang.certificates.kinds import draft_template
from yiwang.certificates.models import CertificateKind
from yiwang.certificates.queries import type_view
from yiwang.certificates.rules.problems import problems_of_document
from yiwang.certificates.rules.shapes import Problem
from yiwang.certificates.rules.values import problems_of
from yiwang.certificates.types import CertificateType, Holder
from yiwang.codes.api import CertificateIdentifier
from yiwang.crypto.api import sm3
from yiwang.ledger import api as ledger
from yiwang.seals.api import CannotPrint
from yiwang.text import Text

_SAMPLE_ISSUER = Text("某某市某某局", "Sample Municipal Bureau")


def check_type(data: Mapping[str, Any]) -> list[Problem]:
    """Everything wrong with a type's document; with a `sample` its page is drawn once, so that nothing fails later."""
    problems = problems_of_document(data)
    if problems or "sample" not in data:
        return problems
    return _sample_problems(dict(data))


def define_type(data: Mapping[str, Any], *, by: Actor) -> CertificateType:
    """Store the type. The same document again changes nothing; another one becomes the next version.

    Raises `Refused`, BadType with every problem.
    """
    require(by, "certificates.define", None)
    problems = check_type(data)
    if problems:
        raise BadType([(problem.path, problem.message) for problem in problems])
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
    digest = sm3(text.encode()).hex()
    with transaction.atomic():
        current = CertificateKind.objects.select_for_update().filter(slug=data["slug"], current=True).first()
        if current is not None and current.digest == digest and not current.retired:
            return type_view(current)
        CertificateKind.objects.filter(slug=data["slug"], current=True).update(current=False)
        row = CertificateKind.objects.create(
            slug=data["slug"],
            version=current.version + 1 if current else 1,
            code=data["code"],
            name=Text.of(data["name"]).as_dict(),
            kind=data["kind"],
            data=json.loads(text),
            digest=digest,
            defined_at=timezone.now(),
            defined_by=by.ref,
        )
        ledger.record(
            "certificates.type-defined",
            by=by.ref,
            subject=f"certificate-type:{row.slug}",
            detail={"version": row.version, "digest": digest},
        )
    return type_view(row)


def retire_type(slug: str, *, by: Actor) -> None:
    """Issue no more of it; what was issued stays. Raises `Refused`."""
    require(by, "certificates.define", None)
    with transaction.atomic():
        if CertificateKind.objects.filter(slug=slug, current=True, retired=False).update(retired=True):
            ledger.record("certificates.type-retired", by=by.ref, subject=f"certificate-type:{slug}")


def _sample_problems(data: dict[str, Any]) -> list[Problem]:
    definition, template = draft_template(data)
    sample = {key: str(value) for key, value in data["sample"].items()}
    holder = Holder(
        sample.pop("holder_name", "某某某"),
        definition.holder_kinds[0],
        sample.pop("holder_id", "37160119500101001X"),
    )
    wrong = [Problem("sample", text) for text in problems_of(definition, sample)]
    if wrong:
        return wrong
    day = date(2026, 1, 1)
    identifier = CertificateIdentifier.mint(definition.code, definition.code[:18], "0000000001")
    contents = Contents(
        holder,
        sample,
        "样〔2026〕0000001",
        str(identifier),
        "A2B3C4D5E6",
        _SAMPLE_ISSUER,
        day,
        day,
        None,
        "0" * 21,
    )
    try:
        layout = lay_out(definition, template, contents)
    except (DoesNotFit, CannotPrint) as error:
        return [Problem("sample", error.message)]
    outside = [
        place
        for place in layout.seals
        if place.x < 0 or place.y < 0 or place.x + place.width > layout.sheet.width
    ]
    return [Problem("seal", Text("印章超出页面", "the seal leaves the page"))] if outside else []
