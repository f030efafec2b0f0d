"""统一身份认证: from registering to acting for a firm; one sign-in for every application; nobody in without what it takes."""

import base64
import hashlib
import json
import re
import secrets
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import jwt
import pytest
from django.utils import timezone
from tests.support.browser import Browser
from tests.support.outsider import run_cli
from tests.support.visitors import enter, villager

from yiwang.people import api as people

LACKS = (
    "the real provincial and national authentication (a simulator stands in), face match, firms' own accounts"
)


def sent_code(house, mobile):
    """The text message that the simulated gateway wrote into the server's log."""
    lines = [json.loads(line) for line in house.log.read_text().splitlines() if '"sms.simulated"' in line]
    text = next(line["text"] for line in reversed(lines) if line["mobile"] == mobile)
    return re.search(r"\d{6}", text)[0]


@pytest.mark.system_part("unified-identity", lacks=LACKS)
def test_a_resident_registers_and_climbs_the_levels_that_items_ask_for(house, visitors):
    who = villager(born_to="1950-01-01")
    browser = Browser(house.url, "new")
    page = browser.open("/register/")
    page = page.press(
        "注册", {"用户名": "新居民甲", "密码": "correct-horse-77", "再输一次密码": "correct-horse-77"}
    )
    assert page.path == "/me/"
    page = browser.open("/apply/elderly-card/")
    assert "手机" in page.main, "the item asks for more than a password: the way there begins"

    page = browser.open("/me/account/").follow("验证手机号")
    mobile = "13811112222"
    page = page.press("发送验证码", {"手机号": mobile})
    wrong = page.press("确认", {"短信验证码": "000000"})
    assert wrong.path.startswith("/me/account/mobile/")
    page = wrong.press("确认", {"短信验证码": sent_code(house, mobile)})
    assert "手机号已验证。" in page.text

    page = browser.open("/me/account/").follow("去认证")
    page = page.press("提交认证", {"姓名": "别人", "公民身份号码": who.resident_id})
    assert page.path.startswith("/me/account/verify/")
    page = page.press("提交认证", {"姓名": who.name, "公民身份号码": who.resident_id})
    assert "实名认证成功。" in page.text
    assert who.resident_id not in browser.open("/me/account/").text
    assert "下一步" in browser.open("/apply/elderly-card/").buttons


@pytest.mark.system_part("unified-identity", lacks=LACKS)
def test_a_firm_appoints_an_agent_who_acts_until_the_mandate_is_taken_back(visitors):
    head = visitors.resident("representative")
    helper = visitors.newcomer("helper", villager(born_from="1980-01-01", born_to="1995-01-01"))
    firm = next(one for one in people.mandates_given(_account("representative"))).principal
    assert firm.name not in helper.open("/apply/food-business-licence/?step=whom").main
    page = head.open("/me/account/mandates/").press(
        "授权",
        {
            "代办人的用户名": "helper",
            "统一社会信用代码": firm.id,
            "授权事项": "food-business-licence",
            "授权至": (timezone.localdate() + timedelta(days=30)).isoformat(),
        },
    )
    assert "授权已生效。" in page.text
    page = helper.open("/apply/food-business-licence/?step=whom").press("下一步", {"for": f"firm-{firm.id}"})
    assert page.fact("申请人").startswith(firm.name)

    given = head.open("/me/account/mandates/")
    form = next(
        one for one in given.tree.xpath("//table//tr[contains(., 'helper') or contains(., '撤销')]//form")
    )
    head.forge(form.get("action"))
    page = helper.forge("/apply/food-business-licence/whom/", expect=403, **{"for": f"firm-{firm.id}"})
    assert "没有代办授权" in page.main or "撤销" in page.main


