"""From an item's table to the item."""

import base64
from collections.abc import Mapping
from datetime import date
from typing import Any

from yiwang.forms.api import FormDefinition
from yiwang.items.types import Faq, Fee, Item, LegalBasis, Material, Place, Remedy, Stage
from yiwang.text import Text

Table = Mapping[str, Any]


def plain(value: Any) -> Any:
    """TOML values as JSON ones: dates become text."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def encoded(documents: Mapping[str, bytes]) -> dict[str, str]:
    """Documents as JSON can hold them, byte for byte: an XML file may declare any encoding."""
    return {name: base64.b64encode(data).decode("ascii") for name, data in documents.items()}


def decoded(documents: Mapping[str, str]) -> dict[str, bytes]:
    """Documents as they were."""
    return {name: base64.b64decode(data) for name, data in documents.items()}


def item_of(
    content: Table,
    *,
    version: int,
    codes: tuple[str, str],
    department: tuple[str, Text],
    area_code: str,
    form: FormDefinition,
    process: bytes,
    decisions: Mapping[str, bytes],
    digest: str,
    retired: bool = False,
) -> Item:
    """The item that a checked table describes; `codes` are its 31- and 33-character codes."""
    result = content["result"]
    return Item(
        slug=content["slug"],
        version=version,
        code=codes[0],
        handle_code=codes[1],
        catalog_code=content["catalog_code"],
        name=Text.of(content["name"]),
        summary=Text.of(content["summary"]),
        department_code=department[0],
        department=department[1],
        kind=content["kind"],
        task_type=content["task_type"],
        use_level=content["use_level"],
        department_nature=content["department_nature"],
        service_objects=tuple(content["service_objects"]),
        project_type=content["project_type"],
        handle_types=tuple(content["handle_types"]),
        statutory_days=content.get("statutory_days"),
        promised_days=content["promised_days"],
        legal_basis=tuple(_basis(one) for one in content["legal_basis"]),
        conditions=tuple(Text.of(one) for one in content["conditions"]),
        materials=tuple(_material(one) for one in content.get("materials", ())),
        fees=tuple(_fee(one) for one in content.get("fees", ())),
        stages=tuple(_stage(one) for one in content["stages"]),
        faqs=tuple(Faq(Text.of(one["question"]), Text.of(one["answer"])) for one in content.get("faqs", ())),
        places=tuple(
            Place(Text.of(one["name"]), Text.of(one["address"]), Text.of(one["hours"]))
            for one in content["places"]
        ),
        remedies=tuple(_remedy(one) for one in content["remedies"]),
        result_name=Text.of(result["name"]),
        result_type=result["type"],
        result_sample=result.get("sample", ""),
        certificate_type=content.get("certificate", "").partition(":")[2],
        level_required=content["level_required"],
        online=content["online"],
        online_depth=tuple(content["online_depth"]),
        online_grade=content["online_grade"],
        pay_online=content["pay_online"],
        visits=content["visits"],
        visit_reason=Text.of(content.get("visit_reason", "")),
        window_ok=content["window_ok"],
        on_behalf_ok=content.get("on_behalf_ok", False),
        delivery=tuple(content.get("delivery", ())),
        handle_area=content["handle_area"],
        topics=tuple(content["topics"]),
        keywords=tuple(content.get("keywords", ())),
        consult_phone=content["consult_phone"],
        complaint_phone=content["complaint_phone"],
        valid_from=date.fromisoformat(content["valid_from"]),
        area_code=area_code,
        form=form,
        process=process,
        decisions=decisions,
        digest=digest,
        retired=retired,
    )


def _basis(one: Table) -> LegalBasis:
    checked = one.get("checked")
    return LegalBasis(
        Text.of(one["law"]),
        Text.of(one["article"]),
        one["source"],
        date.fromisoformat(checked) if checked else None,
        Text.of(one.get("about", "")),
    )


def _material(one: Table) -> Material:
    return Material(
        slug=one["slug"],
        name=Text.of(one["name"]),
        kind=one["kind"],
        form=one["form"],
        need=one["need"],
        source=Text.of(one["source"]),
        field=one.get("field", ""),
        exempt_by=Text.of(one.get("exempt_by", "")),
        copies=one.get("copies", 1),
        standard=Text.of(one.get("standard", "")),
        basis=one.get("basis", ""),
    )


def _fee(one: Table) -> Fee:
    return Fee(Text.of(one["name"]), Text.of(one["standard"]), Text.of(one["basis"]), one.get("amount", ""))


def _stage(one: Table) -> Stage:
    return Stage(
        one["slug"],
        Text.of(one["name"]),
        one.get("days"),
        Text.of(one.get("who", "")),
        Text.of(one.get("result", "")),
    )


def _remedy(one: Table) -> Remedy:
    return Remedy(
        one["kind"],
        Text.of(one["body"]),
        Text.of(one["limit"]),
        Text.of(one.get("address", "")),
        one.get("phone", ""),
    )
