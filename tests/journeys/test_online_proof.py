"""电子证明在线开具: computed from a register, sealed, with a code to check it by and a day it ends."""

import re
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from tests.support import errands
from tests.support.outsider import Outsider, failed
from tests.support.visitors import villager

from yiwang.certificates.models import Certificate
from yiwang.crypto.api import blind_index
from yiwang.ledger import api as ledger
from yiwang.registers.models import Home, HousingFundAccount
from yiwang.seals import api as seals


@pytest.fixture(scope="module")
def worker(visitors):
    """Somebody who pays into the housing fund."""
    for number in range(60):
        who = villager(born_from="1970-01-01", born_to="1998-01-01", number=number)
        account = HousingFundAccount.objects.filter(holder=who.name, state="正常").first()
        if account is not None:
            return visitors.newcomer("worker", who), account
    raise AssertionError("nobody in the model city pays into the housing fund")


def homes_of(who):
    return list(Home.objects.filter(owners__contains=[{"resident_index": blind_index(who.resident_id)}]))


@pytest.fixture(scope="module")
def owner(visitors):
    """Somebody who owns exactly one home."""
    for number in range(60):
        who = villager(born_from="1960-01-01", born_to="1998-01-01", number=number)
        homes = homes_of(who)
        if len(homes) == 1:
            return visitors.newcomer("owner", who), who, homes[0]
    raise AssertionError("nobody in the model city owns one home")


def read_sheet(ofd: bytes) -> list[str]:
    """The lines on the sheet, read off the document as a person reads them."""
    with zipfile.ZipFile(BytesIO(ofd)) as document:
        pages = [document.read(name).decode() for name in document.namelist() if name.endswith("Content.xml")]
    return [line for page in pages for line in re.findall(r"<ofd:TextCode[^>]*>([^<]*)<", page)]


def printed(lines: list[str], label: str) -> str:
    return next(line.removeprefix(label).strip() for line in lines if line.startswith(label))


@pytest.mark.system("e-proof")
def test_a_proof_comes_from_the_register_and_an_outsider_checks_it_by_its_code(visitors, worker, outside):
    browser, account = worker
    guide = browser.open("/items/?q=公积金").follow("异地贷款职工住房公积金缴存使用证明")
    assert guide.follow("开具证明").path == "/apply/housing-fund-proof/"
    case = errands.ask_for_proof(browser, receiver="济南住房公积金中心")
    assert "账户正常缴存，可以开具。" in case.main
    paper = case.follow("看证照")
    assert paper.fact("个人账号") == account.account_no
    assert paper.fact("账户余额") == f"{account.balance:.2f}"
    assert paper.fact("出具给") == "济南住房公积金中心"

    ofd = browser.download(paper.links(r"file\.ofd$")[0])
    lines = read_sheet(ofd)
    assert f"{account.balance:,.2f}元" in lines
    identifier, code = printed(lines, "证照标识"), printed(lines, "查验码")

    lender = visitors.anyone()
    page = lender.open("/verify/").press("查验", {"证照标识": identifier, "查验码": code})
    assert "有效" in page.section("异地贷款职工住房公积金缴存使用证明")
    assert page.fact("出具给") == "济南住房公积金中心"
    assert account.holder not in page.main
    assert account.account_no not in page.main
    wrong = lender.open("/verify/").form("查验").fill("证照标识", identifier).fill("查验码", "AAAAAAAA")
    assert "没有找到这份证照" in wrong.press("查验", expect=404).main
    page = lender.open("/verify/").press("开始核验", {"file": ("proof.ofd", ofd, "application/ofd")})
    assert "核验通过" in page.main

    outsider = Outsider(outside)
    outsider.fetch(lender)
    report = outsider.verify(ofd, "proof.ofd")
    assert (report["exit"], report["fields"]["valid_until"]) == (0, _in_months(3).isoformat())
    pdf = browser.download(paper.links(r"file\.pdf$")[0])
    assert outsider.check(pdf).signers == ("滨州市住房公积金管理中心",)

    uses = browser.open(paper.path).follow("使用记录").main
    assert "公众核验" in uses


@pytest.mark.system("e-proof")
def test_a_proof_that_has_ended_is_told_as_ended(visitors, worker, outside):
    browser, _ = worker
    paper = errands.ask_for_proof(browser).follow("看证照")
    ofd = browser.download(paper.links(r"file\.ofd$")[0])
    identifier, code = printed(read_sheet(ofd), "证照标识"), printed(read_sheet(ofd), "查验码")

    later = timezone.now() + timedelta(days=100)
    assert failed(seals.verify_file(ofd, seals.trust_anchors(at=later), at=later)) == ["validity"]

    # The same for the directory: there time passes by moving the day into the past.
    yesterday = timezone.localdate() - timedelta(days=1)
    Certificate.objects.filter(identifier=identifier).update(valid_until=yesterday)
    page = visitors.anyone().open("/verify/").press("查验", {"证照标识": identifier, "查验码": code})
    assert "失效" in page.section("异地贷款职工住房公积金缴存使用证明")
    holder = browser.open(f"/me/certificates/{identifier}/")
    assert "此证照状态为“失效”" in holder.main
    assert "亮证" not in holder.buttons


