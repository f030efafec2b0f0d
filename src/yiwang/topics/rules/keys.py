"""Which columns name an entity, and of which kind."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

#: Columns by the kind of entity they name, the best first.
KEY_COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "person": ("resident_id", "party_id", "receiver_id", "owner_id"),
        "firm": ("credit_code", "employer_code", "operator_code", "claimant_code", "producer_code"),
        "subject": ("subject_code",),
        "house": ("unit_no",),
        "vehicle": ("plate",),
        "place": ("address_code", "grid_code", "area_code"),
    }
)
KINDS = tuple(KEY_COLUMNS)


def keys_in(columns: Iterable[str]) -> dict[str, str]:
    """The key columns among some columns, by kind."""
    known = set(columns)
    return {
        kind: found
        for kind, names in KEY_COLUMNS.items()
        if (found := next((name for name in names if name in known), ""))
    }
