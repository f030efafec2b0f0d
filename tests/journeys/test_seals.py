"""电子印章系统: a seal is applied for, made, granted, used, reported and revoked, and whoever has a stamped document can tell."""

import pytest
from tests.support import cast, errands
from tests.support import city as cities
from tests.support.outsider import Outsider, failed
from tests.support.visitors import Visitors, villager

from yiwang.seals import api as seals
from yiwang.seals.upstream.simulator import simulated_registry

CIVIL = "滨州市民政局"


@pytest.fixture(scope="module")
def registry():
    """The province's registry of seals: a simulator, spoken to over HTTP."""
    with simulated_registry() as url:
        yield url


@pytest.fixture(scope="module")
def house(town, registry, tmp_path_factory):
    log = tmp_path_factory.mktemp("house") / "server.log"
    served = cities.Served(town, cities.free_port(), log, extra={"YIWANG_SEAL_REGISTRY_URL": registry})
    served.start()
    yield served
    served.stop()


def applied_for(keeper, name, reason):
    """Apply for a seal on the page; gives the page of the seal."""
    return keeper.open("/console/seals/").press("提交印章申请", {"部门": name, "申请理由": reason})


def card_of(visitors, number):
    """Another elder gets a card; gives the browser and the page of the paper."""
    elder = visitors.newcomer(f"elder-{number}", villager(born_to="1955-01-01", number=number))
    return elder, errands.apply_for_card(elder).follow("看证照")


