"""Which posts count today, and which may not meet in one hand."""

from collections.abc import Collection
from datetime import date

from yiwang.access.api import ALLOWED, Verdict, refuse, role_name
from yiwang.text import Text

#: Separation of system, security and audit administration (GB/T 22239-2019, 8.1.5).
APART = (frozenset({"operator", "auditor"}),)


def in_force(*, valid_from: date, valid_until: date | None, revoked: bool, on: date) -> bool:
    """Whether a posting counts on a day. Both ends of the period are included."""
    return not revoked and valid_from <= on and (valid_until is None or on <= valid_until)


def may_add(role: str, held: Collection[str]) -> Verdict:
    """Whether a role may join those held now."""
    for pair in APART:
        other = pair - {role}
        if role in pair and other & set(held):
            name = role_name(next(iter(other)))
            return refuse(
                f"同一人不得同时担任{role_name(role).zh}和{name.zh}",
                f"One person may not be both {role_name(role).en.lower()} and {name.en.lower()}.",
                remedy=Text(
                    "请授予另一人，或先收回原岗位。", "Grant it to somebody else, or revoke the other post."
                ),
            )
    return ALLOWED
