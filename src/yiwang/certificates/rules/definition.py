"""A certificate type as a pack defines it (docs/packs-certificates.md), read once and then trusted."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from yiwang.text import Text

Format = Literal["text", "date", "money", "integer"]
Align = Literal["left", "center", "right"]

#: Values that every certificate has, whatever its type.
BUILT_IN: Mapping[str, Format] = {
    "holder_name": "text",
    "holder_id": "text",
    "holder_id_masked": "text",
    "number": "text",
    "identifier": "text",
    "type_name": "text",
    "issuer": "text",
    "issue_date": "date",
    "valid_from": "date",
    "valid_until": "date",
    "case_number": "text",
    "verification_code": "text",
    "city": "text",
}
FACES = ("serif", "serif-bold", "sans", "sans-bold")
FRAMES = ("ornate", "ruled", "band", "none")
FORMATS = ("text", "date", "money", "integer")
KINDS = ("certificate", "proof")


@dataclass(frozen=True)
class FieldDefinition:
    """One value that the case supplies."""

    name: str
    label: Text
    required: bool
    max_length: int
    format: Format
    public: bool
    choices: Mapping[str, str]


@dataclass(frozen=True)
class TypeDefinition:
    """One certificate type. `data` is the whole document; its page part is read by the typesetter."""

    slug: str
    code: str
    kind: str
    name: Text
    definer: Text
    holder_kinds: tuple[str, ...]
    number: str
    validity_years: int
    legal_basis: Text
    fields: tuple[FieldDefinition, ...]
    data: Mapping[str, Any]

    def field(self, name: str) -> FieldDefinition | None:
        """The declared field of that name."""
        return next((one for one in self.fields if one.name == name), None)

    def format_of(self, name: str) -> Format:
        """How a value is written when its place does not say. KeyError for a name that is neither declared nor built in."""
        declared = self.field(name)
        return declared.format if declared else BUILT_IN[name]


def read_definition(data: Mapping[str, Any]) -> TypeDefinition:
    """The definition in a document that `check_type` found nothing wrong with."""
    return TypeDefinition(
        slug=data["slug"],
        code=data["code"],
        kind=data["kind"],
        name=Text.of(data["name"]),
        definer=Text.of(data["definer"]),
        holder_kinds=tuple(data["holder_kinds"]),
        number=data["number"],
        validity_years=data.get("validity_years", 0),
        legal_basis=Text.of(data.get("legal_basis", "")),
        fields=tuple(_field(one) for one in data.get("fields", ())),
        data=data,
    )


def _field(data: Mapping[str, Any]) -> FieldDefinition:
    return FieldDefinition(
        name=data["name"],
        label=Text.of(data["label"]),
        required=data.get("required", True),
        max_length=data.get("max_length", 200),
        format=data.get("format", "text"),
        public=data.get("public", False),
        choices={one["zh"]: one["en"] for one in data.get("choices", ())},
    )
