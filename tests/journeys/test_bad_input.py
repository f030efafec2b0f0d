"""What goes wrong at the doors: wrong numbers, forged and doubled requests, files that are too large or not what they say."""

import shutil
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from tests.support import errands
from tests.support.browser import Browser
from tests.support.outsider import run_cli
from tests.support.visitors import villager

from yiwang.cases.models import Act, Case
from yiwang.certificates.models import Certificate
from yiwang.codes import api as codes
from yiwang.reviews.models import Review

PACKS = Path(__file__).parents[2] / "packs"
EXE = b"MZ\x90\x00" + b"\x00" * 60 + b"PE\x00\x00" + b"\x00" * 400


def at_once(clicks, click):
    """Several clicks really at the same moment, each on a line of its own; gives the answers."""
    barrier, answers = threading.Barrier(clicks), []

    def press():
        barrier.wait()
        answers.append(click())

    threads = [threading.Thread(target=press) for _ in range(clicks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def like(browser):
    """The same session in another window of the browser, with its own connection."""
    other = Browser(browser.base, browser.name)
    other.http.cookies.update(browser.http.cookies)
    return other


def same_form(browser, page, button, **answers):
    """A click on a page's button, to be repeated: gives a function that sends exactly the same form."""
    form = page.form(button).fill_all(answers)
    data = {}
    for name, value in form.values:
        data.setdefault(name, []).append(value)
    pressed = next(one for one in form.element.xpath(".//button") if one.text_content().strip() == button)
    if pressed.get("name"):
        data[pressed.get("name")] = [pressed.get("value")]
    address = form.element.get("action") or page.path

    def send():
        return like(browser).http.post(address, data=data, headers={"Origin": browser.base})

    return send


# Numbers


def test_other_peoples_case_numbers_and_numbers_of_no_case_are_answered_alike(visitors):
    number = errands.number_of(errands.open_restaurant(visitors.resident("agent")))
    younger = visitors.resident("younger")
    not_there = codes.case_number("371600", timezone.localdate(), 999999)
    wrong_digit = number[:-1] + str((int(number[-1]) + 1) % 10)
    answers = {
        younger.open(f"/me/cases/{one}/", expect=404).main.replace(one, "")
        for one in (number, not_there, wrong_digit, "1", "0" * 21, "drop-table", "9" * 200)
    }
    assert len(answers) == 1
    assert "没有找到这个办件" in answers.pop()
    for path in ("/me/cases/%00/", "/me/cases/..%2f..%2fetc/", "/me/cases/'or'1/"):
        assert younger.http.get(path).status_code in (400, 404), path


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("371602194909040021", "校验"),
        ("37160220990101001X", None),
        ("3716021949090400", None),
        ("一二三", None),
    ],
    ids=["wrong check digit", "born in the future", "too short", "not a number"],
)
def test_a_wrong_identity_number_is_told_at_each_door_it_may_come_in_by(visitors, number, told):
    newcomer = visitors.newcomer("number-one", villager(born_to="1950-01-01"), level=1)
    page = newcomer.open("/me/account/verify/").press("提交认证", {"姓名": "某某某", "公民身份号码": number})
    assert page.path.startswith("/me/account/verify/")
    assert "实名认证成功" not in page.text
    assert page.tree.xpath("//*[contains(@class, 'field-error') or contains(@class, 'tone-bad')]")

    page = visitors.staff("clerk").open("/window/new/elderly-card/")
    page = page.press("查询并继续", {"身份证号": number}, expect=422)
    assert told is None or told in page.main

    agent = visitors.resident("agent")
    page = agent.open("/apply/food-business-licence/?step=whom")
    page = page.press("下一步", {"for": page.tree.xpath("//input[@name='for']/@value")[-1]})
    page = agent.open("/apply/food-business-licence/?step=people")
    page = page.press("下一步", errands.PEOPLE | {"managers.0.resident_id": number}, expect=422)
    assert "有 1 处需要改正 身份证号码" in page.alerts
    assert page.form("下一步")["managers.0.resident_id"] == number, "what was typed stays"


