"""Lists of cases: keyset pages whose cost is the page's, however many cases there are.

What an actor may see is put together from branches, one for each ground (a post, the applicant's own, what was
submitted for others). An index serves each branch in the order of the list; each gives at most one page, and the
database merges them.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.db.models.functions import Left
from django.db.models.lookups import Exact
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.cases.models import Case
from yiwang.cases.models.case import AREA_LEVELS
from yiwang.cases.rules.clock import light
from yiwang.cases.types import CaseRow, Page, QueueFilter
from yiwang.text import Text

PAGE = 100

# What a list shows; the sealed column is large and stays where it is.
ROW = (
    "id", "number", "item_name", "applicant_masked", "state", "step", "step_title", "submitted_at", "yellow_at",
    "due_at", "paused", "closed_at", "decided_at", "department_code", "area_code", "channel",
)  # fmt: skip


def my_cases(actor: Actor, *, after: str = "", limit: int = PAGE, open_only: bool = False) -> Page:
    """The cases of the person behind an account, and those it submitted for others; newest first."""
    mine = [Q(submitted_by=actor.ref)]
    if actor.person_id:
        mine.append(Q(person_id=actor.person_id))
    return _newest_first(mine, Q(closed_at=None) if open_only else Q(), after, limit)


def queue(actor: Actor, wanted: QueueFilter, *, after: str = "", limit: int = PAGE) -> Page:
    """Open work for the posts this actor holds, the nearest deadline first.

    `mine_only=False` widens it to every case the actor may see, newest first.

    Raises:
        Refused: the actor holds no post that works on cases.
    """
    require(actor, "cases.queue", None)
    if not wanted.mine_only:
        return _newest_first(_visible(actor), _narrowed(wanted), after, limit)
    return _by_deadline(_waiting_for(actor), _narrowed(wanted) & Q(closed_at=None), after, limit)


def find_for_staff(actor: Actor, number: str) -> CaseRow | None:
    """A case by its number, if this actor may see it in a list."""
    found = _newest_first(_visible(actor), Q(number=number), "", 1).rows
    return found[0] if found else None


def _posts(actor: Actor, *roles: str) -> list[tuple[str, str, str]]:
    return sorted((role.slug, role.department, role.area) for role in actor.roles if role.slug in roles)


def _waiting_for(actor: Actor) -> list[Q]:
    found = []
    for slug, department, area in _posts(actor, "window-clerk", "approver", "issuer"):
        waiting = Q(step_role=slug)
        if slug == "window-clerk":
            found += [waiting & _decided_in(area), waiting & _taken_in(area)]
        else:
            found.append(waiting & Q(department_code=department) & _decided_in(area))
    return found


def _visible(actor: Actor) -> list[Q]:
    found = []
    for slug, department, area in _posts(actor, "window-clerk", "approver", "issuer", "auditor"):
        if slug in {"window-clerk", "auditor"}:
            found += [_decided_in(area), _taken_in(area)]
        else:
            found.append(Q(department_code=department) & _decided_in(area))
    return found


def _decided_in(area: str) -> Q:
    return _within("area_code", area)


def _taken_in(area: str) -> Q:
    return _within("origin_area", area)


def _within(column: str, area: str) -> Q:
    """Division codes nest by prefix. Below the city each level has an index; the city itself is nearly every row."""
    if len(area) in AREA_LEVELS:
        # Not being empty is said as well: the index of windows has no entry for a case from elsewhere.
        return Q(Exact(Left(column, len(area)), area)) & ~Q(**{column: ""})
    return Q(**{f"{column}__startswith": area})


def _narrowed(wanted: QueueFilter) -> Q:
    now = timezone.now()
    rows = Q()
    if wanted.light == "red":
        rows &= Q(due_at__lt=now)
    elif wanted.light == "yellow":
        rows &= Q(due_at__gte=now, yellow_at__lte=now)
    elif wanted.light == "green":
        rows &= Q(yellow_at__gt=now) | Q(yellow_at=None, paused=False)
    elif wanted.light == "paused":
        rows &= Q(paused=True)
    for column in ("state", "item_slug", "step", "number"):
        if value := getattr(wanted, column):
            rows &= Q(**{column: value})
    return rows


def _by_deadline(branches: Sequence[Q], condition: Q, after: str, limit: int) -> Page:
    """Keyset over (due_at, id) with cases without a deadline last, in two index ranges."""
    due, _, last = after.partition("_")
    found: list[dict[str, Any]] = []
    if due != "none":
        dated = condition & Q(due_at__isnull=False)
        if after:
            # Said twice: the plain comparison is what the index can start from.
            moment = datetime.fromisoformat(due)
            dated &= Q(due_at__gte=moment) & (Q(due_at__gt=moment) | Q(id__gt=int(last)))
        found = _merged(branches, dated, ("due_at", "id"), limit + 1)
    if len(found) <= limit:
        undated = condition & Q(due_at__isnull=True)
        if due == "none":
            undated &= Q(id__gt=int(last))
        found += _merged(branches, undated, ("id",), limit + 1 - len(found))
    return _page(
        found, limit, lambda end: f"{end['due_at'].isoformat() if end['due_at'] else 'none'}_{end['id']}"
    )


def _newest_first(branches: Sequence[Q], condition: Q, after: str, limit: int) -> Page:
    if after:
        condition &= Q(id__lt=int(after))
    return _page(_merged(branches, condition, ("-id",), limit + 1), limit, lambda end: str(end["id"]))


def _merged(branches: Sequence[Q], condition: Q, order: tuple[str, ...], count: int) -> list[dict[str, Any]]:
    """The first rows of all branches together, by one query."""
    parts = [
        Case.objects.filter(branch, condition).order_by(*order).values(*ROW)[:count] for branch in branches
    ]
    if not parts:
        return []
    first, *rest = parts
    return list(first.union(*rest).order_by(*order)[:count] if rest else first)


def _page(found: list[dict[str, Any]], limit: int, key: Callable[[dict[str, Any]], str]) -> Page:
    now = timezone.now()
    next_page = key(found[limit - 1]) if len(found) > limit else ""
    return Page(tuple(row_of(row, now) for row in found[:limit]), next_page)


def row_of(row: dict[str, Any], now: datetime) -> CaseRow:
    """A line of a list, from the columns of `ROW`."""
    return CaseRow(
        id=row["id"],
        number=row["number"],
        item_name=Text.of(row["item_name"]),
        applicant_name=row["applicant_masked"],
        state=row["state"],
        step=row["step"],
        step_title=Text.of(row["step_title"]),
        light=light(
            closed=row["closed_at"] is not None or row["decided_at"] is not None,
            paused=row["paused"],
            yellow_at=row["yellow_at"],
            due_at=row["due_at"],
            now=now,
        ),
        submitted_at=row["submitted_at"],
        due_at=row["due_at"],
        department_code=row["department_code"],
        area_code=row["area_code"],
        channel=row["channel"],
    )
