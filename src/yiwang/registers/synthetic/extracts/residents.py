"""People as six departments know them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from yiwang.registers.synthetic.extracts.slips import (
    Pen,
    homophone,
    old_number,
    short_address,
    spaced,
    swapped_day,
    wrong_digit,
)

Row = dict[str, Any]
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Resident:
    """A resident as the population register holds them."""

    resident_id: str
    name: str
    sex: str
    birthday: date
    ethnicity: str
    household_no: str
    relation: str
    address: str
    village_code: str
    residence_kind: str
    status: str
    mobile: str

    def age(self, on: date) -> int:
        """Whole years on a day."""
        return on.year - self.birthday.year - ((on.month, on.day) < (self.birthday.month, self.birthday.day))


@dataclass(frozen=True)
class Desk:
    """Where an extract is made: everybody, the firms by number, the moment, and the pen that writes."""

    people: Sequence[Resident]
    employers: Sequence[str]
    now: datetime
    pen: Pen

    def ago(self, days: int) -> datetime:
        """Some moment in the last `days` days."""
        return self.now - timedelta(minutes=self.pen.random.randint(1, days * 24 * 60))


def household(desk: Desk) -> Iterator[Row]:
    """Public security: the base of it all; complete, and nearly without slips."""
    for one in desk.people:
        yield {
            "resident_id": one.resident_id,
            "name": one.name,
            "sex": one.sex,
            "ethnicity": one.ethnicity,
            "birthday": one.birthday,
            "address": one.address,
            "village_code": one.village_code,
            "household_no": one.household_no,
            "relation": one.relation,
            "residence_kind": one.residence_kind,
            "status": one.status,
            "updated_at": desk.ago(20),
        }


def marriage(desk: Desk) -> Iterator[Row]:
    """Civil affairs: couples of one household, with the names as they signed."""
    pen = desk.pen
    for number, (man, woman) in enumerate(_couples(desk.people), start=1):
        registered = max(man.birthday, woman.birthday) + timedelta(days=pen.random.randint(23, 32) * _YEAR)
        yield {
            "certificate_no": f"J3716-{registered.year}-{number:06}",
            "man_id": man.resident_id,
            "man_name": man.name,
            "woman_id": woman.resident_id,
            "woman_name": woman.name,
            "registered_on": min(registered, desk.now.date()),
            "kind": "结婚",
            "updated_at": desk.ago(300),
        }


def subsistence(desk: Desk) -> Iterator[Row]:
    """Civil affairs: the few who live on the minimum, filled in by hand in the villages."""
    pen = desk.pen
    for one in desk.people:
        if one.status != "正常" or not pen.slips(0.02):
            continue
        yield {
            "resident_id": pen.text(one.resident_id, wrong_digit, 0.02, "wrong number"),
            "name": pen.text(one.name, homophone, 0.03, "homophone"),
            "address": pen.text(one.address, short_address, 0.4, "short address"),
            "mobile": one.mobile,
            "since": desk.now.date() - timedelta(days=pen.random.randint(100, 2500)),
            "monthly_amount": f"{pen.random.randint(300, 1100)}.00",
            "updated_at": desk.ago(60),
        }


def insured(desk: Desk) -> Iterator[Row]:
    """Human resources and social security: everybody of working age and above; newer mobile numbers."""
    pen, today = desk.pen, desk.now.date()
    for number, one in enumerate(desk.people, start=1):
        if one.age(today) < 16 or (one.status == "死亡" and pen.slips(0.9)):
            continue
        employed = one.age(today) < 60 and pen.slips(0.45)
        yield {
            "person_no": f"SB{number:010}",
            "resident_id": pen.text(one.resident_id, wrong_digit, 0.004, "wrong number"),
            "name": pen.text(one.name, homophone, 0.008, "homophone"),
            "sex": one.sex,
            "birthday": one.birthday,
            "mobile": pen.left_out(_newer(one.mobile, desk), 0.05, "no mobile"),
            "address": pen.text(one.address, short_address, 0.3, "short address"),
            "employer_code": pen.random.choice(desk.employers) if employed and desk.employers else "",
            "insurance_kind": "职工养老" if employed else "居民养老",
            "state": "参保缴费" if one.age(today) < 60 else "待遇领取",
            "updated_at": desk.ago(30),
        }


def archive(desk: Desk) -> Iterator[Row]:
    """Health: archives opened over thirty years, with old numbers and birthdays the wrong way round."""
    pen = desk.pen
    for number, one in enumerate(desk.people, start=1):
        if not pen.slips(0.9):
            continue
        birthday = one.birthday
        if pen.slips(0.006) and (turned := swapped_day(birthday)) != birthday:
            birthday = turned
            pen.planted["birthday turned"] += 1
        yield {
            "archive_no": f"{one.village_code}{number:05}",
            "resident_id": pen.text(
                pen.text(one.resident_id, old_number, 0.02, "old number"), wrong_digit, 0.003, "wrong number"
            ),
            "name": pen.text(pen.text(one.name, homophone, 0.01, "homophone"), spaced, 0.02, "spaces"),
            "sex": one.sex,
            "birthday": birthday,
            "mobile": one.mobile,
            "address": pen.text(one.address, short_address, 0.5, "short address"),
            "village_code": one.village_code,
            "updated_at": desk.ago(600),
        }


def student(desk: Desk) -> Iterator[Row]:
    """Education: pupils with a guardian of their household."""
    pen, today = desk.pen, desk.now.date()
    grown: dict[str, Resident] = {}
    for one in desk.people:
        if one.age(today) >= 22:
            grown.setdefault(one.household_no, one)
    for number, one in enumerate(desk.people, start=1):
        age = one.age(today)
        if not 6 <= age <= 18 or one.status != "正常":
            continue
        guardian = grown.get(one.household_no)
        county = one.village_code[:6]
        yield {
            "student_no": f"G{one.resident_id}",
            "resident_id": one.resident_id,
            "name": pen.text(one.name, homophone, 0.004, "homophone"),
            "sex": one.sex,
            "birthday": one.birthday,
            "school_code": f"21{county}{1 + number % 7:04}",
            "school_name": f"第{'一二三四五六七'[number % 7]}{'小学' if age < 12 else '中学'}",
            "grade": str(min(12, age - 5)),
            "guardian_id": guardian.resident_id if guardian else "",
            "guardian_mobile": guardian.mobile if guardian else "",
            "updated_at": desk.ago(90),
        }


def taxpayer(desk: Desk) -> Iterator[Row]:
    """Tax: those who earn, with the mobile number that answers."""
    pen, today = desk.pen, desk.now.date()
    for one in desk.people:
        if not 18 <= one.age(today) < 65 or one.status != "正常" or not pen.slips(0.5):
            continue
        yield {
            "resident_id": one.resident_id,
            "name": pen.text(one.name, spaced, 0.01, "spaces"),
            "mobile": one.mobile,
            "employer_code": pen.random.choice(desk.employers) if desk.employers else "",
            "updated_at": desk.ago(45),
        }


def _couples(people: Sequence[Resident]) -> Iterator[tuple[Resident, Resident]]:
    """Head and spouse of each household that has both."""
    heads: dict[str, Resident] = {one.household_no: one for one in people if one.relation == "户主"}
    for one in people:
        head = heads.get(one.household_no)
        if one.relation == "配偶" and head is not None and head.sex != one.sex:
            yield (head, one) if head.sex == "男" else (one, head)


def _newer(mobile: str, desk: Desk) -> str:
    """A number that changed since the police last asked, for some."""
    if mobile and desk.pen.slips(0.06):
        desk.pen.planted["new mobile"] += 1
        return mobile[:3] + f"{(int(mobile[3:]) + 7_654_321) % 10**8:08}"
    return mobile


#: Resource, how it is made, and in which form the department hands it in.
RESIDENT_EXTRACTS: Mapping[str, tuple[Callable[[Desk], Iterator[Row]], str]] = {
    "police-household": (household, "parquet"),
    "civil-marriage": (marriage, "csv-utf8-bom"),
    "civil-subsistence": (subsistence, "xlsx"),
    "social-insured": (insured, "csv-utf8"),
    "health-archive": (archive, "csv-gb18030"),
    "education-student": (student, "jsonl"),
    "tax-person": (taxpayer, "csv-utf8"),
}
