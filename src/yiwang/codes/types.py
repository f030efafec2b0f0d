"""Values that cross this room's door."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Sex = Literal["male", "female"]


@dataclass(frozen=True, slots=True)
class ResidentId:
    """A checked identity number. `region_code` is the county of first registration, often abolished since."""

    number: str
    region_code: str
    birthday: date
    sex: Sex

    def age_on(self, day: date) -> int:
        """Full years on `day`; one born on 29 February turns a year older on 1 March of a common year."""
        passed = (day.month, day.day) >= (self.birthday.month, self.birthday.day)
        return day.year - self.birthday.year - (not passed)


@dataclass(frozen=True, slots=True)
class CreditCode:
    """A checked unified social credit code and its parts."""

    code: str
    registrar: str
    category: str
    region_code: str
    organization_code: str


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A checked case number and its parts."""

    number: str
    region_code: str
    day: date
    serial: int
