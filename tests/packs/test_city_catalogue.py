"""The catalogue of the model city: as large as a city's, complete in both languages, and what the flows rely on."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from tests.packs.conftest import PACKS

from yiwang.catalogue import api as catalogue
from yiwang.packs.kinds import SUFFIXES
from yiwang.packs.kinds.elements import elements_of
from yiwang.packs.kinds.resources import written
from yiwang.packs.reading import read_pack

HAN = re.compile(r"[\u4e00-\u9fff]")
#: Columns that loads, registers and topic stores name; a resource may have more.
RELIED_ON = {
    "police-household": "resident_id name sex ethnicity birthday address village_code household_no relation status",
    "civil-marriage": "certificate_no man_id man_name woman_id woman_name registered_on kind",
    "civil-subsistence": "resident_id name address mobile since monthly_amount",
    "social-insured": "person_no resident_id name mobile address employer_code insurance_kind state",
    "health-archive": "archive_no resident_id name sex birthday mobile address village_code",
    "education-student": "student_no resident_id name school_code grade guardian_id guardian_mobile",
    "tax-person": "resident_id name mobile employer_code",
    "market-entity": "credit_code name kind representative_id address industry_code capital established_on status",
    "market-shareholder": "credit_code holder_kind holder_id holder_name share",
    "staffing-institution": "credit_code name kind representative_id representative_name address status",
    "civil-organisation": "credit_code name kind representative_id representative_name address status",
    "tax-enterprise": "credit_code name representative_id mobile address status",
    "realestate-home": "unit_no certificate_no owner_id owner_name address area purpose mortgaged seized",
    "police-vehicle": "plate plate_kind vin owner_kind owner_id owner_name brand registered_on status",
    "credit-permit": "decision_no subject_kind subject_code subject_name item decided_on valid_until organ_code",
    "credit-penalty": "decision_no subject_kind subject_code subject_name cause basis kind amount decided_on",
    "credit-list": "list_kind subject_kind subject_code subject_name basis since until organ_code status",
    "macro-series": "indicator area_code industry_code period value unit kind published_on",
    "place-address": "address_code name area_code road number building longitude latitude status",
}
#: One resource for every class of data that a topic store lists.
TOPICS = """
approval-opening-case approval-permit-case realestate-case power-connection-case business-environment-score
social-contribution social-benefit social-employment market-food-operator market-food-permit market-food-sampling
market-food-inspection market-complaint market-drug-permit health-institution health-visit health-indicator
education-school education-enrolment culture-venue culture-activity culture-resource ecology-air-hour
ecology-water-section ecology-soil ecology-noise ecology-radiation ecology-habitat ecology-pollution-source
ecology-discharge-hour ecology-capacity emergency-hazard emergency-material emergency-plan emergency-shelter
emergency-team emergency-incident governance-resident governance-house governance-organisation
governance-special-group governance-dispute governance-grid-event transport-route transport-stop transport-vehicle
transport-trip transport-parking transport-road-state transport-passenger-flow market-permit market-inspection
market-product finance-organisation finance-risk-lead finance-licence ip-patent ip-trademark
ip-geographical-indication ip-dispute office-document office-policy finance-budget office-disclosure-request
justice-enforcement-subject justice-enforcement-officer justice-enforcement-case justice-enforcement-review
justice-enforcement-result agriculture-plot agriculture-operator agriculture-crop agriculture-livestock
agriculture-machinery agriculture-subsidy
"""

Contents = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="module")
def contents() -> Contents:
    """Every resource of the pack, normalised, by slug."""
    reading = read_pack(PACKS / "city-catalogue", SUFFIXES)
    elements = elements_of(reading)
    return {
        one.slug: {**catalogue.normalised(one.content, elements), "department": one.department}
        for one in written(reading)
    }


def test_it_is_as_large_as_a_citys_and_covers_every_department(contents: Contents) -> None:
    assert len(contents) >= 300
    assert sum(len(one["fields"]) for one in contents.values()) >= 3000
    reading = read_pack(PACKS / "city-catalogue", SUFFIXES)
    city = {code for code in reading.city.offices if code.startswith("3716-")}
    assert city - {one["department"] for one in contents.values()} == {"3716-government"}


def test_what_the_flows_rely_on_is_there(contents: Contents) -> None:
    for slug, columns in RELIED_ON.items():
        names = [field["name"] for field in contents[slug]["fields"]]
        assert set(columns.split()) <= set(names), slug
        assert names[-1] == "updated_at"
    assert [slug for slug in TOPICS.split() if slug not in contents] == []


def test_both_languages_are_whole(contents: Contents) -> None:
    for slug, one in contents.items():
        for text in (one["name"], one["abstract"], one["duty"], *(field["title"] for field in one["fields"])):
            assert text["en"], (slug, text)
            assert not HAN.search(text["en"]), (slug, text)
            assert HAN.search(text["zh"]) or text["zh"].isascii() is False, (slug, text)


def test_every_theme_has_a_name(contents: Contents) -> None:
    assert {one["theme"] for one in contents.values()} <= set(catalogue.code_list("theme"))


def test_nothing_is_named_twice_in_a_department(contents: Contents) -> None:
    for key in ("name", "classification"):
        seen = Counter(
            (one["department"], one["name"]["zh"]) if key == "name" else one[key] for one in contents.values()
        )
        assert [value for value, count in seen.items() if count > 1] == []


def test_sharing_is_the_rule_and_refusing_rests_on_a_law(contents: Contents) -> None:
    types = Counter(one["sharing"]["type"] for one in contents.values())
    assert types["3"] < len(contents) / 10 < types["1"]
    for slug, one in contents.items():
        if one["sharing"]["type"] == "3":
            assert re.search(r"《[^》]+》第[〇零一二三四五六七八九十百千]+[条章]", one["sharing"]["basis"]), (
                slug
            )
            assert one["sharing"]["basis"].endswith("（来源待核）"), slug
        personal = [field for field in one["fields"] if field["category"].startswith("personal")]
        if personal:
            assert one["opening"]["type"] != "1", slug
