"""Messages to other systems, written with the change they tell of."""

from collections.abc import Iterable
from datetime import datetime

from yiwang.catalogue.models import Entry, Outbound, Version
from yiwang.catalogue.rules.exchange import province_entry

PROVINCE, LINEAGE = "province", "lineage"


def tell_province(told: Iterable[tuple[Entry, Version, str]], now: datetime) -> None:
    """Have entries cascade to the provincial catalogue; actions are publish, change and retire."""
    Outbound.objects.bulk_create(
        [
            Outbound(
                channel=PROVINCE,
                subject=f"resource:{entry.slug}",
                action=action,
                payload=province_entry(
                    version.content,
                    code=entry.code,
                    version=version.number,
                    department=entry.department_code,
                    area=entry.area_code,
                    digest=version.digest,
                    action=action,
                    reason=entry.retired_reason,
                ),
                next_at=now,
                created_at=now,
            )
            for entry, version, action in told
        ],
        batch_size=500,
    )
