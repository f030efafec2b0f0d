"""What crosses the door of the macro room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from yiwang.macro.rules.periods import Frequency
from yiwang.macro.rules.series import Growth, Point
from yiwang.text import Text

#: What a value is: the sum since January, the flow of the period, the stock at its end, an index, a rate in per cent.
Nature = Literal["cumulative", "flow", "stock", "index", "rate"]

NATURES: dict[str, Text] = {
    "cumulative": Text("累计值", "Sum since January"),
    "flow": Text("当期值", "Value of the period"),
    "stock": Text("时点值", "Stock at the end"),
    "index": Text("指数", "Index"),
    "rate": Text("比率", "Rate"),
}
FREQUENCIES: dict[str, Text] = {
    "M": Text("月度", "Monthly"),
    "Q": Text("季度", "Quarterly"),
    "Y": Text("年度", "Yearly"),
}
#: In which prices money is counted.
PRICE_BASES: dict[str, Text] = {
    "现价": Text("现价", "Current prices"),
    "不变价": Text("不变价", "Constant prices"),
}


@dataclass(frozen=True)
class Change:
    """A change of method: from which period on, and what changed."""

    since: str
    text: Text


@dataclass(frozen=True)
class Indicator:
    """An entry of the dictionary. `due_days` is how many days after its end a period should be published."""

    slug: str
    name: Text
    theme: Text
    unit: Text
    nature: Nature
    frequency: Frequency
    department: str
    definition: Text
    price_basis: str = ""
    by_industry: bool = False
    due_days: int = 30
    changes: tuple[Change, ...] = ()

    @property
    def nature_name(self) -> Text:
        """What a value of it is."""
        return NATURES[self.nature]

    @property
    def price_basis_name(self) -> Text:
        """In which prices it is counted; as the dictionary writes it when that is neither of the two."""
        return PRICE_BASES.get(self.price_basis, Text(self.price_basis, self.price_basis))

    @property
    def frequency_name(self) -> Text:
        """How often it is published."""
        return FREQUENCIES[self.frequency]


@dataclass(frozen=True)
class Figure:
    """A value being published. `comparable` is last year's value on this year's basis, when it is given."""

    indicator: str
    area_code: str
    period: str
    value: Decimal
    published_on: date
    industry_code: str = ""
    comparable: Decimal | None = None


@dataclass(frozen=True)
class Published:
    """What taking figures over did."""

    added: int
    revised: int
    known: int


@dataclass(frozen=True)
class Series:
    """A series as read: points, growth over the year before, and what is missing up to the last period."""

    indicator: Indicator
    area_code: str
    industry_code: str
    known_on: date | None
    single: bool
    points: tuple[Point, ...]
    growth: Mapping[str, Growth] = field(default_factory=dict)
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Revision:
    """One publication of one value."""

    value: Decimal
    comparable: Decimal | None
    published_on: date
    source: str
    recorded_at: datetime


@dataclass(frozen=True)
class DirectoryLine:
    """An indicator in the data directory (数据目录), with what is held of it."""

    indicator: Indicator
    areas: int
    values: int
    first: str
    last: str
    published_on: date | None
