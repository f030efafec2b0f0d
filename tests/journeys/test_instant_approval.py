"""秒批秒办: decided by rule against registers, certified at once; what the rule cannot settle goes to a person.

The register names 公积金缴纳物业费 as an example beside 老年证办理; the second is the one told here.
"""

import pytest
from tests.support import errands
from tests.support.outsider import Outsider
from tests.support.visitors import villager


@pytest.mark.system("instant-approval")
def test_an_elder_applies_is_decided_at_once_and_holds_a_card_that_outsiders_verify(visitors, outside):
    elder = visitors.resident("elder")
    guide = elder.open("/").press("搜索", {"q": "老年证"}).follow("老年证办理")
    assert "提交后立即出证" in guide.main
    form = guide.follow("在线办理")
    assert form.fact("申请人") == "周月华"
    assert "来自人口库，无需填写" in form.main

    page = form.press("下一步").press("下一步", {"我确认以上信息真实": True})
    assert "周月华 来自人口库" in page.section("申请人")
    case = page.press("提交申请", {"declared": True})
    assert "准予办结" in case.section("现在办到哪一步")
    assert "年满65周岁且在本市居住，符合办理条件。" in case.section("系统是怎样判断的")
    assert "系统按规则办理" in case.section("办理过程")

    paper = elder.open("/me/certificates/").follow("老年证")
    assert (paper.fact("持证人"), paper.fact("年龄档")) == ("周月华", "65周岁及以上")
    assert paper.fact("颁发机构") == "滨州市民政局"
    card = {form: elder.download(paper.links(rf"file\.{form}$")[0]) for form in ("ofd", "pdf")}

    outsider = Outsider(outside)
    outsider.fetch(visitors.anyone())
    for form, data in card.items():
        report = outsider.verify(data, f"card.{form}")
        assert (report["exit"], report["kind"], report["signers"]) == (0, form, ["滨州市民政局"])
        assert all(step["ok"] and step["checked"] for step in report["steps"]), report["steps"]
        assert report["fields"]["holder"] == "周月华"
        assert report["identifier"] == paper.fact("证照标识")


@pytest.mark.system("instant-approval")
def test_while_the_register_is_down_a_person_decides_and_everybody_is_told(visitors):
    who = villager(born_to="1955-01-01")
    resident = visitors.newcomer("old-wang", who)
    approver = visitors.staff("approver-civil")
    assert "机房检修" in visitors.switch("population", down="yes").main
    try:
        page = resident.open("/apply/elderly-card/?step=applicant")
        assert "人口库暂时无法查询" in page.main
        typed = {
            "姓名": who.name, "公民身份号码": who.resident_id, "性别": who.sex, "手机号码": "13800013800",
            "出生日期": who.birthday.isoformat(), "居住登记": "本市户籍", "住址": who.address,
        }  # fmt: skip
        page = page.press("下一步", typed).press("下一步", {"我确认以上信息真实": True})
        assert "您填写的内容将由工作人员核实，不会自动出结果。" in page.main
        case = page.press("提交申请", {"declared": True})
        number = errands.number_of(case)
        assert "办理中" in case.section("现在办到哪一步")
        assert "人口库暂时无法查询，转由工作人员核实。" in case.main
        assert "人口库已停用" in visitors.staff("leader").open("/board/").main
    finally:
        visitors.switch("population", down="no")

    assert number in approver.open("/desk/").main
    page = approver.open(f"/desk/{number}/")
    assert "下列内容未经数据源核实，请人工核对" in page.main
    assert "适用" in page.section("规则判断")
    approver.open(f"/desk/{number}/").press("准予", {"意见和理由": "已电话核实"})
    case = resident.open(f"/me/cases/{number}/")
    assert "准予办结" in case.section("现在办到哪一步")
    assert case.follow("看证照").fact("持证人") == who.name


def test_an_exception_that_the_rule_itself_finds_goes_to_a_person(visitors):
    from yiwang.registers.models import Person

    who = villager(born_to="1955-01-01", number=3)
    resident = visitors.newcomer("old-li", who)
    Person.objects.filter(pk=who.id).update(status="死亡")
    case = errands.apply_for_card(resident)
    assert "人口库的登记状态与本人申请不符，转由工作人员核实。" in case.main
    assert "人工核实并决定" in case.section("办理过程")
    assert errands.number_of(case) in visitors.staff("approver-civil").open("/desk/").main


def test_somebody_too_young_reads_why_and_what_can_be_done(visitors):
    case = errands.apply_for_card(visitors.resident("younger"))
    assert "不予许可" in case.section("现在办到哪一步")
    assert "申请当日未满60周岁，满60周岁后即可申请。" in case.section("理由")
    remedies = case.section("不服决定怎么办")
    assert "行政复议 滨州市人民政府" in remedies
    assert "行政诉讼 滨州市滨城区人民法院" in remedies
    assert "还没有电子证照" in visitors.resident("younger").open("/me/certificates/").main
