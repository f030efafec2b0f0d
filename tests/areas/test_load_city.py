"""Loading the divisions of a city from the data package."""

import time
from pathlib import Path

import pytest
from pytest_django import Settings

from yiwang.access import api as access
from yiwang.areas import api as areas
from yiwang.areas.models import Division
from yiwang.ledger import api as ledger

SETUP = access.SYSTEM("packs")
BINZHOU = "3716"


@pytest.fixture
def _binzhou(db: None) -> None:
    areas.load_city(BINZHOU, by=SETUP)


@pytest.mark.django_db
def test_a_city_is_loaded_with_its_five_levels_within_seconds() -> None:
    began = time.monotonic()
    loaded = areas.load_city(BINZHOU, by=SETUP)
    assert time.monotonic() - began < 5
    assert loaded.city.full_name == "山东省滨州市"
    assert areas.is_loaded(BINZHOU)
    assert not areas.is_loaded("3701")
    assert loaded.changed == loaded.divisions == Division.objects.count() > 3000
    assert {area.level for area in (areas.area("37"), loaded.city, *areas.children(BINZHOU))} == {1, 2, 3}


@pytest.mark.usefixtures("_binzhou")
def test_loading_again_changes_and_records_nothing() -> None:
    before = len(ledger.trail(f"area:{BINZHOU}"))
    assert areas.load_city(BINZHOU, by=SETUP).changed == 0
    assert len(ledger.trail(f"area:{BINZHOU}")) == before == 1


@pytest.mark.usefixtures("_binzhou")
def test_a_renamed_division_is_brought_up_to_date() -> None:
    Division.objects.filter(code="371602001").update(name="旧名")
    assert areas.load_city(BINZHOU, by=SETUP).changed == 1
    assert areas.area("371602001").name == "市中街道"


@pytest.mark.usefixtures("_binzhou")
def test_a_village_knows_its_way_up() -> None:
    names = [area.name for area in areas.path("371602001001")]
    assert names == ["山东省", "滨州市", "滨城区", "市中街道", "新苑社区居委会"]
    assert areas.area("371602001001").full_name == "".join(names)
    assert areas.is_within("371602001001", "3716")
    assert not areas.is_within("371602001001", "371621")


@pytest.mark.usefixtures("_binzhou")
def test_children_and_all_of_one_level_are_listed_by_code() -> None:
    counties = areas.children(BINZHOU)
    assert [county.name for county in counties] == [
        "滨城区", "沾化区", "惠民县", "阳信县", "无棣县", "博兴县", "邹平市",
    ]  # fmt: skip
    towns = areas.within(BINZHOU, level=4)
    assert len(towns) == 92
    assert set(areas.children("371602")) <= set(towns)


@pytest.mark.usefixtures("_binzhou")
def test_a_search_by_name_puts_the_exact_name_first() -> None:
    assert areas.find("邹平市")[0].code == "371681"
    assert all("社区" in area.name for area in areas.find("社区", inside="371602", level=5, limit=5))
    assert areas.find("不存在的地方") == ()


@pytest.mark.usefixtures("_binzhou")
def test_unknown_divisions_are_refused_with_a_remedy() -> None:
    for code in ("999999", "", "三七一六", "3716'--"):
        with pytest.raises(areas.UnknownArea) as refused:
            areas.area(code)
        assert refused.value.remedy.zh
        with pytest.raises(areas.UnknownArea):
            areas.path(code)
    assert set(areas.areas(["3716", "9999"])) == {"3716"}


@pytest.mark.django_db
def test_what_is_no_city_cannot_be_loaded() -> None:
    for code in ("9999", "37", "371602"):
        with pytest.raises(areas.NotACity):
            areas.load_city(code, by=SETUP)
    assert not Division.objects.exists()


@pytest.mark.django_db
def test_a_missing_package_is_named_with_its_remedy(settings: Settings, tmp_path: Path) -> None:
    settings.NODE_MODULES = tmp_path
    with pytest.raises(areas.SourceMissing, match="npm ci"):
        areas.load_city(BINZHOU, by=SETUP)


@pytest.mark.django_db
def test_nobody_else_may_load_a_city() -> None:
    with pytest.raises(access.Refused):
        areas.load_city(BINZHOU, by=access.PUBLIC)


@pytest.mark.django_db
@pytest.mark.parametrize("city", ["3706", "4207", "3716", "3701", "4101"])
def test_all_five_cities_of_the_plans_are_in_the_package(city: str) -> None:
    loaded = areas.load_city(city, by=SETUP)
    assert loaded.divisions > 350
    villages = areas.within(city, level=5)
    assert all(area.full_name.startswith(loaded.city.full_name) for area in villages)