@pytest.mark.system_part("unified-identity", lacks=LACKS)
def test_one_sign_in_opens_another_application_and_tells_it_the_level(house, visitors):
    back = f"{house.url}/help/"
    done = run_cli(
        ["accounts", "connect", "智慧停车", "--redirect-uri", back, "--public"],
        {"YIWANG_DATABASE_URL": house.database_url},
    )
    client = re.search(r"client_id\s+(\S+)", done.stdout)[1]
    verifier = secrets.token_urlsafe(40)
    asked = {
        "client_id": client,
        "response_type": "code",
        "redirect_uri": back,
        "scope": "openid profile assurance",
        "state": "s",
        "nonce": "n",
        "code_challenge": base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        .rstrip(b"=")
        .decode(),
        "code_challenge_method": "S256",
    }
    stranger = visitors.anyone().open("/identity/o/authorize?" + urlencode(asked))
    assert stranger.path.startswith("/signin/")
    page = visitors.resident("elder").open("/identity/o/authorize?" + urlencode(asked))
    assert page.heading == "允许“智慧停车”识别您吗？"
    form = page.form("允许")
    page = form.press("允许")
    code = parse_qs(urlsplit(page.path).query)["code"][0]
    tokens = httpx.post(
        f"{house.url}/identity/o/api/token",
        data={
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
            "client_id": client,
        },
    ).json()
    keys = httpx.get(f"{house.url}/.well-known/jwks.json").json()["keys"]
    public = jwt.algorithms.RSAAlgorithm.from_jwk(json.dumps(keys[0]))
    claims = jwt.decode(tokens["id_token"], public, algorithms=["RS256"], audience=client, issuer=house.url)
    assert (claims["name"], claims["acr"]) == ("周月华", "yiwang:level:2")


def test_the_simulated_province_brings_somebody_in_who_has_no_account(town, tmp_path):
    from tests.support import city as cities

    other = cities.Served(town, cities.free_port(), tmp_path / "log", extra={"YIWANG_UPSTREAM": "simulated"})
    other.start("web")
    try:
        who = villager(born_to="1950-01-01", number=7)
        browser = Browser(other.url, "from above")
        page = browser.open("/signin/")
        link = next(one for one in page.links() if "upstream" in one)
        page = browser.open(link)
        assert "模拟" in page.text
        button = next(one for one in page.buttons if one not in ("长辈版", "English"))
        page = page.press(button, {"姓名": who.name, "公民身份号码": who.resident_id})
        assert page.path == "/me/"
        assert who.name in page.main
    finally:
        other.stop()


def test_each_door_lets_in_its_own_and_a_wrong_password_says_nothing_more(house, visitors):
    browser = Browser(house.url, "mixed up")
    page = enter(browser, "clerk", "/signin/")
    assert "请从工作人员入口登录" in page.main
    page = enter(browser, "elder", "/staff/signin/")
    assert "请从居民入口登录" in page.main
    texts = set()
    for name in ("elder", "nobody-of-this-name"):
        page = browser.open("/signin/").press("登录", {"用户名或手机号": name, "密码": "wrong-horse-7"})
        texts.add(page.main.replace(name, ""))
    assert len(texts) == 1, "whether a name exists is not told"


def test_staff_without_the_second_step_are_nowhere(house):
    browser = Browser(house.url, "half in")
    page = enter(browser, "approver", "/staff/signin/")
    assert page.path.startswith("/signin/second-step/")
    for path in ("/desk/", "/window/", "/console/", "/board/", "/console/certificates/", "/me/account/"):
        page = browser.open(path)
        assert page.path.startswith(("/signin/", "/staff/signin/")), path
    page = browser.open("/signin/second-step/").press("登录", {"动态口令或恢复码": "000000"})
    assert page.path.startswith("/signin/second-step/")


def test_the_table_of_permissions_is_one_and_printed(house):
    done = run_cli(["accounts", "permissions"], {"YIWANG_DATABASE_URL": house.database_url, "COLUMNS": "200"})
    assert done.returncode == 0, done.stderr
    for verb in ("cases.decide", "certificates.issue", "seals.make", "people.grant-post", "registers"):
        assert verb in done.stdout
    assert "无规则，一律拒绝" not in done.stdout


def _account(username):
    from yiwang.people.models import Account

    return Account.objects.get(username=username).pk
