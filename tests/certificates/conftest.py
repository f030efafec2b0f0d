"""An office with a seal, two certificate types from sample files, and people who want certificates."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from yiwang.access.api import SYSTEM, Actor, Role
from yiwang.certificates import api as certificates
from yiwang.orgs.models import DepartmentRow, PostRow
from yiwang.seals import api as seals

SAMPLES = Path(__file__).parent / "samples"
OFFICE = "3716-civil"
HOUSE = SYSTEM("rules")
HOLDER = certificates.Holder("王建国", "111", "37160219550101001X", "person-1")
DAY = date(2026, 11, 22)
FIELDS = {
    "sex": "男",
    "birthday": "1955-01-01",
    "address": "山东省滨州市滨城区市中街道办事处光明社区居委会光明路12号",
    "card_class": "60周岁以上",
}


def staff(number, *slugs, department=OFFICE):
    roles = frozenset(Role(slug, department, "3716") for slug in slugs)
    return Actor(ref=f"account:{number}", kind="staff", name="某某", account_id=number, mfa=True, roles=roles)


def resident(person_id, number=50):
    return Actor(
        ref=f"account:{number}",
        kind="resident",
        name="王建国",
        account_id=number,
        person_id=person_id,
        level=2,
    )


ISSUER, OTHER, DATA = (
    staff(3, "issuer"),
    staff(4, "issuer", department="3716-other"),
    staff(5, "data-officer"),
)
OWNER, STRANGER = resident("person-1"), resident("person-2", 51)


def sample(name):
    with (SAMPLES / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@pytest.fixture
def office(db):
    for code, name, credit in (
        (OFFICE, "滨州市民政局", "11371600YW0000012X"),
        ("3716-other", "滨州市某某局", "11371600YW0000020Q"),
    ):
        DepartmentRow.objects.create(
            code=code,
            name_zh=name,
            name_en="Binzhou Civil Affairs Bureau",
            credit_code=credit,
            area_code="3716",
            kind="government",
        )
    PostRow.objects.create(
        id="issuer", department_id=OFFICE, title_zh="制证", title_en="Issuer", role="issuer"
    )
    seals.set_up_city("3716", by=SYSTEM("setup"))


@pytest.fixture
def types(office):
    for name in ("elderly", "proof"):
        certificates.define_type(sample(name), by=SYSTEM("packs"))


@pytest.fixture
def issue(types):
    def make(transaction_id="t-1", **given):
        wanted = {
            "type_slug": "sample-elderly-card",
            "holder": HOLDER,
            "issuer_department": OFFICE,
            "fields": FIELDS,
            "valid_from": DAY,
            "case_number": "371600202611220000011",
            "by": HOUSE,
            **given,
        }
        return certificates.issue(transaction_id=transaction_id, **wanted)

    return make
