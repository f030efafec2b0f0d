"""A full disk, and a database that goes away and comes back: said clearly, nothing lost, and all well again after."""

import secrets
import time

import pytest
from tests.support import city as cities
from tests.support import errands
from tests.support.browser import Browser
from tests.support.cluster import Cluster
from tests.support.visitors import enter

#: Makes every `fsync` of the server's processes fail as on a full disk, while a flag lies in a folder.
FULL_DISK = """
import errno, os
_flag, _fsync = os.environ["TEST_DISK_IS_FULL"], os.fsync
def fsync(handle):
    if os.path.exists(_flag):
        raise OSError(errno.ENOSPC, "No space left on device")
    return _fsync(handle)
os.fsync = fsync
"""


@pytest.fixture(scope="module")
def cluster(city_template, tmp_path_factory):
    """A PostgreSQL with a model city, for this module alone."""
    own = Cluster(tmp_path_factory.mktemp("own-var"))
    own.start()
    try:
        own.fill()
        yield own
    finally:
        own.stop()


@pytest.fixture(scope="module")
def flag(tmp_path_factory):
    return tmp_path_factory.mktemp("disk") / "full"


@pytest.fixture(scope="module")
def house(cluster, flag, tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    (folder / "sitecustomize.py").write_text(FULL_DISK)
    served = cities.Served(
        "own",
        cities.free_port(),
        folder / "server.log",
        extra={
            "YIWANG_DATABASE_URL": cluster.url,
            "PYTHONPATH": str(folder),
            "TEST_DISK_IS_FULL": str(flag),
        },
    )
    served.start()
    yield served
    served.stop()


@pytest.fixture
def resident(house, request):
    """A resident, signed in."""
    browser = Browser(house.url, request.param)
    enter(browser, request.param, "/signin/")
    yield browser
    browser.close()


def cards(cluster):
    return cluster.one("SELECT count(*) FROM certificates_certificate WHERE type_slug = 'elderly-card'")


def cases(cluster):
    return cluster.one("SELECT count(*) FROM cases_case")


def ready_to_send(browser):
    """An elder's application, filled in and looked over."""
    page = browser.open("/apply/elderly-card/?step=applicant").press("下一步")
    return page.press("下一步", {"我确认以上信息真实": True})


@pytest.mark.parametrize("resident", ["agent"], indirect=True)
def test_a_full_disk_keeps_no_half_file_and_loses_no_answer(house, flag, resident):
    page = resident.open("/apply/food-business-licence/?step=whom")
    page = page.press("下一步", {"for": page.tree.xpath("//input[@name='for']/@value")[-1]})
    page = resident.open("/apply/food-business-licence/?step=materials")
    flag.touch()
    try:
        form = page.form("存起来以后再填")
        form.fill(
            "materials.layout", ("布局图.pdf", errands.PDF + secrets.token_hex().encode(), "application/pdf")
        )
        form.fill("declaration", True)
        answer = form.press("下一步", expect=422)
        assert "存储空间不足，文件没有保存。您填写的内容没有丢失" in answer.main
        assert answer.tree.xpath("//input[@name='declaration'][@checked]")
    finally:
        flag.unlink()
    page = form.press("下一步", expect=422)
    assert "布局图.pdf" in page.main
    assert page.tree.xpath("//input[@name='declaration'][@checked]")


@pytest.mark.parametrize("resident", ["elder"], indirect=True)
def test_a_disk_full_at_the_moment_of_sealing_leaves_no_case_without_its_card(house, cluster, flag, resident):
    page = ready_to_send(resident)
    flag.touch()
    try:
        answer = page.press("提交申请", {"declared": True}, expect=507)
        assert "存储空间不足" in answer.main
    finally:
        flag.unlink()
    assert (cases(cluster), cards(cluster)) == (0, 0)
    assert "没填完的 老年证办理" in resident.open("/me/cases/").main

    # The same when it is the database whose disk is full: PostgreSQL says so by this state.
    cluster.do(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION "
        "USING ERRCODE = '53100', MESSAGE = 'could not extend file: No space left on device'; END $$"
    )
    cluster.do("CREATE TRIGGER full_disk BEFORE INSERT ON cases_case EXECUTE FUNCTION full_disk()")
    try:
        answer = page.press("提交申请", {"declared": True}, expect=507)
        assert "存储空间不足" in answer.main
    finally:
        cluster.do("DROP TRIGGER full_disk ON cases_case; DROP FUNCTION full_disk()")
    assert (cases(cluster), cards(cluster)) == (0, 0)

    case = page.press("提交申请", {"declared": True})
    assert "准予办结" in case.main
    again = page.press("提交申请", {"declared": True})
    assert again.path == case.path
    assert (cases(cluster), cards(cluster)) == (1, 1)


@pytest.mark.parametrize("resident", ["younger"], indirect=True)
def test_a_database_goes_away_in_the_middle_and_comes_back(house, cluster, resident):
    page = ready_to_send(resident)
    before = cases(cluster)
    anyone = Browser(house.url, "anyone")
    cluster.stop()
    try:
        for browser, path in (
            (anyone, "/"),
            (anyone, "/items/"),
            (resident, "/me/"),
            (resident, "/me/cases/"),
        ):
            answer = browser.open(path, expect=503)
            assert "连不上数据库" in answer.text, path
            assert answer.answer.headers["Retry-After"]
        answer = page.press("提交申请", {"declared": True}, expect=503)
        assert "重复提交不会产生两个办件" in answer.text
        assert anyone.http.get("/healthz").status_code == 503
        assert "连不上数据库" in anyone.open("/verify/?id=1&code=2", expect=503).text
    finally:
        cluster.start()
    deadline = time.monotonic() + 20
    while anyone.http.get("/healthz").status_code != 200:
        assert time.monotonic() < deadline, "the house did not find its database again"
        time.sleep(0.2)

    case = page.press("提交申请", {"declared": True})
    assert "不予许可" in case.main, "too young: decided by the same table as ever"
    assert page.press("提交申请", {"declared": True}).path == case.path
    assert cases(cluster) == before + 1
    assert "周岁" in resident.open("/me/cases/").follow("老年证办理").main

    while time.monotonic() < deadline + 20:
        if not cluster.one("SELECT count(*) FROM bus_delivery WHERE state = 'waiting'"):
            break
        time.sleep(0.2)
    else:
        raise AssertionError("the worker did not come back")
