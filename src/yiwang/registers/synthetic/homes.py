"""Registered homes: who owns what, since when, and what lies on it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from yiwang.registers.rules.unit_number import home_number
from yiwang.registers.synthetic.places import Places, Village, address
from yiwang.registers.synthetic.population import AS_OF

#: Unified registration had reached every county by then.
_FIRST_DAY = date(2016, 1, 4)
_LOCAL_OWNERS, _NEWCOMER_OWNERS = 0.74, 0.22
#: How many homes an owning household has.
_COUNTS, _COUNT_WEIGHTS = (1, 2, 3, 6), (80, 16, 3.7, 0.3)
_HOMES_IN_A_BUILDING = 60
_TRIES = 400


@dataclass(frozen=True, slots=True)
class Household:
    """Who lives behind a door: its grown-ups by blind index, the head and the spouse first."""

    owners: tuple[str, ...]
    address: str
    village: Village
    newcomers: bool


@dataclass(frozen=True, slots=True)
class SyntheticHome:
    """One home; see the model `Home` for the shape of owners."""

    unit_no: str
    certificate_no: str
    address: str
    village_code: str
    area: str
    purpose: str
    right_kind: str
    holding: str
    owners: list[dict[str, str]]
    registered_on: date
    mortgaged: bool
    seized: bool


class Homes:
    """Makes the homes of a city. `province` is the one character for it: 鲁(2019)滨州市不动产权第0012345号."""

    def __init__(self, villages: Sequence[Village], province: str, city: str, seed: int) -> None:
        self._random = Random(f"real-estate:{seed}")  # noqa: S311  (homes that do not exist need no secrecy)
        self._places = Places([village for village in villages if village.urban] or villages)
        self._province, self._city = province, city
        self._taken: set[str] = set()
        self._certificates: Counter[int] = Counter()
        self._in_village: Counter[str] = Counter()

    def of(self, households: Sequence[Household]) -> Iterator[SyntheticHome]:
        """The homes of all households; one that lives where another owns rents there."""
        for household in households:
            share = _NEWCOMER_OWNERS if household.newcomers else _LOCAL_OWNERS
            if not household.owners or self._random.random() >= share:
                continue
            for number in range(self._random.choices(_COUNTS, _COUNT_WEIGHTS)[0]):
                village, door = household.village, household.address
                if number or door in self._taken:
                    village, door = self._elsewhere()
                yield self._home(household, village, door)

    def _elsewhere(self) -> tuple[Village, str]:
        for _ in range(_TRIES):
            village = self._places.pick(self._random)
            door = address(self._random, village)
            if door not in self._taken:
                return village, door
        raise RuntimeError("every door of the city is taken")

    def _home(self, household: Household, village: Village, door: str) -> SyntheticHome:
        random = self._random
        self._taken.add(door)
        day = _FIRST_DAY + timedelta(days=random.randrange((AS_OF - _FIRST_DAY).days))
        self._certificates[day.year] += 1
        serial = self._certificates[day.year]
        holding, owners = self._owners(household.owners)
        return SyntheticHome(
            unit_no=self._unit(village),
            certificate_no=f"{self._province}({day.year}){self._city}不动产权第{serial:07}号",
            address=door,
            village_code=village.code,
            area=f"{min(420.0, max(38.0, random.lognormvariate(4.63, 0.24))):.2f}",
            purpose="住宅",
            right_kind=f"{'国有建设用地' if village.urban else '宅基地'}使用权/房屋所有权",
            holding=holding,
            owners=owners,
            registered_on=day,
            mortgaged=village.urban and random.random() < 0.28,
            seized=random.random() < 0.008,
        )

    def _unit(self, village: Village) -> str:
        """A number of its own: a community counts homes within buildings, a village homesteads."""
        serial = self._in_village[village.code]
        self._in_village[village.code] += 1
        if not village.urban:
            return home_number(
                village_code=village.code, parcel_kind="JC", parcel=serial + 1, building=1, home=1
            )
        building, home = divmod(serial, _HOMES_IN_A_BUILDING)
        return home_number(
            village_code=village.code, parcel_kind="GB", parcel=1, building=building + 1, home=home + 1
        )

    def _owners(self, grown_up: tuple[str, ...]) -> tuple[str, list[dict[str, str]]]:
        kind = self._random.random()
        if len(grown_up) == 1 or kind < 0.3:
            return "单独所有", [{"resident_index": grown_up[0], "share": ""}]
        if kind < 0.9:
            return "共同共有", [{"resident_index": one, "share": ""} for one in grown_up]
        first = self._random.choice((50, 60, 70, 99))
        shares = zip(grown_up, (f"{first}%", f"{100 - first}%"), strict=True)
        return "按份共有", [{"resident_index": one, "share": share} for one, share in shares]
