"""电子证照基础信息库 and 电子证照服务: certificates from before beside new ones, shown, checked, ended, renewed, counted."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.support import cast, errands
from tests.support.outsider import Outsider, failed, run_cli
from tests.support.visitors import villager

from yiwang.certificates import api as certificates
from yiwang.files import api as files

TYPE = "elderly-card"


@pytest.fixture(scope="module")
def elder(visitors):
    """An elder with a card."""
    browser = visitors.resident("elder")
    errands.apply_for_card(browser)
    return browser


def paper_of(browser):
    return browser.open("/me/certificates/").follow("老年证")


@pytest.mark.system("base-certificate")
def test_certificates_from_before_and_new_ones_stand_in_one_directory(house, visitors, elder):
    data, issuer, other = cast.actor("data-officer"), cast.actor("issuer"), cast.actor("approver-education")
    who = villager(born_to="1950-01-01")
    holder = visitors.newcomer("grandfather", who)
    scan = files.put(cast.PDF, name="旧证扫描件.pdf", allowed={files.PDF})
    fields = {
        "sex": who.sex,
        "birthday": who.birthday.isoformat(),
        "address": who.address,
        "tier": "65周岁及以上",
    }
    stock = certificates.record_existing(
        type_slug=TYPE,
        number="滨老证字第0001号",
        holder=certificates.Holder(who.name, "111", who.resident_id, who.id),
        issuer_department="3716-civil-affairs",
        fields=fields,
        valid_from=timezone.localdate() - timedelta(days=900),
        scan=scan.digest,
        by=data,
    )
    assert "还没有电子证照" in holder.open("/me/certificates/").main, "not before its issuer stands by it"
    with pytest.raises(Exception, match="需要岗位"):
        certificates.confirm_existing(stock.id, by=other)
    old = certificates.confirm_existing(stock.id, by=issuer)

    paper = holder.open("/me/certificates/").follow("老年证")
    assert paper.fact("编号") == "滨老证字第0001号"
    assert paper.fact("持证人") == who.name

    officer = visitors.staff("data-officer")
    directory = officer.open("/console/certificates/")
    new = paper_of(elder).fact("编号")
    for number in ("滨老证字第0001号", new):
        assert number in directory.main
    assert directory.tree.xpath("//select[@name='type']/option[contains(., '老年证')]")
    assert who.name not in directory.main, "lists show holders masked"
    assert "滨州市民政局" in directory.main
    one = officer.open(f"/console/certificates/{old.identifier}/")
    assert one.fact("持证人") == who.name
    assert "长期" in one.fact("有效期")
    assert [line.origin for line in certificates.directory(by=data, origin="stock").lines] == ["stock"]
    done = run_cli(["certificates", "catalogue"], {"YIWANG_DATABASE_URL": house.database_url})
    assert re.search(r"[2-9]\s+\S+\s+elderly-card\s+老年证", done.stdout), done.stdout + done.stderr

    office = visitors.staff("issuer")
    page = office.open(f"/console/certificates/{old.identifier}/").press(
        "确认变更", {"step": "suspend", "理由": "信息待核"}
    )
    assert "暂扣" in page.main
    assert "信息待核" in page.section("变更记录")
    page = officer.open("/console/certificates/?state=02")
    assert "滨老证字第0001号" in page.main
    assert new not in page.main
    assert "此证照状态为“暂扣”" in holder.open(f"/me/certificates/{old.identifier}/").main


@pytest.mark.system_part(
    "e-certificate",
    lacks="mutual recognition with the province and the nation (互认互通); certificates taken as materials in acceptance; "
    "all scenes of the top 100",
)
def test_a_holder_shows_a_card_and_reads_who_used_it_and_its_end_is_known_everywhere(
    visitors, elder, outside
):
    paper = paper_of(elder)
    identifier = paper.fact("证照标识")
    shown = paper.press("亮证", {"做什么用": "公园入园"})
    assert "公园入园" in shown.main
    token = certificates.present(identifier=identifier, purpose="公园入园", by=cast.actor("elder")).token
    gate = visitors.anyone()
    seen = gate.open(f"/verify/?token={token}")
    assert seen.fact("出示用途") == "公园入园"
    assert "持证人于" in seen.main
    assert elder.open("/me/").main  # the holder's own page still stands
    with_nothing = gate.open("/verify/?token=xxxxxxxxxxxxxxxxxxxxxx", expect=410)
    assert "亮证码已失效" in with_nothing.main

    ofd = elder.download(paper.links(r"file\.ofd$")[0])
    log = paper.follow("使用记录").main
    for kind in ("出示", "核验", "下载"):
        assert kind in log
    assert "公众" in log

    outsider = Outsider(outside)
    outsider.fetch(gate)
    assert outsider.check(ofd).ok
    office = visitors.staff("issuer")
    office.open(f"/console/certificates/{identifier}/").press(
        "确认变更", {"step": "revoke", "理由": "以欺骗手段取得"}
    )
    assert "此证照状态为" in paper_of(elder).main
    assert "亮证" not in paper_of(elder).buttons
    assert outsider.check(ofd).ok, "offline with yesterday's list nobody can know"
    outsider.fetch(gate)
    assert failed(outsider.check(ofd)) == ["state"]
    page = gate.open("/verify/").press("开始核验", {"file": ("card.ofd", ofd, "application/ofd")})
    assert "核验不通过" in page.main


@pytest.mark.system_part(
    "e-certificate",
    lacks="mutual recognition with the province and the nation (互认互通); certificates taken as materials in acceptance; "
    "all scenes of the top 100",
)
def test_a_renewed_card_takes_the_place_of_the_old_one_and_uses_are_counted(house, visitors):
    browser = visitors.newcomer("mover", villager(born_to="1952-01-01", number=4))
    paper = errands.apply_for_card(browser).follow("看证照")
    identifier = paper.fact("证照标识")
    new = certificates.renew(
        identifier=identifier,
        fields={"address": "滨州市滨城区黄河五路新居1号"},
        valid_from=timezone.localdate(),
        transaction_id="renew-1",
        by=cast.actor("issuer"),
    )
    assert new.predecessor == identifier
    assert new.number == paper.fact("编号")
    assert "此证照状态为" in browser.open(f"/me/certificates/{identifier}/").main
    assert "滨州市滨城区黄河五路新居1号" in browser.open(f"/me/certificates/{new.identifier}/").main

    browser.download(browser.open(f"/me/certificates/{new.identifier}/").links(r"file\.pdf$")[0])
    done = run_cli(
        ["certificates", "statistics", "--top", "100"], {"YIWANG_DATABASE_URL": house.database_url}
    )
    assert re.search(r"[1-9]\d* used\s+[1-9]\d* issued\s+elderly-card", done.stdout), (
        done.stdout + done.stderr
    )


def test_a_certificate_is_issued_in_the_same_breath_as_its_case_is_closed(visitors, elder):
    """业务办结时电子证照同步签发: there is no approved instant case without its certificate."""
    case = elder.open("/me/cases/").follow("老年证办理")
    assert case.follow("看证照").fact("证照标识") == paper_of(elder).fact("证照标识")


def test_another_resident_reads_nothing_of_a_certificate(visitors, elder):
    identifier = paper_of(elder).fact("证照标识")
    younger = visitors.resident("younger")
    for address, status in (("", 403), ("file.ofd", 403), ("file.pdf", 403), ("uses/", 404)):
        assert "周月华" not in younger.open(f"/me/certificates/{identifier}/{address}", expect=status).text
    younger.forge(f"/me/certificates/{identifier}/present/", expect=403, purpose="x")
