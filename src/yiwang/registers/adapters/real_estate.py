"""Real-estate registration: a system of another house. Whoever owns no home has an answer too: none on record."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from yiwang.codes.api import BadCode, check_resident_id
from yiwang.crypto.api import blind_index
from yiwang.registers.adapters.upstream import GuardedSource, Row, Upstream
from yiwang.registers.models import Home, Person
from yiwang.registers.rules.unit_number import parts_of
from yiwang.registers.types import Answer
from yiwang.text import Text

_HOLDINGS = ("单独所有", "共同共有", "按份共有")


class TableUpstream:
    """The synthetic system that ships with the model city."""

    def record(self, resident_id: str) -> Row | None:
        index = blind_index(resident_id)
        rows = list(Home.objects.filter(owners__contains=[{"resident_index": index}]))
        if not rows:
            return None
        homes = [
            {
                "unit_no": row.unit_no,
                "certificate_no": row.certificate_no,
                "address": row.address,
                "area": str(row.area),
                "purpose": row.purpose,
                "right_kind": row.right_kind,
                "holding": row.holding,
                "share": next(one["share"] for one in row.owners if one["resident_index"] == index),
                "registered_on": row.registered_on.isoformat(),
                "mortgaged": row.mortgaged,
                "seized": row.seized,
            }
            for row in rows
        ]
        return {"homes": homes, "updated_at": max(row.updated_at for row in rows)}


class RealEstateSource(GuardedSource):
    """Answers by identity number."""

    def __init__(self, upstream: Upstream) -> None:
        super().__init__("real-estate", Text("不动产登记库", "register of real estate"), upstream, read_homes)


def read_homes(record: Row | None, key: str) -> Answer | None:
    """The homes of a person, the one registered last first. None only for a key that is no identity number."""
    try:
        check_resident_id(key, on=timezone.localdate())
    except BadCode:
        return None
    homes = [] if record is None else [_home(home) for home in record["homes"]]
    homes.sort(key=lambda home: (home["registered_on"], home["unit_no"]), reverse=True)
    fields = {
        "homes": homes,
        "home_count": len(homes),
        "addresses": "；".join(home["address"] for home in homes),
        "has_mortgage": any(home["mortgaged"] for home in homes),
        "has_seizure": any(home["seized"] for home in homes),
    }
    person = Person.objects.filter(resident_index=blind_index(key)).values_list("pk", flat=True).first()
    return Answer(fields, record["updated_at"] if record else timezone.now(), str(person or ""))


def _home(home: Mapping[str, Any]) -> dict[str, Any]:
    """One home, checked: a proof must not repeat what cannot be true. Raises ValueError, LookupError, TypeError."""
    parts_of(home["unit_no"])
    if home["holding"] not in _HOLDINGS or Decimal(home["area"]) <= 0:
        raise ValueError(home["unit_no"])
    if not isinstance(home["mortgaged"], bool) or not isinstance(home["seized"], bool):
        raise TypeError(home["unit_no"])
    return {
        "unit_no": home["unit_no"],
        "certificate_no": str(home["certificate_no"]),
        "address": str(home["address"]),
        "area": f"{Decimal(home['area']):.2f}",
        "purpose": str(home["purpose"]),
        "right_kind": str(home["right_kind"]),
        "holding": home["holding"],
        "share": str(home["share"]),
        "registered_on": date.fromisoformat(home["registered_on"]).isoformat(),
        "mortgaged": home["mortgaged"],
        "seized": home["seized"],
    }
