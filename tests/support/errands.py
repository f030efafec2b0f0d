"""What people come for, step by step through the pages, as far as several stories share it."""

from tests.support.browser import Browser, Page
from tests.support.cast import PDF


def apply_for_card(browser: Browser, *, mobile: str = "") -> Page:
    """Apply for a senior citizen card with what the register knows; gives the page of the case."""
    page = browser.open("/apply/elderly-card/?step=applicant")
    form = page.form("下一步")
    if not form["applicant.mobile"]:
        form.fill("手机号码", mobile or "13800013800")
    page = form.press("下一步").press("下一步", {"我确认以上信息真实": True})
    return page.press("提交申请", {"declared": True})


def ask_for_proof(browser: Browser, *, receiver: str = "济南住房公积金中心", account: str = "") -> Page:
    """Ask for the proof of housing-fund deposits; gives the page of the case. `account` when the fund cannot tell it."""
    page = browser.open("/apply/housing-fund-proof/?step=account")
    form = page.form("下一步")
    if not form["applicant.mobile"]:
        form.fill("手机号码", "13800013800")
    if account:
        form.fill("个人公积金账号", account)
    answers = {"贷款城市公积金中心": receiver, "贷款用途": "购买新建住房", "declaration": True}
    return form.press("下一步").press("下一步", answers).press("提交申请", {"declared": True})


def ask_about_homes(browser: Browser, *, receiver: str = "滨州市滨城区实验小学") -> Page:
    """Ask for the proof of home ownership, for a place at school; gives the page of the case."""
    page = browser.open("/apply/home-ownership-proof/?step=homes")
    form = page.form("下一步")
    if not form["applicant.mobile"]:
        form.fill("手机号码", "13800013800")
    answers = {"出具给": receiver, "用途": "子女入学", "declaration": True}
    return form.press("下一步").press("下一步", answers).press("提交申请", {"declared": True})


def plan_restaurant(browser: Browser, *, sign: str = "老滨州家常菜") -> Page:
    """An agent fills in everything to open a restaurant for their firm; gives the last look before sending."""
    page = browser.open("/apply/food-business-licence/?step=whom")
    firm = page.tree.xpath("//input[@name='for']/@value")[-1]
    page = page.press("下一步", {"for": firm})
    page = page.press("下一步", {"联系人": "王建国", "联系人手机": "13800013800"})
    if "餐饮经营项目" not in page.main:  # asked only of those who cater: without JavaScript, by the next page
        page = page.press("下一步", {"business.format": "catering"}, expect=422)
    answers = {"business.catering": "hot", "business.central_kitchen": "no", "business.online": "no"}
    page = page.press("下一步", answers)
    page = page.press("下一步", PREMISES | {"门店招牌名称": sign})
    page = page.press("下一步", PEOPLE)
    return page.press("下一步", papers() | {"declaration": True})


def open_restaurant(browser: Browser, *, sign: str = "老滨州家常菜") -> Page:
    """The same, sent; gives the page of the case."""
    return plan_restaurant(browser, sign=sign).press("提交申请", {"declared": True})


def number_of(page: Page) -> str:
    """The case's number, from its address."""
    return next(part for part in page.path.split("/") if part.isdecimal() and len(part) == 21)


def papers() -> dict[str, tuple[str, bytes, str]]:
    """The documents that a restaurant hands in, each a file of its own."""
    return {
        f"materials.{name}": (f"{name}.pdf", PDF + f"% {name}\n".encode(), "application/pdf")
        for name in _PAPERS
    }


_PAPERS = ("layout", "equipment", "rules", "health")
PREMISES = {
    "经营场所地址": "滨州市滨城区黄河五路1号",
    "经营面积（平方米）": "120",
    "其中食品处理区（平方米）": "40",
    "premises.tenure": "owned",
}
PEOPLE = {
    "managers.0.name": "王建国",
    "managers.0.resident_id": "11010519491231002X",
    "managers.0.mobile": "13800013800",
    "staff.0.name": "李梅",
    "staff.0.duty": "厨师",
    "staff.0.health_until": "2099-01-01",
}
