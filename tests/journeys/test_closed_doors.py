"""Who must see nothing sees nothing: every address of somebody else's case and certificate, tried by everybody it is not for."""

import pytest
from tests.support import errands
from tests.support.browser import Browser
from tests.support.visitors import enter


@pytest.fixture(scope="module")
def case(visitors):
    """A restaurant's case with its files, waiting at the window."""
    agent = visitors.resident("agent")
    number = errands.number_of(errands.open_restaurant(agent))
    page = visitors.staff("clerk").open(f"/window/cases/{number}/")
    digest = page.links("/files/")[0].rstrip("/").split("/")[-1]
    return number, digest


@pytest.fixture(scope="module")
def paper(visitors):
    """The identifier of the elder's card."""
    return errands.apply_for_card(visitors.resident("elder")).follow("看证照").fact("证照标识")


def read(number, digest):
    return {
        "resident": [f"/me/cases/{number}/{part}" for part in ("", "live/", "correct/", "rate/")],
        "window": [f"/window/cases/{number}/{part}" for part in ("", "receipt/", f"files/{digest}/")],
        "desk": [f"/desk/{number}/{part}" for part in ("", f"files/{digest}/")],
    }


def written(number):
    return {
        "resident": [(f"/me/cases/{number}/withdraw/", {}), (f"/me/cases/{number}/correct/", {}),
                     (f"/me/cases/{number}/rate/", {"stars": "5"})],
        "window": [(f"/window/cases/{number}/accept/", {"outcome": "accept"}),
                   (f"/window/cases/{number}/hand-over/", {"receiver": "某某"})],
        "desk": [(f"/desk/{number}/step/", {"step": "inspect", "outcome": "pass"}),
                 (f"/desk/{number}/clock/", {"do": "pause", "reason": "hearing"})],
    }  # fmt: skip


def closed(answer):
    return answer.status_code in (401, 403, 404) or (
        answer.status_code == 302 and "signin" in answer.headers["Location"]
    )


def tried(browser, number, digest):
    """Every address of the case, read and written to, whatever the visitor; gives what was answered."""
    addresses = [one for group in read(number, digest).values() for one in group]
    for address in addresses:
        yield address, browser.http.get(address, follow_redirects=False)
    token = browser.token()
    for address, data in [one for group in written(number).values() for one in group]:
        yield (
            f"POST {address}",
            browser.http.post(
                address,
                data={"csrfmiddlewaretoken": token, **data},
                headers={"Origin": browser.base},
                follow_redirects=False,
            ),
        )


def half_in(visitors):
    """A member of staff who gave the password and not the second factor."""
    browser = Browser(visitors.house.url, "half in")
    enter(browser, "approver", "/staff/signin/")
    return browser


#: People who have nothing to do with the case.
STRANGERS = {
    "nobody": lambda visitors: visitors.anyone(),
    "another resident": lambda visitors: visitors.resident("younger"),
    "an elder with a card": lambda visitors: visitors.resident("elder"),
    "another bureau's approver": lambda visitors: visitors.staff("approver-education"),
    "another office's approver": lambda visitors: visitors.staff("approver-civil"),
    "a clerk of another county": lambda visitors: visitors.hire(
        "clerk-huimin", "韩梅", ("371621-approval.window-clerk", "371621")
    ),
    "a seal keeper": lambda visitors: visitors.staff("seal-keeper"),
    "an operator": lambda visitors: visitors.staff("operator"),
    "a leader": lambda visitors: visitors.staff("leader"),
    "a data officer": lambda visitors: visitors.staff("data-officer"),
    "staff with no post": lambda visitors: visitors.hire_without_post("postless", "无岗"),
    "staff without second factor": half_in,
}


@pytest.mark.parametrize("who", STRANGERS)
def test_every_address_of_a_case_is_closed_to_whoever_it_is_not_for(visitors, case, who):
    number, digest = case
    browser = STRANGERS[who](visitors)
    for address, answer in tried(browser, number, digest):
        assert closed(answer), f"{who}: {address} answered {answer.status_code}"
        for secret in ("王建国", "天润美食", "13800013800"):
            assert secret not in answer.text, f"{who}: {address} told {secret}"
    page = visitors.resident("agent").open(f"/me/cases/{number}/")
    assert "待受理" in page.section("现在办到哪一步"), "and nothing has changed"


def test_those_it_is_for_see_what_is_for_them(visitors, case):
    number, digest = case
    addresses = read(number, digest)
    visitors.resident("agent").open(addresses["resident"][0])
    for address in addresses["window"][:2]:
        visitors.staff("clerk").open(address)
    visitors.staff("approver").open(addresses["desk"][0])
    visitors.staff("auditor").open(addresses["desk"][0])
    visitors.staff("auditor").forge(f"/desk/{number}/step/", expect=403, step="inspect", outcome="pass")
    visitors.staff("clerk").forge(f"/desk/{number}/step/", expect=403, step="inspect", outcome="pass")
    visitors.staff("approver").forge(f"/window/cases/{number}/accept/", expect=403, outcome="accept")


def test_lists_and_searches_show_only_what_is_ones_own(visitors, case):
    number, _ = case
    for who, path in (
        ("approver-education", "/desk/?all=1"),
        ("approver-civil", "/desk/?all=1"),
        ("approver-education", f"/desk/find/?number={number}"),
    ):
        assert "天润美食" not in visitors.staff(who).open(path).text
    assert number not in visitors.resident("younger").open("/me/cases/").text
    huimin = visitors.hire("clerk-huimin", "韩梅", ("371621-approval.window-clerk", "371621"))
    for path in ("/window/", "/window/results/", f"/window/find/?number={number}"):
        assert "天润美食" not in huimin.open(path).text


@pytest.mark.parametrize("who", ["nobody", "another resident", "another bureau's approver", "an operator"])
def test_every_address_of_a_certificate_is_closed_to_whoever_it_is_not_for(visitors, paper, who):
    browser = STRANGERS[who](visitors)
    token = browser.token()
    for address in ("", "file.ofd", "file.pdf", "uses/"):
        answer = browser.http.get(f"/me/certificates/{paper}/{address}", follow_redirects=False)
        assert closed(answer), (address, answer.status_code)
    for address, data in (
        (f"/me/certificates/{paper}/present/", {"purpose": "x"}),
        (f"/console/certificates/{paper}/change/", {"step": "revoke", "reason": "x"}),
    ):
        answer = browser.http.post(
            address,
            data={"csrfmiddlewaretoken": token, **data},
            headers={"Origin": browser.base},
            follow_redirects=False,
        )
        assert closed(answer), (address, answer.status_code)
    assert "有效" in visitors.resident("elder").open(f"/me/certificates/{paper}/").main


def test_who_looked_is_told_to_whom_was_looked_at(visitors, case, paper):
    visitors.staff("issuer").open(f"/console/certificates/{paper}/")
    looks = visitors.resident("elder").open("/me/looks/").main
    assert "查看证照" in looks
    assert "制证人员" in looks
