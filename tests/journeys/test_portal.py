"""一体化在线政务服务平台: one portal to search, read, apply, follow and rate; drafts kept; two languages; large letters."""

import pytest
from tests.support import errands

LACKS = (
    "paying; complaining; items of counties, townships and villages; moving every departmental site's items in; "
    "the whole catalogue of the city"
)


@pytest.mark.system_part("online-service-platform", lacks=LACKS)
def test_one_portal_to_search_read_apply_follow_and_rate(visitors):
    anyone = visitors.anyone()
    home = anyone.open("/")
    for item in ("老年证办理", "食品经营许可（新办）", "异地贷款职工住房公积金缴存使用证明"):
        assert home.has_link(item)
    found = home.press("搜索", {"q": "老年优待证"})
    assert "老年证办理" in found.main, "found by a name that people use"
    assert "没有找到这样的事项" in home.press("搜索", {"q": "zzz"}).main
    firms = anyone.open("/items/?for=firm").main
    assert "食品经营许可（新办）" in firms
    assert "老年证办理" not in firms
    guide = found.follow("老年证办理")
    for part in ("能不能办", "要带什么", "怎么办", "收费", "依据", "常见问题"):
        assert guide.section(part)
    assert "免交" in guide.section("要带什么")

    page = guide.follow("在线办理")
    assert page.path.startswith("/signin/"), "who applies signs in, and is brought back"
    elder = visitors.resident("elder")
    case = errands.apply_for_card(elder)
    number = errands.number_of(case)
    listed = elder.open("/me/cases/")
    assert "老年证办理" in listed.main
    assert "准予办结" in listed.main
    live = elder.open(f"/me/cases/{number}/live/")
    assert "系统按规则办理" in live.text
    page = case.follow("评价这次服务").press("提交评价", {"stars": "5"})
    assert "谢谢您的评价。" in page.text
    assert "非常满意" in anyone.open("/items/elderly-card/").section("大家的评价")
    looks = elder.open("/me/looks/?all=1").main
    assert "查询登记信息" in looks
    assert "作出决定" in looks


@pytest.mark.system_part("online-service-platform", lacks=LACKS)
def test_the_city_sees_how_much_can_be_done_online(visitors):
    board = visitors.staff("leader").open("/board/")
    assert "100" in board.section("网上可办")
    assert "全部事项" in board.section("网上可办")


def test_a_draft_waits_until_its_writer_comes_back_on_another_device(visitors):
    from tests.support.browser import Browser
    from tests.support.visitors import enter

    agent = visitors.resident("agent")
    page = agent.open("/apply/food-business-licence/?step=whom")
    firm = page.tree.xpath("//input[@name='for']/@value")[-1]
    page = page.press("下一步", {"for": firm})
    page = page.form("存起来以后再填").fill("联系人", "王建国").press("存起来以后再填")
    assert "没填完的" in page.main

    other = Browser(visitors.house.url, "agent at home")
    enter(other, "agent", "/signin/")
    page = other.open("/me/cases/").follow("食品经营许可（新办）")
    assert page.form("下一步")["contact.name"] == "王建国"
    page = other.open("/apply/food-business-licence/").press("删除草稿")
    assert "没填完的" not in agent.open("/me/cases/").main


def test_what_is_missing_is_said_where_it_is_missing(visitors):
    agent = visitors.resident("agent")
    page = agent.open("/apply/food-business-licence/?step=whom")
    page = page.press("下一步", {"for": page.tree.xpath("//input[@name='for']/@value")[-1]})
    page = page.press("下一步", {"联系人手机": "12345"}, expect=422)
    assert "有 2 处需要改正" in page.main
    assert "请填写“联系人”" in page.main
    page = agent.open("/apply/food-business-licence/?step=review")
    page = page.press("提交申请", {"declared": True}, expect=422)
    assert "需要改正" in page.main
    assert "还没有办件" in agent.open("/me/cases/?open=1").main or "未办结" in agent.open("/me/cases/").main


def test_everything_is_there_in_english_and_in_large_letters(visitors):
    anyone = visitors.anyone()
    page = anyone.open("/items/elderly-card/").press("English")
    assert page.heading == "Senior citizen card"
    assert page.path == "/items/elderly-card/", "where one was"
    page = page.press("中文")
    assert page.heading == "老年证办理"
    page = page.press("长辈版")
    assert "标准版" in page.buttons
    assert "large" in page.answer.text


@pytest.mark.parametrize(
    "path", ["/", "/items/", "/verify/", "/help/", "/help/accessibility/", "/offline/", "/signin/"]
)
def test_public_pages_ask_nobody_else_for_anything(visitors, path):
    """No address outside the house: no font, no script, no picture from elsewhere."""
    page = visitors.anyone().open(path)
    asked = page.tree.xpath("//link/@href | //script/@src | //img/@src | //use/@href")
    assert not [one for one in asked if one.startswith(("http:", "https:", "//"))]
    policy = page.answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy or "default-src 'none'" in policy
