"""Gathering the numbers of the moment from the rooms that hold them."""

from django.utils import timezone

from yiwang.areas import api as areas
from yiwang.cases import api as cases
from yiwang.certificates import api as certificates
from yiwang.cockpit.charts import bars
from yiwang.cockpit.types import Board
from yiwang.items import api as items
from yiwang.registers import api as registers
from yiwang.reviews import api as reviews
from yiwang.text import Text

CHANNELS = {
    "portal": Text("网上", "Online"),
    "window": Text("窗口", "Window"),
    "api": Text("接口", "API"),
}


def board() -> Board:
    """The board as it stands now."""
    counted, rated, catalogue = cases.counts(), reviews.statistics(), items.figures()
    return Board(
        at=timezone.now(),
        submitted_today=counted.submitted_today,
        decided_today=counted.decided_today,
        in_hand=counted.in_hand,
        overdue=counted.overdue,
        correcting=counted.correcting,
        decided=counted.decided,
        instant_rate=counted.instant_decided / counted.decided if counted.decided else None,
        certificates=certificates.counts()["total"],
        satisfied_rate=rated.satisfied_rate,
        rated=rated.rated,
        redress_overdue=rated.redress_overdue,
        online_rate=catalogue.online_rate,
        items=catalogue.items,
        by_area=bars((_area_name(code), number) for code, number in counted.by_area.items()),
        by_item=bars((_item_name(slug), number) for slug, number in counted.by_item.items())[:8],
        by_channel=bars(
            (CHANNELS.get(slug, Text(slug)), number) for slug, number in counted.by_channel.items()
        ),
        by_hour=bars(
            ((Text(f"{hour} 时", f"{hour}:00"), number) for hour, number in enumerate(counted.by_hour)),
            longest_first=False,
        ),
        sources_down=tuple(one.name for one in registers.source_states() if one.down),
    )


def _area_name(code: str) -> Text:
    try:
        return Text(areas.area(code).name)
    except areas.UnknownArea:
        return Text(code)


def _item_name(slug: str) -> Text:
    try:
        return items.item(slug).name
    except items.ItemMissing:
        return Text(slug, slug)
