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
from yiwang.registers.models import HousingFundAccount
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


def read_sheet(ofd: bytes) -> list[str]:
    """The lines on the sheet, read off the document as a person reads them."""
    with zipfile.ZipFile(BytesIO(ofd)) as document:
        pages = [document.read(name).decode() for name in document.namelist() if name.endswith("Content.xml")]
    return [line for page in pages for line in re.findall(r"<ofd:TextCode[^>]*>([^<]*)<", page)]


def printed(lines: list[str], label: str) -> str:
    return next(line.removeprefix(label).strip() for line in lines if line.startswith(label))


@pytest.mark.system_part(
    "e-proof", lacks="proof of the state of homes (房屋权属状况信息): there is no register of real estate yet"
)
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


@pytest.mark.system_part(
    "e-proof", lacks="proof of the state of homes (房屋权属状况信息): there is no register of real estate yet"
)
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


def _in_months(months: int) -> date:
    today = timezone.localdate()
    month = today.month - 1 + months
    return today.replace(year=today.year + month // 12, month=month % 12 + 1)
