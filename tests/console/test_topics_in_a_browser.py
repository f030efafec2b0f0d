"""Topic stores and profiles in a real browser, desktop and phone, in both languages."""

from datetime import datetime
from pathlib import Path

import pytest
from tests.support import cast
from tests.support.chromium import Screens
from tests.support.visitors import Visitors

from yiwang.access.api import SYSTEM
from yiwang.packs import api as packs
from yiwang.profiles import api as profiles
from yiwang.topics import api as topics

pytestmark = pytest.mark.browser
BY = SYSTEM("setup")


@pytest.fixture(scope="module")
def opened(town: str) -> int:
    """An open profile of an elder in a town with two built stores."""
    for name in ("city-catalogue", "topics"):
        packs.apply(Path("packs") / name, by=BY, city=Path("cities/binzhou"))
    topics.land_samples(now=datetime(2026, 6, 30, 12), by=BY, also=("police-household", "realestate-home"))
    for slug in ("financial-regulation", "social-governance", "base-credit"):
        topics.build(slug, by=BY)
    profiles.refresh_graph(by=BY)
    asked = profiles.ask(
        kind="person",
        number=cast.person("elder").applicant.id_number,
        purpose="case-handling",
        reference="任务2026001号",
        by=cast.actor("steward"),
        transaction_id="browser",
    )
    return asked.id


@pytest.mark.parametrize(("phone", "english"), [(False, False), (True, True)], ids=["desktop-zh", "phone-en"])
def test_no_page_has_a_fault(
    screens: Screens, visitors: Visitors, opened: int, phone: bool, english: bool
) -> None:
    pages = (
        "/console/topics/",
        "/console/topics/financial-regulation/",
        "/console/topics/financial-regulation/signals/",
        "/console/topics/financial-regulation/leads/",
        "/console/topics/define/",
        "/console/profiles/",
        f"/console/profiles/{opened}/",
    )
    screen = screens.open(visitors.staff("steward"), phone=phone, english=english)
    faults = {}
    for path in pages:
        screen.open(path)
        if found := [*screen.faults(), *screen.complaints]:
            faults[path] = found
    screen = screens.open(visitors.resident("elder"), phone=phone, english=english)
    screen.open("/me/tags/")
    if found := [*screen.faults(), *screen.complaints]:
        faults["/me/tags/"] = found
    assert not faults