@pytest.mark.system("e-proof")
def test_the_state_of_a_home_is_proved_from_the_register_and_checked_by_an_outsider(visitors, owner, outside):
    browser, who, home = owner
    guide = browser.open("/items/?q=房屋权属").follow("房屋权属状况信息证明")
    start = guide.follow("开具证明")
    assert start.path == "/apply/home-ownership-proof/"
    assert home.address in browser.open("/apply/home-ownership-proof/?step=homes").text
    case = errands.ask_about_homes(browser, receiver="滨州市滨城区实验小学")
    stated = "如实写明" if home.mortgaged or home.seized else "没有抵押和查封，可以开具。"
    assert stated in case.section("系统是怎样判断的")
    paper = case.follow("看证照")
    assert paper.fact("登记房屋套数") == "1"
    assert paper.fact("房屋1坐落") == home.address
    assert paper.fact("房屋1不动产单元号") == home.unit_no

    ofd = browser.download(paper.links(r"file\.ofd$")[0])
    lines = read_sheet(ofd)
    limits = {
        (False, False): "无",
        (True, False): "已抵押",
        (False, True): "查封",
        (True, True): "已抵押、查封",
    }
    for value in (home.address, home.unit_no, home.certificate_no, f"{home.area}㎡", "住宅", "（以下空白）"):
        assert value in lines
    assert limits[home.mortgaged, home.seized] in lines
    identifier, code = printed(lines, "证照标识"), printed(lines, "查验码")

    school = visitors.anyone()
    page = school.open("/verify/").press("查验", {"证照标识": identifier, "查验码": code})
    assert "有效" in page.section("房屋权属状况信息证明")
    assert page.fact("出具给") == "滨州市滨城区实验小学"
    assert home.address not in page.main
    assert who.name not in page.main
    page = school.open("/verify/").press("开始核验", {"file": ("proof.ofd", ofd, "application/ofd")})
    assert "核验通过" in page.main

    outsider = Outsider(outside)
    outsider.fetch(school)
    report = outsider.verify(ofd, "proof.ofd")
    in_thirty_days = timezone.localdate() + timedelta(days=30)
    assert (report["exit"], report["fields"]["valid_until"]) == (0, in_thirty_days.isoformat())
    pdf = browser.download(paper.links(r"file\.pdf$")[0])
    assert outsider.check(pdf).signers == ("滨州市自然资源和规划局",)
    looks = [look.subject for look in ledger.looks_at(f"person:{who.id}", limit=50)]
    assert "register:real-estate" in looks


@pytest.mark.system("e-proof")
def test_that_there_is_no_home_is_proved_as_well(visitors):
    who = next(
        one
        for one in (villager(born_from="1998-01-01", born_to="2006-01-01", number=n) for n in range(60))
        if not homes_of(one)
    )
    browser = visitors.newcomer("tenant", who)
    case = errands.ask_about_homes(browser)
    assert "您名下在本市没有房屋登记" in case.main
    paper = case.follow("看证照")
    assert paper.fact("查询结果") == "无房屋登记信息"
    assert paper.fact("登记房屋套数") == "0"
    ofd = browser.download(paper.links(r"file\.ofd$")[0])
    assert "（无房屋登记信息）" in read_sheet(ofd)
    assert seals.verify_file(ofd, seals.trust_anchors()).ok


def test_somebody_without_an_account_is_refused_with_the_reason(visitors):
    elder = visitors.resident("elder")
    case = errands.ask_for_proof(elder, account="371600999999")
    assert "不予许可" in case.section("现在办到哪一步")
    assert "您在本市没有住房公积金账户" in case.section("理由")


def test_an_outage_is_no_ground_for_refusing_the_proof_waits_for_the_register(visitors, worker):
    browser, account = worker
    visitors.switch("housing-fund", down="yes")
    try:
        case = errands.ask_for_proof(browser, account=account.account_no)
    finally:
        visitors.switch("housing-fund", down="no")
    assert "公积金系统暂时无法查询，由工作人员在系统恢复后重新核算。" in case.main
    number = errands.number_of(case)
    officer = visitors.staff("approver-fund")
    assert "系统恢复后重新核算" in officer.open("/desk/").main
    officer.open(f"/desk/{number}/").press("同意")
    paper = browser.open(f"/me/cases/{number}/").follow("看证照")
    assert paper.fact("账户余额") == f"{account.balance:.2f}"


def test_a_proof_of_homes_waits_for_a_person_when_the_register_is_away(visitors, owner):
    browser, _, home = owner
    visitors.switch("real-estate", down="yes")
    try:
        case = errands.ask_about_homes(browser)
    finally:
        visitors.switch("real-estate", down="no")
    assert "不动产登记系统暂时无法查询，由工作人员在系统恢复后重新查询。" in case.main
    assert not case.links(r"/me/certificates/\d")
    number = errands.number_of(case)
    officer = visitors.staff("approver-land")
    assert "系统恢复后重新查询" in officer.open("/desk/").main
    officer.open(f"/desk/{number}/").press("同意")
    paper = browser.open(f"/me/cases/{number}/").follow("看证照")
    assert paper.fact("房屋1坐落") == home.address


def _in_months(months: int) -> date:
    today = timezone.localdate()
    month = today.month - 1 + months
    return today.replace(year=today.year + month // 12, month=month % 12 + 1)
