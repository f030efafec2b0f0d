"""One's own account: proofs, mandates, sessions, a forgotten password."""

import re

import pytest
from django.test import Client

from yiwang.ledger import api as ledger
from yiwang.people import api as people
from yiwang.people import sources
from yiwang.people.models import Account

from .conftest import FIRM, PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_home(client: Client, resident):
    """A client signed in as a resident."""

    def enter(username: str = "wang", **details: str) -> Client:
        resident(username, **details)
        client.post("/signin/", {"login": username, "password": PASSWORD})
        return client

    return enter


def code_to(mobile: str) -> str:
    return re.search(r"\d{6}", sources.messages().last_to[mobile]).group()


def test_a_resident_climbs_from_zero_to_two_by_the_pages(at_home) -> None:
    client = at_home()
    assert client.get("/me/account/verify/")["Location"].startswith("/me/account/mobile/")
    page = client.get("/me/account/mobile/?next=/me/account/verify/")
    assert "短信是模拟的" in page.content.decode()
    client.post("/me/account/mobile/?next=/me/account/verify/", {"mobile": "13800001111"})
    wrong = client.post("/me/account/mobile/?next=/me/account/verify/", {"code": "000000"})
    assert "不正确" in wrong.content.decode()
    done = client.post("/me/account/mobile/?next=/me/account/verify/", {"code": code_to("13800001111")})
    assert done["Location"] == "/me/account/verify/"
    wrong = client.post("/me/account/verify/", {"name": "张三", "resident_id": "37160219490904002X"})
    assert "不一致" in wrong.content.decode()
    client.post("/me/account/verify/", {"name": "王桂兰", "resident_id": "37160219490904002X"})
    assert people.account_named("wang").level == 2
    page = client.get("/me/account/").content.decode()
    assert "371***********002X" in page
    assert "37160219490904002X" not in page


@pytest.mark.parametrize("number", ["37160219490904002", "371602194909040020", "abc", "99999919490904002X"])
def test_a_mistyped_number_is_explained_on_the_page(at_home, number: str) -> None:
    client = at_home(mobile="13800001111")
    page = client.post("/me/account/verify/", {"name": "王桂兰", "resident_id": number})
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()


def test_pages_speak_english_to_those_who_choose_it(at_home) -> None:
    from yiwang.cli.messages import compile_all
    from yiwang.project import places

    compile_all(places.home() / "src" / "yiwang")
    client = at_home()
    client.cookies["yiwang_language"] = "en"
    assert "My account" in client.get("/me/account/").content.decode()


def test_a_firm_appoints_its_agent_and_takes_it_back_on_the_page(at_home, resident) -> None:
    resident("agent", name="孙丽", resident_id="371602199212120014")
    client = at_home("head", name="赵军", resident_id="371602198501011231")
    until = "2099-01-01"
    form = {"agent": "agent", "firm": FIRM.lower(), "matters": "food-business、elderly-card", "until": until}
    assert "期限" in client.post("/me/account/mandates/", form).content.decode()
    from django.utils import timezone

    form["until"] = str(timezone.localdate().replace(day=28) + timezone.timedelta(days=40))
    assert client.post("/me/account/mandates/", form).status_code == 302
    (held,) = people.mandates_of(Account.objects.get(username="agent").pk)
    assert held.scope == ("food-business", "elderly-card")
    client.post(f"/me/account/mandates/{held.id}/revoke/")
    assert people.mandates_of(Account.objects.get(username="agent").pk) == []


def test_a_forgotten_password_is_reset_through_the_mobile(client: Client, resident) -> None:
    row = resident("wang", mobile="13800001111")
    client.post("/signin/forgotten/", {"who": "wang"})
    answers = {"code": code_to("13800001111"), "password1": "another-horse-8", "password2": "another-horse-8"}
    assert client.post("/signin/forgotten/", answers)["Location"] == "/signin/"
    assert Account.objects.get(pk=row.pk).check_password("another-horse-8")
    assert "people.password-reset" in [entry.act for entry in ledger.trail(row.ref)]


def test_a_forgotten_name_learns_nothing_and_staff_have_no_such_way(client: Client, staff) -> None:
    staff("li")
    pages = []
    for who in ("nobody", "li"):
        visitor = Client()
        visitor.post("/signin/forgotten/", {"who": who})
        pages.append(visitor.get("/signin/forgotten/").content.decode())
        answers = {"code": "123456", "password1": "another-horse-8", "password2": "another-horse-8"}
        assert "验证码不正确" in visitor.post("/signin/forgotten/", answers).content.decode()
    assert sources.messages().last_to == {}
    strip = re.compile(r'(csrfmiddlewaretoken" value=|nonce=)"[^"]+"')
    assert strip.sub("", pages[0]) == strip.sub("", pages[1])


def test_devices_are_listed_and_the_others_can_be_signed_out(at_home) -> None:
    client = at_home()
    other = Client()
    other.post("/signin/", {"login": "wang", "password": PASSWORD})
    assert client.get("/me/account/sessions/").content.decode().count("<tr>") == 3
    client.post("/me/account/sessions/")
    assert other.get("/me/account/")["Location"].startswith("/signin/")
    assert client.get("/me/account/").status_code == 200


def test_the_upstream_simulator_is_closed_unless_switched_on(client: Client, db: None) -> None:
    for path in ("/signin/upstream/", "/signin/upstream/simulator/"):
        assert client.get(path).status_code == 404


@pytest.fixture
def province(monkeypatch: pytest.MonkeyPatch):
    from yiwang.people import upstream

    service = upstream.SimulatedUpstream()
    monkeypatch.setattr(upstream, "_upstreams", [service])
    return service


def test_somebody_the_province_vouches_for_gets_an_account_at_level_two(client, province, db: None) -> None:
    assert "模拟" in client.get("/signin/").content.decode()
    away = client.get("/signin/upstream/")["Location"]
    wrong = client.post(away, {"name": "张三", "resident_id": "37160219490904002X"})
    assert wrong.status_code == 200
    back = client.post(away, {"name": "王桂兰", "resident_id": "37160219490904002X"})["Location"]
    assert client.get(back)["Location"] == "/me/"
    row = Account.objects.get(person_id="p-1")
    assert row.verified_by == "upstream-simulated"
    assert "上级身份认证" in client.get("/me/account/").content.decode()
    client.post("/signout/")
    away = client.get("/signin/upstream/")["Location"]
    client.get(client.post(away, {"name": "王桂兰", "resident_id": "37160219490904002X"})["Location"])
    assert Account.objects.count() == 1


def test_a_code_of_the_province_is_bound_to_its_visitor(client, province, db: None) -> None:
    from yiwang.people.upstream import UpstreamPerson

    code = province.issue_code(UpstreamPerson("王桂兰", "37160219490904002X"))
    assert client.get(f"/signin/upstream/return/?code={code}&state=guess").status_code == 400
    client.get("/signin/upstream/")
    state = client.session["people.upstream.state"]
    assert client.get(f"/signin/upstream/return/?code=forged&state={state}").status_code == 400
    assert not Account.objects.exists()
