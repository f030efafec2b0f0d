"""Opening a restaurant: a promised-time item from the applicant's desk over the window and the office to the licence."""

import pytest
from tests.support import errands
from tests.support.outsider import Outsider


def states(visitors, number):
    """What each door says about a case: the applicant's page, the window's, the office's."""
    pages = [
        visitors.resident("agent").open(f"/me/cases/{number}/").section("现在办到哪一步"),
        visitors.staff("clerk").open(f"/window/cases/{number}/").section("食品经营许可（新办）"),
        visitors.staff("approver").open(f"/desk/{number}/").section("食品经营许可（新办）"),
    ]
    names = ("待受理", "待补正", "办理中", "准予办结", "不予许可", "不予受理", "已撤回")
    return [next(name for name in names if name in page) for page in pages], [
        "计时已暂停" in page for page in pages
    ]


def do(visitors, number, button, reason=""):
    """The approver's next step."""
    page = visitors.staff("approver").open(f"/desk/{number}/")
    return page.press(button, {"意见和理由": reason} if reason else {})


def test_a_restaurant_from_the_first_search_to_the_licence_on_its_wall(visitors, outside):
    agent, clerk = visitors.resident("agent"), visitors.staff("clerk")
    guide = agent.open("/").press("搜索", {"q": "开餐馆"}).follow("食品经营许可（新办）")
    assert "10 个工作日" in guide.section("承诺时限")
    assert "20 个工作日" in guide.section("法定时限")
    review = errands.plan_restaurant(agent)
    assert "来自法人库" in review.main
    assert "经营面积（平方米） 120 " in review.main
    page = review.press("提交申请", {"declared": True})
    number = errands.number_of(page)
    assert states(visitors, number) == (["待受理"] * 3, [False] * 3)

    page = clerk.open("/window/").follow("食品经营许可（新办）")
    page = page.press("一次性告知补正")
    assert "请写明理由" in page.text
    told = {"要补正的内容，或不予受理的理由": "平面图看不清\n健康证明缺一份"}
    page = clerk.open(f"/window/cases/{number}/").press("一次性告知补正", told)
    assert states(visitors, number) == (["待补正"] * 3, [True] * 3)
    notice = clerk.open(f"/window/cases/{number}/").follow("打印回执")
    assert notice.heading == "补正材料一次性告知书"
    assert "1. 平面图看不清 2. 健康证明缺一份" in notice.main

    page = agent.open(f"/me/cases/{number}/")
    assert "补正期间不计入办理时限。" in page.main
    form = page.follow("去补正").form("提交补正")
    form.fill("materials.layout", ("layout-2.pdf", errands.PDF + b"%2\n", "application/pdf"))
    page = form.press("提交补正")
    assert "已补正，办件继续办理。" in page.text
    page = clerk.open(f"/window/cases/{number}/")
    assert "layout-2.pdf" in page.section("材料")
    assert "一次性告知补正" not in page.buttons, "corrections are asked for once"
    assert clerk.http.get(page.links("/files/")[-1]).content.startswith(b"%PDF")
    page.press("受理")
    receipt = clerk.open(f"/window/cases/{number}/receipt/")
    assert receipt.heading == "受理通知书"
    assert states(visitors, number) == (["办理中"] * 3, [True] * 3), "on-site checks are not counted"

    do(visitors, number, "核查通过", "场所与申请一致")
    assert states(visitors, number) == (["办理中"] * 3, [False] * 3)
    assert "已用 0 / 10 个工作日" in visitors.staff("approver").open(f"/desk/{number}/").main
    page = visitors.staff("approver").open(f"/desk/{number}/").press("暂停计时", {"法定事由": "专家评审"})
    assert states(visitors, number) == (["办理中"] * 3, [True] * 3)
    visitors.staff("approver").open(f"/desk/{number}/").press("恢复计时")
    do(visitors, number, "同意")
    do(visitors, number, "准予")
    assert states(visitors, number)[0] == ["准予办结"] * 3

    page = agent.open(f"/me/cases/{number}/").follow("看证照")
    assert page.fact("门店招牌") == "老滨州家常菜"
    assert page.fact("经营项目") == "热食类食品制售"
    outsider = Outsider(outside)
    outsider.fetch(visitors.anyone())
    for form in ("ofd", "pdf"):
        report = outsider.check(agent.download(page.links(rf"file\.{form}$")[0]))
        assert report.ok
        assert report.signers == ("滨州市行政审批服务局",)
    head = visitors.resident("representative")
    assert head.open("/me/certificates/").follow("食品经营许可证").fact("持证人") == page.fact("持证人")
    assert "还没有电子证照" in visitors.resident("younger").open("/me/certificates/").main

    page = clerk.open("/window/results/").follow("食品经营许可（新办）").press("登记出件")
    assert "已登记出件。" in page.text
    assert "结果已在窗口交付" in agent.open(f"/me/cases/{number}/").section("办理过程")


