"""What no weight may decide: traps in which records look alike and are two people, or share a number and are not one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.entities.rules.comparisons import KINDS, Record, level_of
from yiwang.text import Text

_FAR = ("surname", "else")


@dataclass(frozen=True)
class Trap:
    """Why a machine may not link two records. It goes to a steward.

    `relatives` are two people known to look alike: that they share a home and a telephone, and weigh much for it, says
    nothing against somebody else whom the record fits by name and birthday.
    """

    slug: str
    text: Text
    relatives: bool = False


TWINS = Trap(
    "twins",
    Text(
        "出生日期相同或仅差一位、同址、同姓，疑为双胞胎",
        "born on one day or a digit apart, one address, one surname: twins?",
    ),
    relatives=True,
)
GENERATION = Trap(
    "generation",
    Text("同名同址、相差一代，疑为父子", "one name and address, a generation apart"),
    relatives=True,
)
DEATH = Trap(
    "death", Text("其中一人已死亡，另一记录晚于死亡", "one has died, and the other record is younger")
)
SEX = Trap("sex", Text("性别不同", "the sex differs"))


def trap(left: Record, right: Record) -> Trap | None:
    """The trap two standardised records stand in, if any. Only records of people fall into these."""
    name = _level("person-name", "name", left, right)
    if name is None:
        return None
    birthday = _level("birthday", "birthday", left, right)
    if left.get("sex") and right.get("sex") and left["sex"] != right["sex"]:
        return SEX
    if birthday == "generation":
        return GENERATION
    at_home = _level("address", "address", left, right) in ("same", "tail")
    close = at_home or _level("digits", "mobile", left, right) == "same"
    # Twins' names differ in one character, and a parent's telephone may be both's; a slip of the pen sounds or looks
    # the same. One of the two birthdays may be slipped as well.
    if (
        birthday in ("same", "turned", "digit")
        and close
        and name in ("one", "surname")
        and not _same_number(left, right)
    ):
        return TWINS
    for one, other in ((left, right), (right, left)):
        if one.get("died") and other.get("as_of") and str(other["as_of"])[:10] > str(one["died"])[:10]:
            return DEATH
    return None


def one_number_two_people(left: Record, right: Record) -> bool:
    """Whether two records with one valid number can hardly be one person.

    The names are far apart, and nothing but the number itself speaks for one person; or sex or day of birth, as the
    sources wrote them, contradict each other as well. A changed name with the old telephone stays one person.
    """
    if _level("person-name", "name", left, right) not in _FAR:
        return False
    birthday = _level("birthday", "birthday", left, right)
    contradicted = birthday in ("generation", "else") or (
        bool(left.get("sex") and right.get("sex")) and left["sex"] != right["sex"]
    )
    supported = _level("digits", "mobile", left, right) == "same" or _level(
        "address", "address", left, right
    ) in ("same", "tail")
    return contradicted or not supported


def _same_number(left: Record, right: Record) -> bool:
    return bool(left.get("number")) and left.get("number") == right.get("number")


def _level(kind: str, column: str, left: Mapping[str, Any], right: Mapping[str, Any]) -> str | None:
    number = level_of(kind, column, left, right)
    return None if number is None else KINDS[kind][number].slug
