"""What a sealed file says of itself, with names that people read."""

from collections.abc import Mapping

from yiwang.text import Text

_NAMES = {
    "type_name": Text("证照类型", "Type"),
    "number": Text("编号", "Number"),
    "holder": Text("持证人", "Holder"),
    "issuer": Text("颁发机构", "Issued by"),
    "issued_on": Text("颁发日期", "Issued on"),
    "valid_from": Text("有效期自", "Valid from"),
    "valid_until": Text("有效期至", "Valid until"),
}


def named_fields(fields: Mapping[str, str]) -> list[tuple[Text, str]]:
    """The fields that have a name for people, in that order; the rest are for machines."""
    return [(name, fields[key]) for key, name in _NAMES.items() if fields.get(key)]