def test_a_birthday_in_the_future_is_refused_where_it_is_typed(visitors):
    who = villager(born_to="1950-01-01", number=2)
    resident = visitors.newcomer("time-traveller", who)
    visitors.switch("population", down="yes")
    try:
        typed = {
            "姓名": who.name, "公民身份号码": who.resident_id, "性别": who.sex, "手机号码": "13800013800",
            "出生日期": (timezone.localdate() + timedelta(days=1)).isoformat(), "居住登记": "本市户籍",
            "住址": who.address,
        }  # fmt: skip
        page = resident.open("/apply/elderly-card/?step=applicant").press("下一步", typed, expect=422)
        assert "有 1 处需要改正 日期不能晚于" in page.alerts
        page = page.press("下一步", {"出生日期": "1949-02-30"}, expect=422)
        assert "有 1 处需要改正" in page.alerts
    finally:
        visitors.switch("population", down="no")


@pytest.mark.parametrize("code", ["91371602YF00002720", "91371602YF0000272", "九"])
def test_a_wrong_credit_code_is_told(visitors, code):
    agent = visitors.resident("agent")
    page = agent.open("/apply/food-business-licence/?step=whom")
    page = page.press("下一步", {"credit_code": code}, expect=422)
    assert "为谁申请" in page.main
    assert "统一社会信用代码" in page.alerts
    page = visitors.staff("clerk").open("/window/new/food-business-licence/")
    page = page.press("查询并继续", {"统一社会信用代码": code}, expect=422)
    assert "统一社会信用代码" in page.alerts


# The same thing twice


def test_a_doubled_click_on_sending_makes_one_case_and_one_card(visitors):
    elder = visitors.resident("elder")
    page = elder.open("/apply/elderly-card/?step=applicant").press("下一步")
    page = page.press("下一步", {"我确认以上信息真实": True})
    send = same_form(elder, page, "提交申请", declared=True)
    answers = at_once(4, send)
    assert {answer.status_code for answer in answers} <= {200, 302}
    assert len({answer.url.path for answer in answers}) == 1
    assert Case.objects.filter(item_slug="elderly-card", submitted_by=_ref("elder")).count() == 1
    assert Certificate.objects.filter(type_slug="elderly-card").count() == 1
    assert send().url.path == answers[0].url.path, "and an hour later still"


def test_a_doubled_click_on_deciding_counts_once(visitors):
    agent, clerk, approver = visitors.resident("agent"), visitors.staff("clerk"), visitors.staff("approver")
    number = errands.number_of(errands.open_restaurant(agent, sign="双击"))
    at_once(4, same_form(clerk, clerk.open(f"/window/cases/{number}/"), "受理"))
    assert Act.objects.filter(case__number=number, kind="accept").count() == 1
    for button, kind in (("核查通过", "inspect"), ("同意", "review"), ("准予", "decide")):
        answers = at_once(4, same_form(approver, approver.open(f"/desk/{number}/"), button))
        assert {answer.status_code for answer in answers} == {200}
        assert Act.objects.filter(case__number=number, kind=kind).count() == 1
    assert Certificate.objects.filter(case_number=number).count() == 1
    at_once(4, same_form(agent, agent.open(f"/me/cases/{number}/rate/"), "提交评价", stars="5"))
    assert Review.objects.filter(case_number=number).count() == 1


def test_two_officers_who_decide_differently_at_one_moment_make_one_decision(visitors):
    agent, first = visitors.resident("agent"), visitors.staff("approver")
    second = visitors.hire("approver-two", "魏刚", ("3716-approval.approver", "3716"))
    number = errands.number_of(errands.open_restaurant(agent, sign="两人同时"))
    visitors.staff("clerk").open(f"/window/cases/{number}/").press("受理")
    for button in ("核查通过", "同意"):
        first.open(f"/desk/{number}/").press(button)
    yes = same_form(first, first.open(f"/desk/{number}/"), "准予")
    no = same_form(second, second.open(f"/desk/{number}/"), "不予许可", 意见和理由="不符合条件")
    pressed = iter((yes, no))
    lock = threading.Lock()

    def click():
        with lock:
            mine = next(pressed)
        return mine()

    answers = at_once(2, click)
    assert {answer.status_code for answer in answers} == {200}
    case = Case.objects.get(number=number)
    assert (case.state, bool(case.certificate)) in {("approved", True), ("refused", False)}
    assert Act.objects.filter(case=case, kind="decided").count() == 1
    assert any("不能进行此操作" in answer.text for answer in answers), "the one who came second is told"


