"""The housing fund: months of deposits, and a system that may be slow, broken or away."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.access import api as access
from yiwang.registers import api as registers
from yiwang.registers.adapters.housing_fund import HousingFundSource
from yiwang.registers.adapters.http_upstream import HttpUpstream
from yiwang.registers.identity import ModelCity
from yiwang.registers.rules.breaker import Breaker
from yiwang.registers.rules.deposits import (
    Run,
    continuous_months,
    month_number,
    month_text,
    paid_months,
)

ACCOUNT: dict[str, Any] = {
    "account_no": "371600000001",
    "holder": "王芳",
    "employer": "滨州市鑫源纺织有限公司",
    "employer_code": "91371602YF000001X",
    "state": "正常",
    "base": "8000.00",
    "balance": "52000.00",
    "deposits": [
        {"employer": "旧", "employer_code": "x", "since": "2023-01", "until": "2024-03", "monthly": "900.00"},
        {
            "employer": "新",
            "employer_code": "y",
            "since": "2024-06",
            "until": "2026-10",
            "monthly": "1600.00",
        },
    ],
    "loans": [
        {
            "contract_no": "DK1",
            "granted_on": "2025-03-15",
            "amount": "300000",
            "state": "未结清",
            "settled_on": "",
        }
    ],
    "updated_at": "2026-11-01T00:00:00+08:00",
}

runs = st.builds(
    lambda since, length: Run(month_text(since), month_text(since + length)),
    st.integers(24_000, 24_200),
    st.integers(0, 30),
)


@given(st.lists(runs, max_size=8))
def test_months_are_counted_as_if_ticked_off_one_by_one(paid: list[Run]) -> None:
    ticked = {m for run in paid for m in range(month_number(run.since), month_number(run.until) + 1)}
    assert paid_months(paid) == len(ticked)
    unbroken = 0
    while ticked and max(ticked) - unbroken in ticked:
        unbroken += 1
    assert continuous_months(paid) == unbroken


def test_a_new_employer_without_a_gap_does_not_break_the_months() -> None:
    assert continuous_months([Run("2025-01", "2025-06"), Run("2025-07", "2025-12")]) == 12
    assert continuous_months([Run("2025-01", "2025-06"), Run("2025-08", "2025-12")]) == 5
    assert continuous_months([]) == 0


def test_an_account_of_the_model_city_is_answered_with_its_months(city: access.Actor) -> None:
    younger = ModelCity().cast(city="binzhou").younger
    record = registers.lookup("housing-fund", younger.resident_id, purpose="缴存证明", by="account:17")
    assert record.person_id == younger.person_id
    assert record.fields["holder"] == younger.name
    assert record.fields["continuous_months"] <= record.fields["paid_months"]
    assert record.fields["paid_through"] == "2026-10"
    assert record.fields["loans"] == []
    assert record.fields["has_open_loan"] is False


@contextmanager
def _server(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["content-length"]))
            answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/accounts"
    finally:
        server.shutdown()
        server.server_close()


def _say(status: int, body: object) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        handler.send_response(status)
        handler.send_header("content-length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def _source(url: str, timeout: float = 2.0) -> HousingFundSource:
    return HousingFundSource(HttpUpstream(url, timeout=timeout))


@pytest.mark.django_db
def test_a_real_system_is_asked_over_http() -> None:
    with _server(_say(200, ACCOUNT)) as url:
        answer = _source(url).fetch("371602199001011234")
    assert answer is not None
    assert answer.fields["continuous_months"] == 29
    assert answer.fields["paid_months"] == 29 + 15
    assert answer.fields["has_open_loan"] is True
    assert answer.fields["open_loan_amount"] == 300_000
    assert answer.as_of.isoformat() == "2026-11-01T00:00:00+08:00"


@pytest.mark.django_db
def test_a_person_without_an_account_is_not_an_outage() -> None:
    with _server(_say(404, {})) as url:
        source = _source(url)
        assert source.fetch("371602199001011234") is None
        assert not source.failing()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answer",
    [
        _say(500, {}),
        _say(200, b"<html>maintenance</html>"),
        _say(200, []),
        _say(200, {}),
        _say(200, {**ACCOUNT, "updated_at": "yesterday"}),
        _say(200, {**ACCOUNT, "updated_at": "2026-11-01T00:00:00"}),
        _say(200, {**ACCOUNT, "balance": "much"}),
        _say(200, {**ACCOUNT, "deposits": [{"since": "2026"}]}),
        _say(200, {**ACCOUNT, "loans": "none"}),
    ],
)
def test_an_answer_that_cannot_be_read_counts_as_no_answer(
    answer: Callable[[BaseHTTPRequestHandler], None],
) -> None:
    with _server(answer) as url, pytest.raises(registers.SourceDown):
        _source(url).fetch("371602199001011234")


@pytest.mark.django_db
def test_a_system_that_hangs_is_given_up_in_time_and_then_left_alone() -> None:
    asked = []

    def hang(handler: BaseHTTPRequestHandler) -> None:
        asked.append(1)
        time.sleep(0.5)

    with _server(hang) as url:
        source = _source(url, timeout=0.1)
        for _ in range(3):
            began = time.monotonic()
            with pytest.raises(registers.SourceDown):
                source.fetch("371602199001011234")
            assert time.monotonic() - began < 0.5
        assert source.failing()
        began = time.monotonic()
        with pytest.raises(registers.SourceDown):
            source.fetch("371602199001011234")
        assert time.monotonic() - began < 0.05
        assert len(asked) == 3


@pytest.mark.django_db
def test_a_system_that_is_not_there_is_down() -> None:
    with pytest.raises(registers.SourceDown):
        _source("http://127.0.0.1:9/accounts").fetch("371602199001011234")


def test_the_breaker_lets_one_caller_try_after_a_rest_and_closes_on_success() -> None:
    now = [100.0]
    breaker = Breaker(lambda: now[0], failures=2, rest=30)
    assert breaker.admit()
    breaker.failed()
    assert breaker.admit()
    breaker.failed()
    assert breaker.open
    assert not breaker.admit()
    now[0] += 31
    assert not breaker.open
    assert breaker.admit()
    assert not breaker.admit()
    breaker.succeeded()
    assert breaker.admit()
    assert breaker.admit()
