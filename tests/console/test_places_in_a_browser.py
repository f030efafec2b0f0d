"""The geospatial and macro-economy bases in a real browser, desktop and phone, in both languages."""

from datetime import date
from pathlib import Path

import pytest
from tests.support.chromium import Screens
from tests.support.visitors import Visitors

from yiwang.access.api import SYSTEM
from yiwang.macro import api as macro
from yiwang.macro.synthetic import figures
from yiwang.packs import api as packs
from yiwang.places import api as places

pytestmark = pytest.mark.browser
BY = SYSTEM("setup")


@pytest.fixture(scope="module")
def filled(town: str) -> str:
    """The ground, and figures of three years; gives an indicator with revisions."""
    places.generate_city("3716", by=BY)
    packs.apply(Path("packs") / "macro-economy", by=BY, city=Path("cities/binzhou"))
    entries = [line.indicator for line in macro.directory()]
    made = list(figures(entries, ("3716", "371602"), until=date(2026, 11, 20)))
    macro.publish(made, source="合成数据", by=BY)
    return next(one.slug for one in entries if one.nature == "cumulative" and one.by_industry)


@pytest.mark.parametrize(("phone", "english"), [(False, False), (True, True)], ids=["desktop-zh", "phone-en"])
def test_no_page_has_a_fault(
    screens: Screens, visitors: Visitors, filled: str, phone: bool, english: bool
) -> None:
    pages = (
        "/console/places/",
        "/console/places/layers/division-county/",
        "/console/places/layers/imagery-ground/",
        "/console/places/geocode/?text=市中一路8号",
        "/console/places/names/?q=水文站",
        "/console/macro/",
        f"/console/macro/{filled}/?single=1",
        f"/console/macro/{filled}/2025Q4/?area=3716",
    )
    screen = screens.open(visitors.staff("steward"), phone=phone, english=english)
    faults = {}
    for path in pages:
        screen.open(path)
        if found := [*screen.faults(), *screen.complaints]:
            faults[path] = found
    assert not faults


def test_the_map_moves_by_keys(screens: Screens, visitors: Visitors, filled: str) -> None:
    page = screens.open(visitors.staff("steward")).open("/console/places/layers/road/")
    page.get_by_label("放大").focus()
    page.keyboard.press("+")
    page.wait_for_url("**/layers/road/?at=*&level=10#map")
    page.get_by_label("放大").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: "level=10" in url and "at=117.93" not in url)
    assert page.evaluate("[...document.querySelectorAll('image')].length") > 4
