"""Departments and posts from a city's folder."""

from pathlib import Path

import pytest

from yiwang.access import api as access
from yiwang.areas import api as areas
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs

BINZHOU = Path(__file__).parents[2] / "cities" / "binzhou"
DEPARTMENTS = """\
code,name_zh,short_zh,name_en,credit_code,area,parent,kind
3716-government,滨州市人民政府,市政府,Binzhou Government,11371600YW0000012X,3716,,government
3716-office,滨州市人民政府办公室,,Government Office,11371600YW0000020Q,3716,3716-government,government
"""
POSTS = """\
id,department,title_zh,title_en,role
3716-office.leader,3716-office,主任,Head,leader
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small city of two offices and one post."""
    (tmp_path / "departments.csv").write_text(DEPARTMENTS, "utf-8")
    (tmp_path / "posts.csv").write_text(POSTS, "utf-8")
    return tmp_path


def test_the_folder_of_binzhou_holds_the_units_its_plan_names(setup: access.Actor) -> None:
    change = orgs.load_city_folder(BINZHOU, by=setup)
    assert not change.changed
    assert not change.retired
    for unit in (
        "市行政审批服务局",
        "市大数据局",
        "市发展改革委",
        "市委网信办",
        "市民政局",
        "国网滨州供电公司",
    ):
        assert orgs.department_by_name(unit).area_code == "3716"
    assert orgs.department_by_name("滨州市大数据局").code == "3716-big-data"
    counties = {department.area_code for department in orgs.departments() if department.area_code != "3716"}
    assert counties == {"371602", "371603", "371621", "371622", "371623", "371625", "371681"}
    for county in counties:
        window = orgs.posts(f"{county}-approval", role="window-clerk")
        assert len(window) == 1
        assert window[0].title.zh
        assert window[0].title.en


@pytest.mark.parametrize(
    ("city", "area", "units"),
    [
        ("yantai", "3706", ("市大数据局", "市海洋发展和渔业局")),
        ("ezhou", "4207", ("市大数据中心", "市公共资源交易中心")),
        ("jinan", "3701", ("市政府办公室", "北方健康医疗大数据中心", "市委网信办")),
        ("smart-city", "4101", ("市政务服务中心", "数字办", "市编办", "市政府法制办", "市城管局")),
    ],
)
def test_the_folder_of_every_other_plan_holds_the_units_it_names(
    setup: access.Actor, city: str, area: str, units: tuple[str, ...]
) -> None:
    areas.load_city(area, by=setup)
    orgs.load_city_folder(BINZHOU.with_name(city), by=setup)
    for unit in units:
        found = orgs.department_by_name(unit, area=area)
        assert found.area_code == area
        assert {post.role for post in orgs.posts(found.code)} >= {"data-officer", "data-chief"}


def test_loading_again_plans_changes_and_records_nothing(setup: access.Actor) -> None:
    orgs.load_city_folder(BINZHOU, by=setup)
    assert not orgs.plan_city_folder(BINZHOU)
    assert not orgs.load_city_folder(BINZHOU, by=setup)
    assert len(ledger.trail("department:3716-big-data")) == 1 + len(orgs.posts("3716-big-data"))


def test_what_the_folder_no_longer_names_is_retired_and_can_come_back(
    setup: access.Actor, folder: Path
) -> None:
    orgs.load_city_folder(folder, by=setup)
    (folder / "departments.csv").write_text(
        DEPARTMENTS.replace(DEPARTMENTS.splitlines()[2] + "\n", ""), "utf-8"
    )
    (folder / "posts.csv").write_text(POSTS.splitlines()[0] + "\n", "utf-8")
    change = orgs.load_city_folder(folder, by=setup)
    assert change.retired == ("3716-office", "3716-office.leader")
    assert orgs.department("3716-office").retired
    assert orgs.posts("3716-office") == ()
    (folder / "departments.csv").write_text(DEPARTMENTS, "utf-8")
    (folder / "posts.csv").write_text(POSTS, "utf-8")
    assert orgs.load_city_folder(folder, by=setup).changed == ("3716-office", "3716-office.leader")


