"""The housing fund: a system of another house, asked with a time limit."""

import time
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

import httpx
import structlog

from yiwang.crypto.api import blind_index
from yiwang.registers.errors import SourceDown
from yiwang.registers.models import HousingFundAccount, Person
from yiwang.registers.rules.breaker import Breaker
from yiwang.registers.rules.deposits import Run, continuous_months, month_number, paid_months
from yiwang.registers.types import Answer
from yiwang.text import Text

log = structlog.get_logger("yiwang.registers")


class Unreachable(Exception):
    """The system behind did not answer in time, or answered nonsense."""


class Upstream(Protocol):
    """The housing fund's own system."""

    def account(self, resident_id: str) -> Mapping[str, Any] | None:
        """The account of a person, None if there is none. Raises `Unreachable`."""


class TableUpstream:
    """The synthetic system that ships with the model city."""

    def account(self, resident_id: str) -> Mapping[str, Any] | None:
        row = HousingFundAccount.objects.filter(resident_index=blind_index(resident_id)).values().first()
        return row and {**row, "base": str(row["base"]), "balance": str(row["balance"])}


class HttpUpstream:
    """A real system: `POST {url}` with `{"resident_id": …}` gives the account as JSON, or 404.

    The number travels in the body, never in an address that proxies would log.
    """

    def __init__(self, url: str, *, timeout: float) -> None:
        self._url = url
        self._client = httpx.Client(timeout=timeout)

    def account(self, resident_id: str) -> Mapping[str, Any] | None:
        try:
            response = self._client.post(self._url, json={"resident_id": resident_id})
            if response.status_code == httpx.codes.NOT_FOUND:
                return None
            response.raise_for_status()
            account = response.json()
        except (httpx.HTTPError, ValueError) as error:
            raise Unreachable from error
        if not isinstance(account, dict):
            raise Unreachable
        account["updated_at"] = _moment(account.get("updated_at"))
        return account


def _moment(text: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as error:
        raise Unreachable from error
    if moment.tzinfo is None:
        raise Unreachable
    return moment


class HousingFundSource:
    """Answers by identity number; leaves a failing system alone for half a minute."""

    name = Text("住房公积金库", "housing fund register")

    def __init__(self, upstream: Upstream, *, breaker: Breaker | None = None) -> None:
        self._upstream = upstream
        self._breaker = breaker or Breaker(time.monotonic)

    def fetch(self, key: str) -> Answer | None:
        """The account of the person with an identity number. Raises `SourceDown`."""
        if not self._breaker.admit():
            raise SourceDown("housing-fund", self.name)
        try:
            account = self._upstream.account(key)
            answer = None if account is None else _answer(account, key)
        except (Unreachable, LookupError, ArithmeticError, TypeError, ValueError) as error:
            # The other house may change its answers without notice: what we cannot read counts as no answer.
            self._breaker.failed()
            log.warning("registers.upstream_failed", register="housing-fund", error=repr(error))
            raise SourceDown("housing-fund", self.name) from error
        self._breaker.succeeded()
        return answer

    def failing(self) -> bool:
        """Whether the last answers failed and it is being left alone."""
        return self._breaker.open


def _answer(account: Mapping[str, Any], key: str) -> Answer:
    runs = [Run(run["since"], run["until"]) for run in account["deposits"]]
    last = max(account["deposits"], key=lambda run: month_number(run["until"]), default=None)
    loans = [dict(loan) for loan in account["loans"]]
    open_loans = [loan for loan in loans if loan["state"] == "未结清"]
    fields = {
        "account_no": account["account_no"],
        "holder": account["holder"],
        "employer": account["employer"],
        "employer_code": account["employer_code"],
        "state": account["state"],
        "monthly_base": Decimal(account["base"]),
        "monthly_deposit": Decimal(last["monthly"]) if last else Decimal(0),
        "balance": Decimal(account["balance"]),
        "since": min((run.since for run in runs), default=""),
        "paid_through": last["until"] if last else "",
        "paid_months": paid_months(runs),
        "continuous_months": continuous_months(runs),
        "loans": loans,
        "loan_count": len(loans),
        "has_open_loan": bool(open_loans),
        "open_loan_amount": sum((Decimal(loan["amount"]) for loan in open_loans), Decimal(0)),
    }
    person = Person.objects.filter(resident_index=blind_index(key)).values_list("pk", flat=True).first()
    return Answer(fields, account["updated_at"], str(person or ""))