@pytest.mark.system("e-seal")
def test_a_seal_lives_from_application_to_its_end_through_the_pages(visitors, outside):
    keeper, operator = visitors.staff("seal-keeper"), visitors.staff("operator")
    elder, before = card_of(visitors, 0)
    old_card = elder.download(before.links(r"file\.ofd$")[0])

    page = applied_for(keeper, CIVIL, "启用新章")
    assert f"已有名称为“{CIVIL}”的印章在使用" in page.text
    first = keeper.open("/console/seals/").follow(CIVIL)
    assert "elderly-card" in first.section("用印记录")
    page = first.press("确认注销", {"理由": "机构改革，原章停用"})
    assert "已注销" in page.main
    assert "机构改革，原章停用" in page.fact("终止")

    # Without a seal nothing can be issued at once: applications go to a person.
    young = visitors.newcomer("elder-1", villager(born_to="1955-01-01", number=1))
    waiting = errands.apply_for_card(young)
    assert "电子证照暂时无法自动制作，转由工作人员办理。" in waiting.section("办理过程")

    page = applied_for(keeper, CIVIL, "机构改革后启用新章")
    code = page.path.strip("/").split("/")[-1]
    assert "已申请" in page.main
    assert "制作印章" not in page.buttons
    keeper.forge(f"/console/seals/{code}/act/", do="make")
    assert seals.seal(code).state == "applied", "who applies does not make"
    page = operator.open(f"/console/seals/{code}/").press("制作印章")
    assert "使用中" in page.main

    officer = visitors.staff("approver-civil")
    page = officer.open(f"/desk/{errands.number_of(waiting)}/").press("准予", expect=403)
    assert "没有使用部门 3716-civil-affairs 印章的授权" in page.main
    third = visitors.newcomer("elder-2", villager(born_to="1955-01-01", number=2))
    assert "转由工作人员办理。" in errands.apply_for_card(third).section("办理过程")
    keeper.open(f"/console/seals/{code}/").press("授予使用权", {"岗位": "平台（按规则自动签发）"})
    page = keeper.open(f"/console/seals/{code}/").press("授予使用权", {"岗位": "市民政局制证人员"})
    assert "system:*" in page.section("使用授权")
    assert "post:3716-civil-affairs.issuer" in page.section("使用授权")
    officer.open(f"/desk/{errands.number_of(waiting)}/").press("准予")
    paper = young.open(waiting.path).follow("看证照")
    card = {form: young.download(paper.links(rf"file\.{form}$")[0]) for form in ("ofd", "pdf")}
    assert paper.fact("证照标识") in keeper.open(f"/console/seals/{code}/").section("用印记录")

    page = keeper.open(f"/console/seals/{code}/").press("向上级印章系统上报")
    assert "已接收 SIM-" in page.section("上报记录")
    [report] = seals.reports(code)
    assert (report.action, report.accepted) == ("register", True)

    outsider = Outsider(outside)
    outsider.fetch(visitors.anyone())
    for form, data in card.items():
        assert outsider.verify(data, f"new.{form}")["exit"] == 0
    assert outsider.check(old_card).ok, "what was stamped before the end stays good"
    for form, data in card.items():
        flipped = bytearray(data)
        flipped[len(data) // 2] ^= 1
        assert not outsider.check(bytes(flipped)).ok
        page = visitors.anyone().open("/verify/")
        page = page.press("开始核验", {"file": (f"card.{form}", bytes(flipped), "application/octet-stream")})
        assert "核验不通过" in page.main

    page = keeper.open(f"/console/seals/{code}/").form("确认注销")
    page = page.fill("理由", "密钥介质遗失").fill("exposed", "密钥可能泄露").press("确认注销")
    assert "已注销" in page.main
    page = keeper.open(f"/console/seals/{code}/").press("向上级印章系统上报")
    assert [(one.action, one.accepted) for one in seals.reports(code)] == [
        ("revoke", True),
        ("register", True),
    ]
    outsider.fetch(visitors.anyone())
    for data in card.values():
        assert failed(outsider.check(data)) == ["chain"]
    assert outsider.check(old_card).ok


@pytest.mark.system("e-seal")
def test_an_officer_with_a_grant_stamps_a_document_and_nobody_else_does(visitors, outside):
    from tests.seals.conftest import page as sheet

    issuer = cast.actor("issuer")
    stranger = cast.actor("approver-education")
    keeper = visitors.staff("seal-keeper")
    code = seals.seal_for("3716-approval").code
    assert "市行政审批服务局制证人员" in keeper.open(f"/console/seals/{code}/").main

    def stamp(by):
        return seals.use_seal(
            layout=sheet(), department_code="3716-approval", purpose="notice", subject="notice:1", by=by
        )

    sealed = stamp(issuer)
    outsider = Outsider(outside)
    outsider.fetch(visitors.anyone())
    assert outsider.check(sealed.ofd).signers == ("滨州市行政审批服务局",)
    assert "notice:1" in keeper.open(f"/console/seals/{code}/").section("用印记录")
    with pytest.raises(Exception, match="没有使用部门"):
        stamp(stranger)

    page = keeper.open(f"/console/seals/{code}/")
    grant = next(one for one in seals.grants(code) if one.grantee == "post:3716-approval.issuer")
    assert "post:3716-approval.issuer" in page.section("使用授权")
    keeper.forge(f"/console/seals/{code}/act/", do="withdraw", grant=str(grant.id))
    with pytest.raises(Exception, match="没有使用部门"):
        stamp(issuer)


def test_a_registry_that_does_not_answer_is_told_and_nothing_here_suffers(town, visitors, tmp_path):
    house = cities.Served(
        town, cities.free_port(), tmp_path / "log", extra={"YIWANG_SEAL_REGISTRY_URL": "http://127.0.0.1:9/"}
    )
    house.start("web")
    try:
        keeper = Visitors(house).hire("keeper-two", "钱进", ("3716-approval.seal-keeper", "3716"))
        code = seals.seal_for("3716-approval").code
        page = keeper.open(f"/console/seals/{code}/").press("向上级印章系统上报")
        assert "省级电子印章系统没有响应" in page.text
        assert seals.reports(code) == ()
        assert seals.seal(code).state == "in-use"
    finally:
        house.stop()