def test_a_renamed_department_is_changed_and_recorded(setup: access.Actor, folder: Path) -> None:
    orgs.load_city_folder(folder, by=setup)
    (folder / "departments.csv").write_text(DEPARTMENTS.replace("Government Office", "Office"), "utf-8")
    assert orgs.plan_city_folder(folder).changed == ("3716-office",)
    orgs.load_city_folder(folder, by=setup)
    assert orgs.department("3716-office").name.en == "Office"
    assert len(ledger.trail("department:3716-office")) == 3


def test_every_bad_row_of_both_files_is_named_with_file_and_line(setup: access.Actor, folder: Path) -> None:
    (folder / "departments.csv").write_text(
        DEPARTMENTS
        + "3716-office,重复,,Again,11371600YW0000039M,3716,,government\n"
        + "3716-x,信用代码,,Wrong check digit,11371600YW0000039A,3716,,government\n"
        + "3716-y,无英文,,,11371600YW0000047G,37160,nowhere,guild\n"
        + "too,few\n"
        + "3716-z,自己,,Itself,11371600YW0000055B,3716,3716-z,government\n",
        "utf-8",
    )
    (folder / "posts.csv").write_text(
        POSTS
        + "BAD ID,3716-office,标题,Title,leader\np2,3716-nowhere,标题,Title,king\np2,3716-office,,,leader\n",
        "utf-8",
    )
    with pytest.raises(orgs.BadCityFolder) as refused:
        orgs.load_city_folder(folder, by=setup)
    found = {(row.file, row.line) for row in refused.value.rows}
    assert found == {
        *(("departments.csv", line) for line in (4, 5, 6, 7, 8)),
        *(("posts.csv", line) for line in (3, 4, 5)),
    }
    assert orgs.check_city_folder(folder) == list(refused.value.rows)
    assert all(row.message.zh and row.message.en for row in refused.value.rows)
    assert orgs.departments() == ()


@pytest.mark.parametrize("name", ["departments.csv", "posts.csv"])
@pytest.mark.parametrize("data", [None, b"", b"a,b\n1,2\n", "代码".encode("gb18030")])
def test_a_missing_or_unreadable_file_is_named(
    setup: access.Actor, folder: Path, name: str, data: bytes | None
) -> None:
    (folder / name).unlink()
    if data is not None:
        (folder / name).write_bytes(data)
    assert name in {row.file for row in orgs.check_city_folder(folder)}


def test_an_area_that_is_not_loaded_is_named(setup: access.Actor, folder: Path) -> None:
    (folder / "departments.csv").write_text(DEPARTMENTS.replace(",3716,3716-gov", ",3701,3716-gov"), "utf-8")
    assert [(row.file, row.line) for row in orgs.check_city_folder(folder)] == [("departments.csv", 3)]


def test_departments_are_listed_by_area_and_looked_up_many_at_once(setup: access.Actor) -> None:
    orgs.load_city_folder(BINZHOU, by=setup)
    assert {department.code for department in orgs.departments("371602")} == {
        "371602-approval", "371602-civil-affairs", "371602-government",
    }  # fmt: skip
    assert set(orgs.departments_named(["3716-big-data", "nowhere"])) == {"3716-big-data"}


def test_unknown_departments_and_posts_are_refused_with_a_remedy(setup: access.Actor) -> None:
    for attempt in (
        lambda: orgs.department("nowhere"),
        lambda: orgs.department_by_name("没有这个局"),
        lambda: orgs.post("nobody"),
    ):
        with pytest.raises((orgs.UnknownDepartment, orgs.UnknownPost)) as refused:
            attempt()
        assert refused.value.remedy.zh
        assert refused.value.remedy.en


def test_only_operators_may_define_departments(setup: access.Actor, folder: Path) -> None:
    clerk = access.Actor(
        "account:1", "staff", "王芳", account_id=1, mfa=True,
        roles=frozenset({access.Role("window-clerk", "3716-office", "3716")}),
    )  # fmt: skip
    with pytest.raises(access.Refused):
        orgs.load_city_folder(folder, by=clerk)
