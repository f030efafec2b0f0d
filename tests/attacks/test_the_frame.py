"""The frame of every page under attack: what it logs, counts, tells and swallows."""

import io
import json
import os
import secrets
import subprocess
import sys

import pytest
from django.core.cache import cache
from django.db import DataError, OperationalError, connection
from django.test import Client, RequestFactory

from yiwang.project import faults, observe
from yiwang.project.limits import LARGEST_BODY

CASE = "371600202611220000017"


@pytest.fixture(autouse=True)
def plain_static_files(settings) -> None:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}


def test_an_invented_method_makes_no_new_series(db: None) -> None:
    for number in range(3):
        Client().generic(f"INVENTED{number}", "/healthz")
    assert "INVENTED" not in {sample.labels.get("method", "")[:8] for family in observe.REQUESTS.collect()
                              for sample in family.samples}  # fmt: skip


def test_no_address_reaches_the_log_of_the_process() -> None:
    """Case numbers and identifiers of certificates are in addresses; a fresh process logs as a server does."""
    program = f"""
import django; django.setup()
from yiwang.project.observe import configure_logs; configure_logs()
import logging
from django.test import RequestFactory
request = RequestFactory().get("/me/cases/{CASE}/")
for name, level in (("django.request", 30), ("django.security.csrf", 30), ("django.request", 40)):
    logging.getLogger(name).log(level, "Told: %s", request.path, extra={{"status_code": 404, "request": request}})
try:
    raise KeyError("why")
except KeyError as error:
    from django.utils.log import log_response
    from django.http import HttpResponse
    log_response("%s: %s", "Broken", request.path, response=HttpResponse(status=500), request=request, exception=error)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60,
                         env=os.environ | {"DJANGO_SETTINGS_MODULE": "yiwang.project.settings"})  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert CASE not in run.stderr
    assert "KeyError: 'why'" in run.stderr


def test_a_lost_database_is_told_without_its_address(monkeypatch) -> None:
    def lost(*_: object) -> None:
        raise OperationalError('connection to server at "10.1.2.3", port 5432 failed for user "yiwang"')

    monkeypatch.setattr(connection, "cursor", lost)
    answer = Client().get("/healthz")
    assert (answer.status_code, json.loads(answer.content)) == (
        503,
        {"status": "down", "database": "unreachable"},
    )


def test_a_body_without_end_is_refused_before_it_is_read(db: None) -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("read")

    request = {"CONTENT_LENGTH": str(LARGEST_BODY + 1), "wsgi.input": Endless()}
    answer = Client(enforce_csrf_checks=True).post("/verify/", **request)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "address", ["/items/a%00b/", "/verify/?id=%00", "/verify/?token=%00", "/lang/?next=%00"]
)
def test_a_null_in_an_address_is_a_bad_request_not_a_fault(db: None, address: str) -> None:
    assert Client(raise_request_exception=False).get(address).status_code < 500


def test_what_the_database_cannot_hold_is_a_bad_request() -> None:
    request = RequestFactory().post("/me/cases/1/withdraw/")
    answer = faults.FaultMiddleware(lambda _: None).process_exception(request, DataError("value too long"))  # type: ignore
    assert answer is not None
    assert answer.status_code == 400


def test_a_missing_form_token_gets_a_page_that_says_what_to_do(db: None) -> None:
    answer = Client(enforce_csrf_checks=True).post("/lang/", {"language": "en"})
    assert answer.status_code == 403
    assert "请刷新" in answer.content.decode()


def test_one_visitor_behind_our_proxy_does_not_use_up_everybodys_attempts(db: None, settings) -> None:
    """And nobody makes up an address for themselves while no proxy is named."""

    def tries(address: str) -> bool:
        answer = Client(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=address).post(
            "/signin/", {"login": f"nobody-{secrets.token_hex(4)}", "password": "x"}
        )
        return "失败次数过多" in answer.content.decode() or answer.status_code == 429

    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/m/ip"}
    cache.clear()
    assert [tries(f"203.0.113.{n}") for n in range(3)] == [False, False, True]
    cache.clear()
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert [tries("198.51.100.7, 203.0.113.1") for _ in range(3)] == [False, False, True]
    assert not tries("198.51.100.7, 203.0.113.2")