def test_a_draft_changed_on_two_screens_is_not_overwritten_in_silence(visitors):
    agent = visitors.resident("agent")
    page = agent.open("/apply/food-business-licence/?step=whom")
    page = page.press("下一步", {"for": page.tree.xpath("//input[@name='for']/@value")[-1]})
    one, two = (like(agent).open("/apply/food-business-licence/?step=firm").form("下一步") for _ in range(2))
    one.fill("联系人", "第一屏").fill("联系人手机", "13800013800").press("下一步")
    two.fill("联系人", "第二屏").fill("联系人手机", "13800013800")
    answer = two.page.browser.http.post(
        two.element.get("action"), data=dict(two.values) | {"_go": "on"}, headers={"Origin": agent.base}
    )
    kept = agent.open("/apply/food-business-licence/?step=firm").form("下一步")["contact.name"]
    assert kept == "第一屏" or answer.status_code == 200
    if kept == "第一屏":
        assert answer.status_code == 409


# Forged requests


def test_a_form_from_elsewhere_is_not_taken(visitors):
    elder = visitors.resident("elder")
    number = "0" * 21
    for data, headers in (
        ({}, {"Origin": elder.base}),
        ({"csrfmiddlewaretoken": elder.token()}, {"Origin": "https://evil.example"}),
        ({"csrfmiddlewaretoken": "x" * 64}, {"Origin": elder.base}),
    ):
        answer = elder.http.post(f"/me/cases/{number}/withdraw/", data=data, headers=headers)
        assert answer.status_code == 403
        assert "Traceback" not in answer.text
        assert "滨州一网" in answer.text, "a page of ours, in our words"


def test_nobody_is_led_away_by_an_address_of_ours(visitors):
    browser = visitors.anyone()
    token = browser.token()
    for target in ("//evil.example/", "https://evil.example/", "javascript:alert(1)"):
        answer = browser.http.post(
            "/lang/",
            data={"csrfmiddlewaretoken": token, "language": "en", "next": target},
            headers={"Origin": browser.base},
            follow_redirects=False,
        )
        assert "evil" not in answer.headers.get("Location", "")
        assert "javascript" not in answer.headers.get("Location", "")


def test_what_people_write_is_shown_and_never_run(visitors):
    agent = visitors.resident("agent")
    sign = "<script>alert(1)</script>\"'&"
    number = errands.number_of(errands.open_restaurant(agent, sign=sign))
    for page in (
        agent.open(f"/me/cases/{number}/"),
        visitors.staff("clerk").open(f"/window/cases/{number}/"),
    ):
        assert sign in page.main
        assert "<script>alert(1)" not in page.answer.text


def test_what_the_register_says_cannot_be_changed_with_the_developer_tools(visitors):
    younger = visitors.resident("younger")
    page = younger.open("/apply/elderly-card/?step=applicant")
    page = page.form("下一步").force("applicant.birthday", "1940-01-01").press("下一步")
    page = page.press("下一步", {"我确认以上信息真实": True})
    assert "1940-01-01" not in page.main
    page = page.press("提交申请", {"declared": True}, expect=422)
    assert "提交的内容与权威数据不一致" in page.alerts
    assert "与人口库中的记录不一致" in page.alerts
    assert not Case.objects.filter(submitted_by=_ref("younger")).exists()


# Files


@pytest.fixture(scope="module")
def materials(visitors):
    """The page where a restaurant hands in its documents."""
    agent = visitors.resident("agent")
    page = agent.open("/apply/food-business-licence/?step=whom")
    page.press("下一步", {"for": page.tree.xpath("//input[@name='for']/@value")[-1]})
    return lambda: agent.open("/apply/food-business-licence/?step=materials").form("下一步")


def test_a_thirty_megabyte_upload_is_refused_in_words(visitors, materials):
    large = b"%PDF-1.4\n" + b"0" * (30 * 2**20)
    page = (
        materials()
        .fill("materials.layout", ("大图.pdf", large, "application/pdf"))
        .press("下一步", expect=422)
    )
    assert "文件“大图.pdf”有 30.0 MB" in page.main
    assert "20 MB" in page.main
    page = visitors.anyone().open("/verify/").form("开始核验")
    page = page.fill("file", ("large.ofd", large, "application/ofd")).press("开始核验", expect=413)
    assert "超过上限 20 MB" in page.main
    answer = visitors.resident("agent").http.post(
        "/apply/food-business-licence/steps/firm/",
        data={"csrfmiddlewaretoken": visitors.resident("agent").token(), "contact.name": "长" * (6 * 2**20)},
        headers={"Origin": visitors.house.url},
    )
    assert answer.status_code == 413
    assert "太大" in answer.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("发票.pdf", EXE),
        ("图片.png", b"#!/bin/sh\nrm -rf /\n"),
        ("网页.pdf", b"<!doctype html><script>alert(1)</script>"),
        ("安装包.exe", EXE),
        ("空.pdf", b""),
    ],
)
def test_a_file_that_is_not_what_it_says_is_not_taken(visitors, materials, name, data):
    page = materials().fill("materials.layout", (name, data, "application/pdf")).press("下一步", expect=422)
    assert f"移除 {name}" not in page.buttons
    assert name in page.main or "请填写“平面布局和操作流程图”" in page.main
    assert not page.tree.xpath("//script[contains(., 'alert')]")