def test_a_refusal_says_why_and_how_to_object_and_the_door_stays_open(visitors):
    agent = visitors.resident("agent")
    number = errands.number_of(errands.open_restaurant(agent, sign="后厨不合格"))
    visitors.staff("clerk").open(f"/window/cases/{number}/").press("受理")
    do(visitors, number, "核查不通过", "操作间与厕所相通")
    do(visitors, number, "不同意", "布局不符合《食品安全法》第三十三条")
    page = do(visitors, number, "不予许可")
    assert "请写明理由" in page.text
    assert states(visitors, number)[0] == ["办理中"] * 3
    do(visitors, number, "不予许可", "操作间与厕所相通，布局不符合《食品安全法》第三十三条第一款第四项。")

    page = agent.open(f"/me/cases/{number}/")
    assert "操作间与厕所相通" in page.section("理由")
    objection = page.section("不服决定怎么办")
    assert "行政复议 滨州市人民政府 · 自知道之日起60日内" in objection
    assert "行政诉讼 滨州市滨城区人民法院 · 自知道之日起六个月内" in objection
    english = agent.open(f"/me/cases/{number}/").form("English").press("English")
    assert "Binzhou Municipal People's Government" in english.main
    agent.open("/").form("中文").press("中文")
    assert errands.number_of(errands.open_restaurant(agent, sign="整改之后")) != number


def test_not_accepting_is_told_with_its_reason_on_a_notice(visitors):
    agent, clerk = visitors.resident("agent"), visitors.staff("clerk")
    number = errands.number_of(errands.open_restaurant(agent, sign="仅售预包装"))
    told = {"要补正的内容，或不予受理的理由": "仅销售预包装食品，不需要许可，请办理备案"}
    clerk.open(f"/window/cases/{number}/").press("不予受理", told)
    notice = clerk.open(f"/window/cases/{number}/receipt/")
    assert notice.heading == "不予受理通知书"
    assert "行政复议" in notice.main
    page = agent.open(f"/me/cases/{number}/")
    assert "不予受理" in page.section("现在办到哪一步")
    assert "仅销售预包装食品，不需要许可，请办理备案" in page.section("理由")


def test_an_applicant_withdraws_until_the_decision_and_not_after(visitors):
    agent, clerk = visitors.resident("agent"), visitors.staff("clerk")
    number = errands.number_of(errands.open_restaurant(agent, sign="改主意"))
    clerk.open(f"/window/cases/{number}/").press("受理")
    page = agent.open(f"/me/cases/{number}/").press("确认撤回", {"原因": "店面没谈成"})
    assert "申请已撤回。" in page.text
    assert states(visitors, number)[0] == ["已撤回"] * 3
    assert number not in visitors.staff("approver").open("/desk/").main
    assert "店面没谈成" in visitors.staff("approver").open(f"/desk/{number}/").section("办理过程")
    page = visitors.staff("approver").forge(f"/desk/{number}/step/", step="inspect", outcome="pass")
    assert "不能进行此操作" in page.text

    decided = errands.number_of(errands.open_restaurant(agent, sign="已决定"))
    clerk.open(f"/window/cases/{decided}/").press("受理")
    for button in ("核查通过", "同意", "准予"):
        do(visitors, decided, button)
    assert "确认撤回" not in agent.open(f"/me/cases/{decided}/").buttons
    page = agent.forge(f"/me/cases/{decided}/withdraw/", expect=409)
    assert "不能进行此操作" in page.main


@pytest.mark.parametrize("button", ["核查通过", "同意", "准予"])
def test_the_road_is_walked_in_order(visitors, button):
    agent = visitors.resident("agent")
    number = errands.number_of(errands.open_restaurant(agent, sign=f"步骤{button}"))
    page = visitors.staff("approver").open(f"/desk/{number}/")
    assert button not in page.buttons
    step, outcome = {
        "核查通过": ("inspect", "pass"),
        "同意": ("review", "agree"),
        "准予": ("decide", "approve"),
    }[button]
    page = visitors.staff("approver").forge(f"/desk/{number}/step/", step=step, outcome=outcome)
    assert "不能进行此操作" in page.text
    assert states(visitors, number)[0] == ["待受理"] * 3
