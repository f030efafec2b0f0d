"""A stream of residents, household by household."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from yiwang.registers.synthetic import names, numbers, places
from yiwang.registers.synthetic.households import Member, household

#: The day on which ages and states are true: fixed, so that one seed always gives one population.
AS_OF = date(2026, 6, 30)
_NEWCOMER_HOUSEHOLDS = 0.09
_BORN_ELSEWHERE_IN_PROVINCE = 0.10
_BORN_IN_OTHER_PROVINCE = 0.03


@dataclass(frozen=True, slots=True)
class SyntheticPerson:
    """One resident as the population register holds them."""

    resident_id: str
    name: str
    name_pinyin: str
    sex: str
    birthday: date
    ethnicity: str
    household_no: str
    relation: str
    address: str
    village_code: str
    residence_kind: str
    permit_until: date | None
    status: str
    mobile: str


class Population:
    """Makes the residents of a city. `counties` maps its county codes to their names."""

    def __init__(
        self, villages: Sequence[places.Village], counties: dict[str, str], city: str, seed: int
    ) -> None:
        self._random = Random(f"population:{seed}")  # noqa: S311  (people that do not exist need no secrecy)
        self._places = places.Places(villages)
        self._counties = counties
        self._prefixes = places.prefixes_of(city, counties.values())
        self._numbers = numbers.ResidentNumbers()
        self._made = 0

    def residents(self, count: int) -> Iterator[SyntheticPerson]:
        """Exactly `count` residents; the last household may be cut short."""
        household_serial = 0
        while self._made < count:
            household_serial += 1
            for person in self._household(household_serial):
                yield person
                if self._made == count:
                    return

    def _household(self, serial: int) -> Iterator[SyntheticPerson]:
        random = self._random
        newcomers = random.random() < _NEWCOMER_HOUSEHOLDS
        village = self._places.pick(random)
        address = places.address(random, village)
        household_no = f"{village.county_code}{serial:07}"
        permit = AS_OF + timedelta(days=random.randint(-40, 365)) if newcomers else None
        surnames = {"head": names.surname(random), "spouse": names.surname(random)}
        ethnicity = "回族" if random.random() < 0.006 else "汉族"
        for member in household(random, AS_OF, newcomers=newcomers):
            number = self._number(member, village, newcomers=newcomers)
            surname, reading = surnames.get(member.line) or names.surname(random)
            given, given_reading = names.given_name(random, member.sex, member.birthday.year)
            self._made += 1
            yield SyntheticPerson(
                resident_id=number,
                name=surname + given,
                name_pinyin=f"{reading} {given_reading}",
                sex=member.sex,
                birthday=member.birthday,
                ethnicity=ethnicity,
                household_no=household_no,
                relation=member.relation,
                address=address,
                village_code=village.code,
                residence_kind="居住证" if newcomers else "户籍",
                permit_until=permit,
                status=self._status(member),
                mobile=self._mobile(member),
            )

    def _number(self, member: Member, village: places.Village, *, newcomers: bool) -> str:
        region = self._region(member, village, newcomers=newcomers)
        number = self._numbers.next(region, member.birthday, member.sex)
        while number is None:  # a crowded county on a crowded day: registered elsewhere
            region = places.other_region(self._random, member.birthday)
            number = self._numbers.next(region, member.birthday, member.sex)
        return number

    def _region(self, member: Member, village: places.Village, *, newcomers: bool) -> str:
        draw = self._random.random()
        if newcomers or draw < _BORN_IN_OTHER_PROVINCE:
            return places.other_region(self._random, member.birthday)
        if draw < _BORN_IN_OTHER_PROVINCE + _BORN_ELSEWHERE_IN_PROVINCE:
            return places.other_region(self._random, member.birthday, self._prefixes[0][:2])
        county = village.county_code
        return places.home_region(county, self._counties[county], member.birthday, self._prefixes)

    def _status(self, member: Member) -> str:
        age = AS_OF.year - member.birthday.year
        draw = self._random.random()
        if draw < 0.002 + (0.02 if age > 80 else 0):
            return "死亡"
        return "迁出" if draw > 0.995 and member.relation != "户主" else "正常"

    def _mobile(self, member: Member) -> str:
        age = AS_OF.year - member.birthday.year
        share = 0.0 if age < 12 else 0.97 if age < 65 else 0.8 if age < 78 else 0.45
        return numbers.mobile(self._made) if self._random.random() < share else ""
