"""The city among other systems: applications in, every case up, ministries' answers back, and nothing lost or doubled."""

import time
from collections import Counter
from typing import Any

import pytest
from tests.docking.conftest import Platforms
from tests.support import cast
from tests.support.city import Served
from tests.support.vertical import VerticalSystem
from tests.support.visitors import Visitors, villager

from yiwang.docking import api as docking
from yiwang.docking.models import Message
from yiwang.seals import api as seals

ITEM = "food-business-licence"
#: Every interface that a declaration names: the story must have spoken each of them.
INTERFACES = {
    (one.slug, kind)
    for one in docking.platforms().values()
    if one.interface == "messages"
    for kind in one.kinds
}


def settled(simulated: Platforms, seconds: float = 60) -> None:
    """Until nothing waits any more."""
    deadline = time.monotonic() + seconds
    while Message.objects.filter(state__in=("waiting", "sent")).exists():
        assert time.monotonic() < deadline, list(
            Message.objects.exclude(state="acknowledged").values_list("platform", "key", "state", "error")
        )
        time.sleep(0.2)
    assert not list(Message.objects.filter(state="dead").values_list("key", "error"))


def send_everything(house: Served) -> None:
    """What is due hourly goes now: the hour is not waited for in a test."""
    Message.objects.filter(state="waiting").update(due_at="2020-01-01T00:00Z")


def restaurant(system: VerticalSystem, serial: str) -> dict[str, Any]:
    """A complete application of a firm, its papers uploaded by the file interface."""
    files = {}
    for name in ("layout", "equipment", "rules", "health"):
        answer = system.post(f"/files/{name}.pdf", cast.PDF + f"% {name} {serial}\n".encode())
        assert answer.status_code == 201
        files[name] = [answer.json()]
    firm = cast.firm()
    return {
        "serial": serial,
        "item": ITEM,
        "applicant": {"kind": "firm", "name": firm.name, "id_number": firm.id_number},
        "data": cast.restaurant_form() | {"materials": files},
    }


