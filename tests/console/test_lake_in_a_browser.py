"""The pages of the lake in a real browser: figures, a look back, a compaction that is seen to end; no faults anywhere."""

import os
from pathlib import Path

import pyarrow as pa
import pytest
from tests.lake.conftest import COLUMNS, rows
from tests.support.chromium import Screens
from tests.support.visitors import Visitors

from yiwang.access.api import SYSTEM
from yiwang.catalogue import api as catalogue
from yiwang.lake import api as lake

pytestmark = pytest.mark.browser

TABLE = "ods.browser_people"


@pytest.fixture(scope="module", autouse=True)
def table(house: object) -> None:
    """A table of seven small loads, and one that is still empty."""
    by = SYSTEM("collection")
    lake.define_table(TABLE, COLUMNS, partition_by=["month"], sort_by=["resident_id"], by=by)
    lake.define_table("quarantine.browser_empty", COLUMNS, by=by)
    for number in range(7):
        lake.append(TABLE, rows(number * 20, number * 20 + 20), load_id=f"load:{number}", by=by)


def test_the_operator_finds_a_table_looks_back_and_has_it_compacted(
    screens: Screens, visitors: Visitors
) -> None:
    page = screens.open(visitors.staff("operator")).open("/console/lake/")
    page.get_by_label("查找表").fill("browser_people")
    page.get_by_role("button", name="筛选").click()
    page.get_by_role("link", name=TABLE).click()
    told = page.locator("main").inner_text()
    assert "140" in told
    assert "1950-01-01" not in told
    assert "王" not in told
    assert "37160000000000" not in told
    page.get_by_role("button", name="合并小文件").click()
    page.get_by_text("已完成").wait_for()
    page.reload()
    assert "没有需要合并的小文件" in page.locator("main").inner_text()
    first = lake.snapshots(TABLE)[-1]
    page.goto(f"{page.url.split('?')[0]}?at={first.snapshot_id}")
    told = page.locator("main").inner_text()
    assert "正在回看过去的快照" in told
    assert "当时共 20 行" in told


@pytest.mark.parametrize(("phone", "english"), [(False, True), (True, False)], ids=["desktop-en", "phone-zh"])
def test_no_page_of_the_lake_has_a_fault(
    screens: Screens, visitors: Visitors, phone: bool, english: bool
) -> None:
    screen = screens.open(visitors.staff("steward"), phone=phone, english=english)
    faults = {}
    shots = os.environ.get("YIWANG_SHOTS")
    for path in (
        "/console/lake/",
        "/console/lake/?q=nothing-like-it",
        f"/console/lake/{TABLE}/",
        f"/console/lake/{TABLE}/?as_of=2020-01-01T00:00",
        f"/console/lake/{TABLE}/snapshots/",
        f"/console/lake/{TABLE}/files/",
        "/console/lake/quarantine.browser_empty/",
    ):
        page = screen.open(path)
        if shots:
            name = "".join(one if one.isalnum() else "-" for one in path) + ("phone" if phone else "")
            page.screenshot(path=str(Path(shots) / f"{name}.png"), full_page=True)
        if found := [*screen.faults(), *screen.complaints]:
            faults[path] = found
    assert not faults


def test_ranges_are_shown_of_columns_that_the_catalogue_leaves_open(visitors: Visitors) -> None:
    columns = catalogue.lake_columns("police-household")
    name, made = catalogue.table_of("police-household"), rows(0, 30).to_pylist()
    told = pa.table(
        {
            one.name: pa.array([row.get(one.name) for row in made], lake.arrow_type(one.type))
            for one in columns
            if not one.required
        }
        | {one.name: [f"{number}" for number in range(30)] for one in columns if one.required}
    )
    lake.define_table(name, columns, by=SYSTEM("collection"))
    lake.append(name, told, load_id="browser", by=SYSTEM("collection"))
    text = visitors.staff("steward").http.get(f"/console/lake/{name}/").text
    assert "2026-01-01 08:29" in text
    assert "1950" not in text
    assert "/console/catalogue/resources/police-household/rows/" in text


def test_who_has_no_business_in_the_lake_sees_nothing_of_it(visitors: Visitors) -> None:
    paths = ("", f"{TABLE}/", f"{TABLE}/snapshots/", f"{TABLE}/files/", f"{TABLE}/task/")
    for who in ("officer-civil", "clerk"):
        for path in paths:
            answer = visitors.staff(who).http.get(f"/console/lake/{path}")
            assert answer.status_code == 403
            assert "resident_id" not in answer.text
            assert "load:" not in answer.text
    assert visitors.staff("auditor").http.get(f"/console/lake/{TABLE}/").status_code == 200
    visitors.staff("auditor").forge(f"/console/lake/{TABLE}/compact/", expect=403)
    assert visitors.staff("operator").http.get("/console/lake/ods.none/").status_code == 404
