"""The pages of collection in a real browser: no faults, wide and narrow, in both languages; a sheet sent and mended."""

import os
from pathlib import Path

import pytest
from tests.collection.conftest import define
from tests.support.chromium import Screens
from tests.support.visitors import Visitors

from yiwang.catalogue import api as catalogue

pytestmark = pytest.mark.browser

SLUG = "civil-subsistence"
GOOD = "371602196001010014\t王强\t黄河五路1号\t13800000001\t2020-01-05\t520.50\t2026-10-01 08:00:00"
BAD = "3.70602196001E+17\t王芳\t黄河五路2号\t13800000002\t昨天\t520.50\t2026-10-01 08:00:00"


@pytest.fixture(scope="module", autouse=True)
def resource(house: object) -> None:
    """The resource of the stories, if the city has not published it."""
    try:
        catalogue.resource(SLUG)
    except catalogue.ResourceMissing:
        define()


def send(page: object, text: str) -> None:
    page.goto(f"{page.url.split('/console')[0]}/console/collection/form/{SLUG}/")  # type: ignore[attr-defined]
    page.fill("#pasted", text)  # type: ignore[attr-defined]
    page.get_by_role("button", name="检查").click()  # type: ignore[attr-defined]


def test_a_sheet_is_pasted_checked_by_cell_and_sent(screens: Screens, visitors: Visitors) -> None:
    page = screens.open(visitors.staff("officer-civil")).open("/console/collection/form/")
    send(page, BAD)
    told = page.locator("main").inner_text()
    assert "科学计数" in told
    send(page, f"{GOOD}\n{BAD}")
    page.get_by_role("button", name="仍然发送").click()
    page.wait_for_url("**/console/collection/loads/*/")
    told = page.locator("main").inner_text()
    assert "已入湖" in told
    assert "1 + 1" in told


@pytest.mark.parametrize(("phone", "english"), [(False, True), (True, False)], ids=["desktop-en", "phone-zh"])
def test_no_page_of_collection_has_a_fault(
    screens: Screens, visitors: Visitors, phone: bool, english: bool
) -> None:
    pages = {
        "operator": (
            "/console/collection/",
            "/console/collection/sources/",
            "/console/collection/sources/new/",
            "/console/collection/loads/",
        ),
        "officer-civil": (
            "/console/collection/form/",
            f"/console/collection/form/{SLUG}/",
            "/console/collection/loads/1/",
            "/console/collection/loads/1/quarantine/",
        ),
    }
    faults = {}
    shots = os.environ.get("YIWANG_SHOTS")
    for who, paths in pages.items():
        screen = screens.open(visitors.staff(who), phone=phone, english=english)
        for path in paths:
            page = screen.open(path)
            if shots:
                name = path.strip("/").replace("/", "-") + ("-phone" if phone else "")
                page.screenshot(path=str(Path(shots) / f"{name}.png"), full_page=True)
            if found := [*screen.faults(), *screen.complaints]:
                faults[path] = found
    assert not faults
