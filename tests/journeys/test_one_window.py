"""一窗受理: whichever window, whichever item; what the window does, the applicant sees at once."""

import pytest
from tests.support import errands
from tests.support.visitors import villager

from yiwang.cases.models import Case
from yiwang.items import api as items
from yiwang.registers.models import HousingFundAccount

HUIMIN, ZOUPING = "371621", "371681"


@pytest.fixture(scope="module")
def windows(visitors):
    """The city's own window, and those of two counties."""
    return {
        "city": visitors.staff("clerk"),
        "huimin": visitors.hire("clerk-huimin", "韩梅", (f"{HUIMIN}-approval.window-clerk", HUIMIN)),
        "zouping": visitors.hire("clerk-zouping", "孔亮", (f"{ZOUPING}-approval.window-clerk", ZOUPING)),
    }


def receive(clerk, item, **number):
    """Begin at the counter: choose the item, find the applicant by number; gives the form."""
    page = clerk.open("/window/new/").press("搜索", {"q": item}).follow(item)
    return page.press("查询并继续", number)


@pytest.fixture(scope="module")
def restaurant(windows):
    """A firm opens a restaurant at the window of a county: the number of its case."""
    page = receive(windows["huimin"], "食品经营许可（新办）", 统一社会信用代码=_firm())
    assert "材料清单" in page.main
    page = page.press("暂存", {"business.format": "catering"})
    form = page.form("收件登记")
    form.fill_all({"联系人": "王建国", "联系人手机": "13800013800", "门店招牌名称": "惠民小馆"})
    form.fill_all({"business.catering": "hot", "business.central_kitchen": "no", "business.online": "no"})
    form.fill_all(errands.PREMISES).fill_all(errands.PEOPLE).fill_all(errands.papers()).fill(
        "declaration", True
    )
    page = form.press("收件登记")
    assert "待受理" in page.main
    return errands.number_of(page)


@pytest.mark.system("one-window")
def test_any_window_takes_any_item_by_the_same_rules(visitors, windows, restaurant):
    clerk = windows["huimin"]
    listed = clerk.open("/window/new/").main
    for item in items.published(limit=200):
        assert item.name.zh in listed

    who = villager(born_to="1950-01-01")
    page = receive(clerk, "老年证办理", 身份证号=who.resident_id)
    assert "来自人口库，无需填写" in page.main
    form = page.form("收件登记")
    if not form["applicant.mobile"]:
        form.fill("手机号码", "13800013800")
    page = form.fill("declaration", True).press("收件登记")
    assert "准予办结" in page.main, "decided at the counter by the same table as online"
    card = Case.objects.get(number=errands.number_of(page))
    assert (card.channel, card.origin_area, card.outcome, card.automatic) == (
        "window",
        HUIMIN,
        "approve",
        True,
    )

    worker = next(
        one
        for one in (villager(born_from="1970-01-01", born_to="1998-01-01", number=n) for n in range(60))
        if HousingFundAccount.objects.filter(holder=one.name, state="正常").exists()
    )
    page = receive(clerk, "异地贷款职工住房公积金缴存使用证明", 身份证号=worker.resident_id)
    form = page.form("收件登记")
    if not form["applicant.mobile"]:
        form.fill("手机号码", "13800013800")
    answers = {"贷款城市公积金中心": "济南住房公积金中心", "贷款用途": "购买新建住房", "declaration": True}
    assert "准予办结" in form.fill_all(answers).press("收件登记").main

    page = receive(clerk, "房屋权属状况信息证明", 身份证号=who.resident_id)
    form = page.form("收件登记")
    if not form["applicant.mobile"]:
        form.fill("手机号码", "13800013800")
    answers = {"出具给": "惠民县教育局", "用途": "子女入学", "declaration": True}
    assert "准予办结" in form.fill_all(answers).press("收件登记").main

    receipt = clerk.open(f"/window/cases/{restaurant}/receipt/")
    assert receipt.heading == "收件回执"
    assert "韩梅" in receipt.main
    assert "承办部门 滨州市行政审批服务局" in receipt.main, "received in front, decided behind"


@pytest.mark.system("one-window")
def test_status_receipts_corrections_and_results_are_the_same_at_the_window_and_online(
    visitors, windows, restaurant
):
    clerk, agent = windows["huimin"], visitors.resident("agent")
    number = restaurant
    assert "待受理" in agent.open(f"/me/cases/{number}/").section("现在办到哪一步"), "online at once"
    windows["zouping"].open(f"/window/cases/{number}/", expect=404)

    told = {"要补正的内容，或不予受理的理由": "设备清单缺数量"}
    clerk.open("/window/").follow("食品经营许可（新办）").press("一次性告知补正", told)
    assert clerk.open(f"/window/cases/{number}/receipt/").heading == "补正材料一次性告知书"
    page = agent.open(f"/me/cases/{number}/")
    assert "设备清单缺数量" in page.section("现在办到哪一步")
    page = page.follow("去补正").press(
        "提交补正", {"materials.equipment": ("设备清单.pdf", errands.PDF + b"%e\n", "application/pdf")}
    )
    page = clerk.open(f"/window/cases/{number}/")
    assert "设备清单.pdf" in page.section("材料"), "answered online, seen at the window"
    page.press("受理")
    assert clerk.open(f"/window/cases/{number}/receipt/").heading == "受理通知书"
    assert "已受理，开始计时。" in agent.open(f"/me/cases/{number}/").section("办理过程")

    approver = visitors.staff("approver")
    for button in ("核查通过", "同意", "准予"):
        approver.open(f"/desk/{number}/").press(button)
    page = clerk.open("/window/results/").follow("食品经营许可（新办）")
    page = page.press("登记出件", {"领取人": "潘阳旭"})
    assert "已出件" in page.main
    assert "结果已在窗口交付：潘阳旭。" in agent.open(f"/me/cases/{number}/").section("办理过程")
    assert number not in windows["zouping"].open("/window/results/").main


def test_a_wrong_number_is_told_before_anything_is_looked_up(visitors, windows):
    page = (
        windows["city"]
        .open("/window/new/elderly-card/")
        .press("查询并继续", {"身份证号": "37160219490904002X"}, expect=404)
    )
    assert "没有" in page.main
    page = (
        windows["city"]
        .open("/window/new/elderly-card/")
        .press("查询并继续", {"身份证号": "371602194909040021"}, expect=422)
    )
    assert "校验" in page.main


def test_while_a_register_is_down_the_window_goes_by_the_papers_in_hand(visitors, windows):
    who = villager(born_to="1950-01-01", number=5)
    visitors.switch("population", down="yes")
    try:
        page = windows["city"].open("/window/new/elderly-card/")
        page = page.press("查询并继续", {"身份证号": who.resident_id}, expect=503)
        page = page.press("查询并继续", {"姓名或名称（按证件原件）": who.name})
        typed = {
            "姓名": who.name, "公民身份号码": who.resident_id, "性别": who.sex, "手机号码": "13800013800",
            "出生日期": who.birthday.isoformat(), "居住登记": "本市户籍", "住址": who.address, "declaration": True,
        }  # fmt: skip
        page = page.form("收件登记").fill_all(typed).press("收件登记")
        assert "下列内容未经数据源核实，请人工核对" in page.main
        assert "办理中" in page.main
    finally:
        visitors.switch("population", down="no")


def _firm():
    from yiwang.people.models import Mandate

    return Mandate.objects.get(agent__username="agent", principal_kind="firm").principal_id
