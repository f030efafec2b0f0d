"""What went to the province, what waits, and what it did not take."""

from collections.abc import Mapping

from django.db.models import Count

from yiwang.access.api import Actor, require
from yiwang.catalogue.adapters.transports import province
from yiwang.catalogue.models import Outbound
from yiwang.catalogue.services.outbox import PROVINCE
from yiwang.catalogue.types import Sent
from yiwang.text import Text

SENT_STATES = {
    "waiting": Text("待发送", "Waiting"),
    "acknowledged": Text("已接收", "Acknowledged"),
    "refused": Text("被退回", "Refused"),
}
SENT_ACTIONS = {
    "publish": Text("发布", "Publish"),
    "change": Text("变更", "Change"),
    "retire": Text("注销", "Retire"),
}


def cascade(
    actor: Actor, *, slug: str = "", state: str = "", after: int = 0, limit: int = 50
) -> tuple[tuple[Sent, ...], int]:
    """Messages to the province, newest first, and where the next page begins (0 at the end). Raises Refused."""
    require(actor, "catalogue.read", None)
    rows = Outbound.objects.filter(channel=PROVINCE).order_by("-pk").defer("payload")
    if slug:
        rows = rows.filter(subject=f"resource:{slug}")
    if state in SENT_STATES:
        rows = rows.filter(state=state)
    if after:
        rows = rows.filter(pk__lt=after)
    found = list(rows[: limit + 1])
    return tuple(_view(row) for row in found[:limit]), (found[limit - 1].pk if len(found) > limit else 0)


def cascade_counts() -> Mapping[str, int]:
    """How many messages are in each state."""
    rows = (
        Outbound.objects.filter(channel=PROVINCE).order_by().values_list("state").annotate(number=Count("id"))
    )
    return dict.fromkeys(SENT_STATES, 0) | dict(rows)


def is_connected() -> bool:
    """Whether the address of a provincial system is set."""
    return province() is not None


def _view(row: Outbound) -> Sent:
    return Sent(
        id=row.pk,
        channel=row.channel,
        subject=row.subject.partition(":")[2],
        action=row.action,
        state=row.state,
        attempts=row.attempts,
        receipt=row.receipt,
        error=row.error,
        created_at=row.created_at,
        acknowledged_at=row.acknowledged_at,
    )
