"""The small addresses every page leans on."""

import json

import pytest
from django.test import Client

from yiwang.theme.brand import brand


@pytest.fixture
def visitor(db: None) -> Client:
    return Client()


def test_the_language_is_kept_and_the_reader_goes_back(visitor: Client) -> None:
    answer = visitor.post("/lang/", {"language": "en", "next": "/help/"})
    assert answer.headers["Location"] == "/help/"
    assert "How to get something done" in visitor.get("/help/").content.decode()


def test_nobody_is_led_out_of_the_house(visitor: Client) -> None:
    for elsewhere in ("https://example.org/", "//example.org", "javascript:alert(1)"):
        assert visitor.post("/lang/", {"language": "en", "next": elsewhere}).headers["Location"] == "/"


def test_an_unknown_language_changes_nothing(visitor: Client) -> None:
    answer = visitor.post("/lang/", {"language": "xx"})
    assert not answer.cookies


def test_choices_are_not_made_by_following_a_link(visitor: Client) -> None:
    assert visitor.get("/lang/").status_code == 405
    assert visitor.get("/reading/").status_code == 405


def test_the_citys_style_sheet_is_one_token(visitor: Client) -> None:
    answer = visitor.get("/brand.css")
    assert answer.content.decode().strip() == f":root{{--accent:{brand().accent}}}"
    assert "public" in answer.headers["Cache-Control"]


def test_the_manifest_names_icons_that_exist(visitor: Client) -> None:
    manifest = json.loads(visitor.get("/manifest.webmanifest").content)
    assert manifest["display"] == "standalone"
    for icon in manifest["icons"]:
        assert visitor.get(icon["src"]).headers["Content-Type"] == "image/png"
    assert visitor.get("/app-icon/7.png").status_code == 404


def test_the_service_worker_keeps_no_personal_page(visitor: Client) -> None:
    script = visitor.get("/sw.js").content.decode()
    assert '"/offline/"' in script
    assert "/me/" not in script


@pytest.mark.parametrize(
    "path", ["/me/", "/me/cases/", "/me/certificates/", "/me/looks/", "/apply/elderly-card/"]
)
def test_ones_own_pages_ask_to_sign_in(visitor: Client, path: str) -> None:
    assert visitor.get(path).headers["Location"].startswith("/signin/?next=")


@pytest.mark.parametrize("path", ["/desk/", "/window/", "/board/", "/console/sources/", "/console/ledger/"])
def test_staff_pages_ask_staff_to_sign_in(visitor: Client, path: str) -> None:
    assert visitor.get(path).headers["Location"].startswith("/staff/signin/?next=")


def test_an_unknown_certificate_and_a_wrong_code_get_the_same_answer(visitor: Client) -> None:
    answer = visitor.get("/verify/", {"id": "1.2.156.3005.2.x", "code": "AAAA"})
    assert answer.status_code == 404
    assert "没有找到这份证照" in answer.content.decode()


def test_an_old_code_says_that_it_is_old(visitor: Client) -> None:
    answer = visitor.get("/verify/", {"token": "never-minted"})
    assert answer.status_code == 410
    assert "请持证人重新出示" in answer.content.decode()
