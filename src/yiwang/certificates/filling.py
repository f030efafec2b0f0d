"""Fill the page of one certificate."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.conf import settings

from yiwang.certificates.page.template import Template, label_of
from yiwang.certificates.rules.definition import TypeDefinition
from yiwang.certificates.rules.places import Value
from yiwang.certificates.rules.values import LONG_TERM, printed
from yiwang.certificates.types import Holder
from yiwang.codes.api import mask_resident_id
from yiwang.seals.api import Layout
from yiwang.text import Text
from yiwang.theme.brand import brand


@dataclass(frozen=True)
class Contents:
    """Everything that is printed on one certificate."""

    holder: Holder
    fields: Mapping[str, str]
    number: str
    identifier: str
    verification_code: str
    issuer: Text
    issue_date: date
    valid_from: date
    valid_until: date | None
    case_number: str


def lay_out(definition: TypeDefinition, template: Template, contents: Contents) -> Layout:
    """The page. Raises DoesNotFit, CannotPrint."""
    given = _built_in(definition, contents)

    def value_of(name: str, form: str) -> Value:
        if name == "valid_until" and contents.valid_until is None:
            return LONG_TERM
        if name in ("type_name", "issuer", "city"):
            text = {"type_name": definition.name, "issuer": contents.issuer, "city": brand().city}[name]
            return Value(text.zh, text.en or text.zh)
        field = definition.field(name)
        raw = contents.fields.get(name, "") if field else given[name]
        return printed(raw, form or definition.format_of(name), field.choices if field else None)

    return template.layout(
        value_of,
        qr_text=verification_url(contents.identifier, contents.verification_code),
        title=f"{definition.name.zh} {contents.number}",
        identity=_identity(definition, contents),
    )


def verification_url(identifier: str, code: str) -> str:
    """Where anyone can check a certificate; stands in its QR code."""
    return f"{settings.BASE_URL}/verify/?{urlencode({'id': identifier, 'code': code})}"


def public_rows(definition: TypeDefinition, fields: Mapping[str, str]) -> tuple[tuple[Text, str], ...]:
    """The values that the type lets anyone see."""
    return tuple(
        (field.label, fields[field.name])
        for field in definition.fields
        if field.public and fields.get(field.name)
    )


def all_rows(definition: TypeDefinition, fields: Mapping[str, str]) -> tuple[tuple[Text, str], ...]:
    """Every value with its label."""
    return tuple(
        (label_of(definition, field.name), fields[field.name])
        for field in definition.fields
        if fields.get(field.name)
    )


def _built_in(definition: TypeDefinition, contents: Contents) -> dict[str, str]:
    holder = contents.holder
    return {
        "holder_name": holder.name,
        "holder_id": holder.id_number,
        "holder_id_masked": mask_resident_id(holder.id_number)
        if holder.id_kind == "111"
        else holder.id_number,
        "number": contents.number,
        "identifier": contents.identifier,
        "issue_date": contents.issue_date.isoformat(),
        "valid_from": contents.valid_from.isoformat(),
        "valid_until": contents.valid_until.isoformat() if contents.valid_until else "",
        "case_number": contents.case_number,
        "verification_code": contents.verification_code,
    }


def _identity(definition: TypeDefinition, contents: Contents) -> dict[str, str]:
    """The named values inside the files, for programs: metadata of GB/T 36903, without the holder's number."""
    return {
        "identifier": contents.identifier,
        "type_code": definition.code,
        "type_name": definition.name.zh,
        "number": contents.number,
        "holder": contents.holder.name,
        "issuer": contents.issuer.zh,
        "issued_on": contents.issue_date.isoformat(),
        "valid_from": contents.valid_from.isoformat(),
        "valid_until": contents.valid_until.isoformat() if contents.valid_until else "",
    }
