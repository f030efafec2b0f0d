"""互动评价（好差评）: each case and each visit is rated once, a bad rating is put right by a clock, and all of it is public."""

import pytest
from tests.support import errands
from tests.support.visitors import villager


def rate(browser, number, stars, *, of="case", expect=200, **answers):
    return browser.open(f"/me/cases/{number}/rate/?of={of}").press(
        "提交评价", {"stars": str(stars), **answers}, expect
    )


@pytest.fixture(scope="module")
def served_elder(visitors):
    """An elder whose card was issued at a window: two visits' worth of service in one case."""
    who = villager(born_to="1950-01-01")
    elder, clerk = visitors.newcomer("auntie", who), visitors.staff("clerk")
    page = (
        clerk.open("/window/new/?q=老年证")
        .follow("老年证办理")
        .press("查询并继续", {"身份证号": who.resident_id})
    )
    form = page.form("收件登记")
    if not form["applicant.mobile"]:
        form.fill("手机号码", "13800013800")
    page = form.fill("declaration", True).press("收件登记")
    number = errands.number_of(page)
    page.press("登记出件", {"领取人": who.name})
    return elder, number


@pytest.mark.system("interactive-evaluation")
def test_a_case_and_each_visit_are_rated_once_in_five_levels_by_whoever_was_served(visitors, served_elder):
    elder, number = served_elder
    page = elder.open(f"/me/cases/{number}/")
    for words in ("评价这次服务", "评价第 1 次到窗口", "评价第 2 次到窗口"):
        assert page.has_link(words)
    form = page.follow("评价这次服务")
    levels = ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]
    assert [
        " ".join(one.text_content().split()) for one in form.tree.xpath("//*[@class='stars']/label")
    ] == levels

    page = rate(elder, number, 5, tags="quick", 想说的话="当场就拿到了")
    assert "谢谢您的评价。" in page.text
    assert "非常满意" in page.main
    assert not page.has_link("评价这次服务")
    rate(elder, number, 4, of="visit-1")
    again = elder.open(f"/me/cases/{number}/rate/?of=case")
    assert again.path == f"/me/cases/{number}/"
    page = elder.forge(f"/me/cases/{number}/rate/", expect=409, stars="1", text="改主意了")
    assert "这次服务已经评价过了" in page.main
    page = elder.forge(f"/me/cases/{number}/rate/?of=visit-9", expect=409, stars="5")
    assert "现在还不能评价" in page.main

    stranger = visitors.resident("younger")
    stranger.open(f"/me/cases/{number}/rate/", expect=404)
    stranger.forge(f"/me/cases/{number}/rate/", expect=404, stars="1", text="路过")
    page = elder.forge(f"/me/cases/{number}/rate/?of=visit-2", expect=422, stars="6")
    assert "评价应为一至五星" in page.main


@pytest.mark.system("interactive-evaluation")
def test_a_bad_rating_is_put_right_by_a_clock_the_person_asked_again_and_the_numbers_published(
    visitors, served_elder
):
    elder, number = served_elder
    page = elder.open(f"/me/cases/{number}/")
    for words, of, stars in (("评价这次服务", "case", 5), ("评价第 1 次到窗口", "visit-1", 4)):
        if page.has_link(words):
            rate(elder, number, stars, of=of)
    page = rate(elder, number, 1, of="visit-2", expect=422)
    assert "请告诉我们哪里不好" in page.main
    rate(elder, number, 1, of="visit-2", tags="many-visits", 想说的话="取证排了一小时队")

    officer = visitors.staff("approver-civil")
    page = officer.open("/desk/redress/")
    assert "取证排了一小时队" in page.main
    assert "前联系" in page.main
    assert "多次跑动" in page.main
    assert "取证排了一小时队" not in visitors.staff("approver-education").open("/desk/redress/").main
    visitors.staff("approver-education").forge(
        page.form("记录联系结果").element.get("action"), do="contact", expect=403
    )

    page = page.press("记录联系结果", {"联系和核实情况": "电话联系，情况属实", "是否属实": "属实，需要整改"})
    assert "前办结" in page.main
    page = page.press("记录整改", {"整改措施": "增开取证窗口", "公开答复": "已增开取证窗口，向您致歉"})
    page = page.press("记录回访", {"回访结果": "仍不满意"})
    assert "整改措施" in page.main, "not satisfied: it goes back to be put right"
    page = page.press("记录整改", {"整改措施": "改为邮寄送达", "公开答复": "今后可选邮寄，不用再跑"})
    page = page.press("记录回访", {"回访结果": "满意"})
    assert "没有待整改的差评" in page.main

    assert "部门答复：今后可选邮寄，不用再跑" in elder.open(f"/me/cases/{number}/").main
    guide = visitors.anyone().open("/items/elderly-card/")
    ratings = guide.section("大家的评价")
    assert guide.fact("满意度") == "67%"
    assert "评价 3 条" in ratings
    assert "1 条，已整改 1 条" in ratings
    assert "部门答复：今后可选邮寄，不用再跑" in ratings
    assert number not in guide.text
    assert "66.7" in visitors.staff("leader").open("/board/").section("满意率")


def test_nothing_is_rated_before_there_is_a_result(visitors):
    agent = visitors.resident("agent")
    number = errands.number_of(errands.open_restaurant(agent))
    assert not agent.open(f"/me/cases/{number}/").has_link("评价")
    page = agent.forge(f"/me/cases/{number}/rate/", expect=409, stars="5")
    assert "现在还不能评价" in page.main
