"""The pages of quality in a real browser: no fault of accessibility, and candidates decided by one key."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.quality.conftest import land, person
from tests.support import city as cities
from tests.support.chromium import Screens
from tests.support.visitors import Visitors

from yiwang.access.api import SYSTEM
from yiwang.packs import api as packs
from yiwang.quality import api as quality

pytestmark = pytest.mark.browser
HOME = Path(__file__).parents[2]
RESOURCE = "/console/quality/data/police-household/"


@pytest.fixture(scope="module")
def checked(house: cities.Served, tmp_path_factory: pytest.TempPathFactory) -> int:
    """The city's catalogue, some rows with faults, two runs and candidates; gives the last run."""
    by, folder = SYSTEM("test"), tmp_path_factory.mktemp("rows")
    packs.apply(HOME / "packs" / "city-catalogue", by=by)
    for load in (1, 2):
        rows = [person(n + 1000 * load, name="" if n % 40 == 0 else person(n)["name"]) for n in range(300)]
        land("police-household", rows, f"load:{load}", folder)
        report = quality.check_table("police-household", by=by)
    quality.mine("police-household", by=by)
    return report.id


@pytest.mark.parametrize(("phone", "english"), [(False, True), (True, False)], ids=["desktop-en", "phone-zh"])
def test_no_page_of_quality_has_a_fault(
    screens: Screens, visitors: Visitors, checked: int, phone: bool, english: bool
) -> None:
    paths = (
        "/console/quality/",
        RESOURCE,
        f"/console/quality/runs/{checked}/",
        "/console/quality/rules/",
        f"{RESOURCE}rules/",
        "/console/quality/candidates/",
    )
    screen = screens.open(visitors.staff("steward"), phone=phone, english=english)
    faults = {}
    for path in paths:
        screen.open(path)
        if found := [*screen.faults(), *screen.complaints]:
            faults[path] = found
    assert not faults


def test_candidates_are_decided_by_one_key(screens: Screens, visitors: Visitors, checked: int) -> None:
    before = {one.id for one in quality.candidates(SYSTEM("test")).rows}
    page = screens.open(visitors.staff("steward")).open("/console/quality/candidates/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("a")
    expect(page.locator("#messages")).to_contain_text("已采纳规则")
    page.keyboard.press("x")
    expect(page.locator("#messages")).to_contain_text("已拒绝")
    assert len(before - {one.id for one in quality.candidates(SYSTEM("test")).rows}) == 2