def test_a_file_with_a_wandering_name_stays_where_it_belongs(visitors, materials):
    page = materials().fill("materials.layout", ("../../../etc/passwd.pdf", errands.PDF, "application/pdf"))
    page = page.press("下一步", expect=422)
    assert ".." not in " ".join(one for one in page.buttons if one.startswith("移除"))
    assert any("passwd.pdf" in one for one in page.buttons)


def test_a_file_to_verify_that_is_nothing_is_told_so(visitors):
    for data in (EXE, b"PK\x03\x04" + b"\x00" * 200, b"%PDF-1.4\n%%EOF\n", b"x"):
        page = visitors.anyone().open("/verify/")
        answer = page.browser.http.post(
            "/verify/",
            data={"csrfmiddlewaretoken": page.browser.token()},
            files={"file": ("x.ofd", data)},
            headers={"Origin": page.browser.base},
        )
        assert answer.status_code in (200, 415, 422), answer.status_code
        assert "核验通过" not in answer.text


# Packs


def test_a_broken_pack_is_told_whole_with_file_and_line(house, tmp_path):
    pack = tmp_path / "elderly-card"
    shutil.copytree(PACKS / "elderly-card", pack)
    _break(pack / "items/elderly-card.toml", 'kind = "instant"', 'kind = "magic"')
    _break(pack / "forms/elderly-card.json", '"format": "resident-id"', '"format": "no-such-format"')
    _break(pack / "decisions/elderly-card.dmn", "&lt; 60", "&lt; sixty years ]")
    _break(pack / "processes/elderly-card.bpmn", 'yw:operation="cases.decide"', 'yw:operation="os.system"')
    _break(pack / "certificates/elderly-card.toml", "holder_kinds", "holder_kindz")
    done = run_cli(["pack", "check", str(pack)], {"YIWANG_DATABASE_URL": house.database_url})
    assert done.returncode == 1
    told = done.stderr
    for file in (
        "items/elderly-card.toml",
        "forms/elderly-card.json",
        "decisions/elderly-card.dmn",
        "processes/elderly-card.bpmn",
        "certificates/elderly-card.toml",
    ):
        lines = [line for line in told.splitlines() if line.startswith(f"{file}:")]
        assert lines, f"{file} is not named in:\n{told}"
        assert all(line.split(":")[1].isdecimal() and int(line.split(":")[1]) > 0 for line in lines)
    done = run_cli(["pack", "apply", str(pack)], {"YIWANG_DATABASE_URL": house.database_url})
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("processes/elderly-card.bpmn", b"<definitions><script>import os</script>"),
        (
            "decisions/elderly-card.dmn",
            b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><definitions>&a;</definitions>",
        ),
        ("items/elderly-card.toml", b"slug = \xff\xfe"),
        ("pack.toml", b"[[["),
        ("forms/elderly-card.json", b'{"schema": {"schema": ' * 200),
    ],
    ids=["script", "entity", "not text", "not toml", "too deep"],
)
def test_a_hostile_pack_is_refused_without_being_followed(house, tmp_path, file, content):
    pack = tmp_path / "elderly-card"
    shutil.copytree(PACKS / "elderly-card", pack)
    (pack / file).write_bytes(content)
    done = run_cli(["pack", "check", str(pack)], {"YIWANG_DATABASE_URL": house.database_url})
    assert done.returncode == 1, done.stdout
    assert f"{file}:" in done.stderr
    assert "Traceback" not in done.stderr
    assert "root:" not in done.stderr + done.stdout


def _break(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def _ref(username):
    from yiwang.people.models import Account

    return Account.objects.get(username=username).ref
