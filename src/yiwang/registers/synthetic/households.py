"""Households: who lives together, how they are related, and how old they are.

The shapes and their shares are chosen so that the ages of a whole city come near to those of northern Shandong in the
census of 2020: about a sixth under 15, about a fifth 65 and over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class Member:
    """One place in a household. `line` says whose surname is carried: the head's, the spouse's, or an own one."""

    relation: str
    sex: str
    birthday: date
    line: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of household: its share, the age of its head, and who else lives there."""

    share: int
    youngest_head: int
    oldest_head: int
    spouse: bool
    children: bool
    parents: bool


_SHAPES = (
    Shape(share=36, youngest_head=26, oldest_head=52, spouse=True, children=True, parents=False),
    Shape(share=17, youngest_head=30, oldest_head=58, spouse=True, children=True, parents=True),
    Shape(share=13, youngest_head=45, oldest_head=63, spouse=True, children=False, parents=False),
    Shape(share=16, youngest_head=62, oldest_head=90, spouse=True, children=False, parents=False),
    Shape(share=7, youngest_head=64, oldest_head=96, spouse=False, children=False, parents=False),
    Shape(share=11, youngest_head=20, oldest_head=60, spouse=False, children=False, parents=False),
)
_SHARES = [shape.share for shape in _SHAPES]
#: People who came from elsewhere are young households: those with children, couples, singles.
_NEWCOMER_SHARES = [50, 0, 12, 0, 0, 38]


def household(random: Random, on: date, *, newcomers: bool) -> Iterator[Member]:
    """The members of one household on a day, its head first."""
    shape = random.choices(_SHAPES, _NEWCOMER_SHARES if newcomers else _SHARES)[0]
    age = shape.youngest_head + (shape.oldest_head - shape.youngest_head) * random.random()
    alone = not shape.spouse
    head_sex = "男" if random.random() < (0.45 if alone else 0.86) else "女"
    yield Member("户主", head_sex, _born(random, on, age), "head")
    mother = age
    if shape.spouse:
        spouse_sex = "女" if head_sex == "男" else "男"
        spouse_age = max(21.0, age + (-1.6 if spouse_sex == "女" else 1.6) + random.gauss(0, 1.8))
        mother = spouse_age if spouse_sex == "女" else age
        yield Member("配偶", spouse_sex, _born(random, on, spouse_age), "spouse")
    if shape.children:
        yield from _children(random, on, mother, line="head" if head_sex == "男" or alone else "spouse")
    if shape.parents:
        yield from _parents(random, on, age)


def _children(random: Random, on: date, mother: float, *, line: str) -> Iterator[Member]:
    ages = []
    at_birth = random.uniform(21, 29)
    for _ in range(random.choices((0, 1, 2, 3), (8, 42, 44, 6))[0]):
        ages.append(mother - at_birth)
        at_birth += random.uniform(1.5, 6)
    for age in ages:
        if 0 < age < 25 and at_birth < 48:
            sex = "男" if random.random() < 0.525 else "女"
            yield Member("子" if sex == "男" else "女", sex, _born(random, on, age), line)


def _parents(random: Random, on: date, age: float) -> Iterator[Member]:
    father, mother = age + random.uniform(22, 31), age + random.uniform(21, 29)
    if father < 96 and random.random() < 0.75:
        yield Member("父", "男", _born(random, on, father), "head")
    if mother < 100 and random.random() < 0.85:
        yield Member("母", "女", _born(random, on, mother), "own")


def _born(random: Random, on: date, age: float) -> date:
    return on - timedelta(days=int(age * _YEAR) + random.randrange(20))
