"""Where people live, and where they were first registered."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate
from random import Random

from yiwang.codes.api import regions_on

#: Identity numbers began in 1984: older people got the code that was in force then.
_FIRST_NUMBERS = date(1984, 6, 1)
#: Prefectures became cities under new codes up to the turn of the century.
_LAST_RENUMBERED = 2005
_SUFFIXES = ("村民委员会", "居民委员会", "村委会", "居委会")


@dataclass(frozen=True, slots=True)
class Village:
    """A village or community that people can live in. `town` is the full name of the town above it."""

    code: str
    name: str
    town: str

    @property
    def county_code(self) -> str:
        """The six digits of its county."""
        return self.code[:6]

    @property
    def urban(self) -> bool:
        """Whether it is a residents' community rather than a farming village (by its official name)."""
        return self.name.endswith(("居委会", "居民委员会", "社区"))

    @property
    def stem(self) -> str:
        """Its name as addresses use it."""
        for suffix in _SUFFIXES:
            if self.name.endswith(suffix):
                stem = self.name.removesuffix(suffix)
                return (
                    stem if stem.endswith(("社区", "村", "居")) else stem + ("社区" if self.urban else "村")
                )
        return self.name


class Places:
    """Picks villages: a community of a town holds four times as many households as a farming village."""

    def __init__(self, villages: Sequence[Village]) -> None:
        self._villages = villages
        self._weights = tuple(accumulate(4 if village.urban else 1 for village in villages))

    def pick(self, random: Random) -> Village:
        """One village, by weight."""
        return self._villages[bisect_right(self._weights, random.random() * self._weights[-1])]


def address(random: Random, village: Village) -> str:
    """A door in a village."""
    if village.urban:
        building, entrance = random.randint(1, 38), random.randint(1, 4)
        room = f"{random.randint(1, 18)}{random.randint(1, 4):02}"
        return f"{village.town}{village.stem}{building}号楼{entrance}单元{room}室"
    return f"{village.town}{village.stem}{random.randint(1, 460)}号"


@cache
def _regions(prefix: str, year: int) -> tuple[tuple[str, str], ...]:
    return regions_on(prefix, date(year, 6, 30))


def prefixes_of(city: str, counties: Collection[str]) -> tuple[str, ...]:
    """The code of a city, and those of the prefectures that held most of its counties since numbers began.

    `counties` are the names of its counties today; a county keeps the first two characters of its name when it
    becomes a city or a district.
    """
    stems = {name[:2] for name in counties}
    prefixes = [city]
    for year in range(_FIRST_NUMBERS.year, _LAST_RENUMBERED, 5):
        held = Counter(code[:4] for code, name in _regions(city[:2], year) if name[:2] in stems)
        prefixes += [
            prefix for prefix, count in held.items() if count * 2 > len(stems) and prefix not in prefixes
        ]
    return tuple(prefixes)


@cache
def _home_region(county_code: str, county_name: str, year: int, prefixes: tuple[str, ...]) -> str:
    """The code of a county in a year: its namesake under the city's code of that time."""
    candidates = [region for prefix in prefixes for region in _regions(prefix, year)]
    codes = [code for code, _ in candidates]
    if county_code in codes:
        return county_code
    for letters in (2, 1):
        for code, name in candidates:
            if name[:letters] == county_name[:letters]:
                return code
    return codes[0] if codes else county_code


def home_region(county_code: str, county_name: str, birthday: date, prefixes: tuple[str, ...]) -> str:
    """The code in the identity number of somebody born in a county, often one abolished since.

    `prefixes` are the city's present code and former ones.
    """
    return _home_region(county_code, county_name, max(birthday, _FIRST_NUMBERS).year, prefixes)


def other_region(random: Random, birthday: date, prefix: str = "") -> str:
    """A county of the country (or of a province) as it was coded when somebody born there got a number."""
    return random.choice(_regions(prefix, max(birthday, _FIRST_NUMBERS).year))[0]
