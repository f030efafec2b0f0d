"""The pages of stewardship in a real browser: no fault of accessibility, for the steward, a chief and the leader."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from tests.stewardship.conftest import OFFICE, OLD, SLUG, THIS_YEAR, set_up
from tests.support import cast
from tests.support import city as cities
from tests.support.chromium import Screens
from tests.support.visitors import Visitors

from yiwang.stewardship import api as stewardship

pytestmark = pytest.mark.browser


@dataclass
class Pages:
    """The addresses of one resource's way through the room."""

    steward: tuple[str, ...]
    chief: tuple[str, ...]


@pytest.fixture(scope="module")
def governed(house: cities.Served) -> Pages:
    """Findings, a request, an archived and a proposed partition, a chief with duties and a month."""
    set_up()
    steward, today = cast.actor("steward"), date.today()
    stewardship.scan(by=steward, resource=SLUG)
    stewardship.ask_export(
        actor=cast.actor("officer-civil"),
        resource=SLUG,
        columns=["payee", "remark"],
        purpose="核对发放",
        recipient="审计组王某",
        transaction_id="browser",
    )
    archived = stewardship.archive(actor=steward, resource=SLUG, key=f"year={THIS_YEAR - 5}")
    going = stewardship.propose_destruction(actor=steward, resource=SLUG, key=f"year={OLD}")
    stewardship.approve_destruction(actor=steward, destruction_id=going.id)
    stewardship.appoint(
        actor=steward,
        department="3716-health",
        username="chief-health",
        letter="滨政任〔2026〕3号",
        since=today,
        until=today + timedelta(days=365),
    )
    stewardship.open_todos(today)
    period = f"{today:%Y-%m}"
    stewardship.record_performance(actor=steward, period=period)
    (month,) = stewardship.performances(steward, period=period, department="3716-health")
    root = "/console/stewardship"
    chiefs = (f"{root}/units/3716-health/", f"{root}/performance/{month.id}/")
    return Pages(
        steward=(
            f"{root}/labels/",
            f"{root}/exports/",
            f"{root}/exports/ask/{SLUG}/",
            f"{root}/exports/trace/",
            f"{root}/terms/?all=1",
            f"{root}/archives/{archived.id}/",
            f"{root}/destructions/{going.id}/",
            f"{root}/chiefs/",
            f"{root}/units/{OFFICE}/",
            f"{root}/performance/",
            *chiefs,
        ),
        chief=chiefs,
    )


@pytest.mark.parametrize(("phone", "english"), [(False, True), (True, False)], ids=["desktop-en", "phone-zh"])
def test_no_page_of_stewardship_has_a_fault(
    screens: Screens, visitors: Visitors, governed: Pages, phone: bool, english: bool
) -> None:
    faults = {}
    for who, paths in (("steward", governed.steward), ("chief-health", governed.chief)):
        screen = screens.open(visitors.staff(who), phone=phone, english=english)
        for path in paths:
            assert screen.open(path).locator("h1").inner_text() != "500", path
            if found := [*screen.faults(), *screen.complaints]:
                faults[f"{who} {path}"] = found
    assert not faults