@pytest.mark.system("vertical-system-integration")
def test_a_department_s_system_and_the_platforms_above_speak_with_the_city(
    house: Served, visitors: Visitors, simulated: Platforms
) -> None:
    operator = visitors.staff("operator")
    page = operator.open("/console/docking/")
    for name in (
        "省政务服务平台",
        "省“互联网+监管”系统",
        "省信用信息平台",
        "省事项目录系统",
        "省电子证照服务系统",
    ):
        assert "模拟 待联调" in page.section(name), name
    assert "居民登录时由其核验身份" in page.main
    assert "省统一身份认证（模拟）" in page.main
    assert "省电子印章备案系统" in page.main
    page = page.form("测试连通").press("测试连通")
    assert "连通，签名核验通过" in page.text

    # The department's own system is registered with its key, and hands an application in.
    system = VerticalSystem(house.url, "market-permits")
    page = operator.open("/console/docking/parties/").press(
        "登记业务系统",
        {
            "对接编号": system.party,
            "系统名称": "市场监管许可系统",
            "department": "3716-market",
            "items": ITEM,
            "系统的 SM2 公钥": system.public_key,
        },
    )
    assert "市场监管许可系统" in page.main
    application = restaurant(system, "SP-2026-0001")
    simulated.told(fail=2, lose=1, duplicate=3)
    first = system.post("/applications", application)
    assert first.status_code == 201, first.text
    number = first.json()["case_number"]
    again = system.post("/applications", application)
    assert (again.status_code, again.json()) == (200, {"case_number": number, "again": True})
    assert "待受理" in visitors.staff("clerk").open(f"/window/cases/{number}/").main

    # It goes its way in the house, while the worker is killed in the middle and the platforms misbehave.
    visitors.staff("clerk").open(f"/window/cases/{number}/").press("受理")
    house.kill("worker")
    approver = visitors.staff("approver")
    for button in ("核查通过", "同意"):
        approver.open(f"/desk/{number}/").press(button, {"意见和理由": "符合要求"})
    house.start("worker")
    approver.open(f"/desk/{number}/").press("暂停计时", {"法定事由": "专家评审"})
    approver.open(f"/desk/{number}/").press("恢复计时")
    deadline = time.monotonic() + 30
    while not simulated.seen("services", number):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    house.kill("worker")
    house.start("worker")
    approver.open(f"/desk/{number}/").press("准予", {"意见和理由": "符合要求"})
    state = system.get("/applications/SP-2026-0001").json()
    assert (state["state"], state["outcome"]) == ("approved", "approve")
    assert state["certificate"]

    deadline = time.monotonic() + 30
    while not Message.objects.filter(kind="credit.permit").exists():
        assert time.monotonic() < deadline
        time.sleep(0.2)
    send_everything(house)
    docking.push_case(number)
    from yiwang.docking.services.enqueue import push_item

    push_item(ITEM)
    settled(simulated)

    seen = simulated.seen()
    assert {(one["platform"], one["kind"]) for one in seen} == INTERFACES
    assert len({one["message_id"] for one in seen}) == len(seen) == Message.objects.count(), "nothing lost"
    told = [one["kind"] for one in simulated.seen("services", number)]
    assert told[0] == "case.apply"
    assert told[-1] == "case.result"
    counted = Counter(told)
    assert (counted["case.apply"], counted["case.accept"]) == (1, 1), "nothing doubled"
    assert counted["case.process"] >= 5
    assert counted["case.special"] == 2
    queued = list(Message.objects.filter(platform="services", subject=f"case:{number}").order_by("pk"))
    assert [one["message_id"] for one in simulated.seen("services", number)] == [
        one.message_id for one in queued
    ], "in order"
    assert any(one.attempts > 1 for one in queued), "the faults did strike"

    page = operator.open(f"/console/docking/messages/?subject={number}&kind=case.apply")
    page = page.follow("办件申请")
    assert cast.firm().name in page.main, "a firm is public"
    assert "acknowledged" in page.section("发送经过")

    # Identity: the province vouches for somebody who has no account here.
    who = villager(born_to="1950-01-01", number=7)
    gate = visitors.anyone().open("/signin/")
    above = gate.browser.open(next(one for one in gate.links() if "upstream" in one))
    assert "模拟" in above.text
    button = next(one for one in above.buttons if one not in ("长辈版", "English"))
    own = above.press(button, {"姓名": who.name, "公民身份号码": who.resident_id})
    assert (own.path, who.name in own.main) == ("/me/", True)

    # Seals: one of the city is filed with the province's registry, which answers with a receipt.
    code = seals.seal_for("3716-approval").code
    page = visitors.staff("seal-keeper").open(f"/console/seals/{code}/").press("向上级印章系统上报")
    assert "已接收 SIM-" in page.section("上报记录")
    [filed] = seals.reports(code)
    assert (filed.action, filed.accepted) == ("register", True)


def test_what_a_ministry_s_system_did_comes_back_onto_the_case(
    house: Served, visitors: Visitors, simulated: Platforms
) -> None:
    system = VerticalSystem(house.url, "market-permits")
    register(visitors, system)
    number = system.post("/applications", restaurant(system, "SP-2026-0100")).json()["case_number"]
    body = {
        "project_no": f"37{number}",
        "system": "国家市场监管总局",
        "step": "赋码",
        "text": "许可证编号已生成",
    }
    for _ in range(2):  # a platform that repeats itself
        assert simulated.emit("services", message_id="m-1", kind="ministry.process", body=body) == 200
    result = {"project_no": number, "system": "国家市场监管总局", "result": "已备案", "text": "登记完成"}
    assert simulated.emit("services", message_id="m-2", kind="ministry.result", body=result) == 200
    other = {"project_no": "9" * 21, "text": "不是我们的"}
    assert simulated.emit("services", message_id="m-3", kind="ministry.result", body=other) == 200
    assert simulated.emit("services", message_id="m-1", kind="ministry.process", body=result) == 422
    assert simulated.emit("services", message_id="m-4", kind="gossip", body=body) == 422
    timeline = visitors.staff("approver").open(f"/desk/{number}/").main
    assert timeline.count("国家市场监管总局回传：赋码；许可证编号已生成") == 1
    assert "国家市场监管总局回传：已备案；登记完成" in timeline
    received = visitors.staff("operator").open("/console/docking/received/").main
    assert "部委系统结果回流" in received
    assert "没有对应办件" in received


