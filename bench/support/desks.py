"""Who looks at lists of cases, over the cases of `many_cases`."""

from collections.abc import Callable

from yiwang.access.api import Actor, Role
from yiwang.cases import api as cases


def _staff(*roles: Role) -> Actor:
    return Actor(ref="account:1", kind="staff", name="审批员", account_id=1, mfa=True, roles=frozenset(roles))


_APPROVER = Role("approver", "dept-0", "3716")
_CITY_WINDOW = Role("window-clerk", "hall", "3716")
_COUNTY_WINDOW = Role("window-clerk", "hall-2", "371602")
_TOWN_WINDOW = Role("window-clerk", "hall-3", "371602002")
_RESIDENT = Actor(ref="account:7", kind="resident", name="本人", account_id=7, person_id="mine", level=2)
_AGENT = Actor(ref="account:agent", kind="resident", name="代办人", account_id=8, person_id="other", level=2)

_WORK = cases.QueueFilter()
_EVERYTHING = cases.QueueFilter(mine_only=False)

LISTS: dict[str, Callable[[], cases.Page]] = {
    "queue-of-an-approver": lambda: cases.queue(_staff(_APPROVER), _WORK),
    "queue-of-a-city-window": lambda: cases.queue(_staff(_CITY_WINDOW), _WORK),
    "queue-of-a-county-window": lambda: cases.queue(_staff(_COUNTY_WINDOW), _WORK),
    "queue-of-three-posts": lambda: cases.queue(_staff(_APPROVER, _COUNTY_WINDOW, _TOWN_WINDOW), _WORK),
    "all-that-a-city-window-may-see": lambda: cases.queue(_staff(_CITY_WINDOW), _EVERYTHING),
    "all-that-a-town-window-may-see": lambda: cases.queue(_staff(_TOWN_WINDOW), _EVERYTHING),
    "all-that-an-approver-may-see": lambda: cases.queue(_staff(_APPROVER), _EVERYTHING),
    "my-cases": lambda: cases.my_cases(_RESIDENT),
    "cases-an-agent-handed-in": lambda: cases.my_cases(_AGENT),
}