def test_a_refused_message_waits_as_a_dead_letter_until_it_is_sent_again(
    house: Served, visitors: Visitors, simulated: Platforms
) -> None:
    settled(simulated)
    operator = visitors.staff("operator")
    simulated.told(reject=1)
    from yiwang.docking.services.enqueue import push_item

    with_new_key = Message.objects.filter(platform="catalogue").count()
    push_item("elderly-card")
    deadline = time.monotonic() + 30
    while not Message.objects.filter(state="dead").exists():
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert Message.objects.filter(platform="catalogue").count() == with_new_key + 1
    assert "重发全部死信" in operator.open("/console/docking/").buttons
    page = operator.open("/console/docking/messages/?state=dead").follow("实施清单")
    assert "not in the catalogue" in page.main
    auditor = visitors.staff("auditor").open(page.path)
    assert "重发" not in auditor.buttons
    page.press("重发")
    settled(simulated)
    assert "没有符合条件的报文" in operator.open("/console/docking/messages/?state=dead").main


def test_a_day_that_differs_is_found_and_mended(
    house: Served, visitors: Visitors, simulated: Platforms
) -> None:
    settled(simulated)
    operator = visitors.staff("operator")
    lost = simulated.seen("catalogue")[0]["message_id"]
    simulated.forget(lost)
    page = operator.open("/console/docking/days/").press("对账", {"platform": "catalogue"})
    assert "不一致" in page.main
    assert "缺 1，多 0，不同 0" in page.main
    settled(simulated)
    page = operator.open("/console/docking/days/").press("对账", {"platform": "catalogue"})
    assert "缺 0，多 0，不同 0" in page.main
    assert lost in {one["message_id"] for one in simulated.seen("catalogue")}


def test_who_is_not_known_or_says_it_twice_is_turned_away(house: Served, visitors: Visitors) -> None:
    system = VerticalSystem(house.url, "market-permits")
    register(visitors, system)
    good = restaurant(system, "SP-2026-0200")
    stranger = VerticalSystem(house.url, "market-permits")
    assert stranger.post("/applications", good).status_code == 401
    assert VerticalSystem(house.url, "nobody").post("/applications", good).status_code == 401
    old = int(time.time()) - 600
    assert system.post("/applications", good, moment=old).status_code == 401
    once = system.request("POST", "/openapi/docking/v1/applications", b"{}")
    assert [system.send(once).status_code for _ in range(2)] == [422, 409]
    changed = system.request("POST", "/openapi/docking/v1/applications", b"{}")
    assert system.send(
        type(changed)("POST", changed.url, content=b"[]", headers={
            name: value for name, value in changed.headers.items() if name.startswith("x-docking")
        })
    ).status_code == 401  # fmt: skip

    unknown = good | {"applicant": good["applicant"] | {"name": "别家公司"}}
    assert system.post("/applications", unknown).json()["error"] == "docking.unknown-applicant"
    elsewhere = good | {"item": "elderly-card"}
    assert system.post("/applications", elsewhere).json()["error"] == "docking.not-your-item"
    incomplete = good | {"data": {name: value for name, value in good["data"].items() if name != "premises"}}
    answer = system.post("/applications", incomplete)
    assert answer.status_code == 422
    assert any(path.startswith("premises") for path in answer.json()["problems"])
    for wrong in (b"\xff", b"[" * 100_000, b"null", b'{"serial": 1}'):
        assert system.post("/applications", wrong).status_code == 422
    assert system.post("/applications", good).status_code == 201
    other = good | {"data": good["data"] | {"contact": {"name": "王建国", "mobile": "13900013900"}}}
    assert system.post("/applications", other).json()["error"] == "docking.serial-reused"


def test_only_operator_and_auditor_see_the_exchange(house: Served, visitors: Visitors) -> None:
    for path in ("", "messages/", "received/", "days/", "parties/"):
        visitors.staff("approver").open(f"/console/docking/{path}", expect=403)
        visitors.staff("auditor").open(f"/console/docking/{path}")
    auditor = visitors.staff("auditor")
    auditor.forge("/console/docking/market-permits/switch/", expect=403, enabled="no")
    auditor.forge("/console/docking/days/compare/", expect=403, platform="services", day="2026-11-25")


def register(visitors: Visitors, system: VerticalSystem) -> None:
    """The operator gives the system's party this key."""
    page = visitors.staff("operator").open("/console/docking/parties/")
    answers = {
        "对接编号": system.party, "系统名称": "市场监管许可系统", "department": "3716-market",
        "items": ITEM, "系统的 SM2 公钥": system.public_key,
    }  # fmt: skip
    assert "已登记" in page.press("登记业务系统", answers).text
