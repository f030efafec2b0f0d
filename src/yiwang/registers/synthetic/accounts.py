"""Housing-fund accounts: employers, months of deposits, loans."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate
from random import Random
from typing import Any

from yiwang.registers.rules.deposits import month_number, month_text

#: The last month that employers have paid in this synthetic world.
PAID_THROUGH = "2026-10"
_HOLDERS = 0.34
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Worker:
    """A resident of working age."""

    resident_index: str
    name: str
    birthday: date


@dataclass(frozen=True, slots=True)
class SyntheticAccount:
    """One account; see the model of the same name for the shape of deposits and loans."""

    account_no: str
    resident_index: str
    holder: str
    employer: str
    employer_code: str
    state: str
    base: Decimal
    balance: Decimal
    deposits: list[dict[str, str]]
    loans: list[dict[str, str]]


def accounts(
    workers: Sequence[Worker], employers: Sequence[tuple[str, str]], city: str, seed: int
) -> Iterator[SyntheticAccount]:
    """Accounts for about a third of the workers. `employers` are (credit code, name); the first are the largest."""
    random = Random(f"housing-fund:{seed}")  # noqa: S311  (accounts that do not exist need no secrecy)
    weights = tuple(accumulate(1 / (rank + 3) for rank in range(len(employers))))
    serial = 0
    for worker in workers:
        if random.random() >= _HOLDERS:
            continue
        serial += 1
        yield _account(random, worker, employers, weights, f"{city}{serial:08}")


def _account(
    random: Random,
    worker: Worker,
    employers: Sequence[tuple[str, str]],
    weights: Sequence[float],
    number: str,
) -> SyntheticAccount:
    base = Decimal(round(random.lognormvariate(8.75, 0.38)))
    base = max(Decimal(2200), min(Decimal(26_000), base))
    rate = Decimal(random.choice(("0.05", "0.08", "0.10", "0.12")))
    monthly = (base * rate).quantize(_CENT) * 2  # the worker's half and the employer's
    sealed = random.random() < 0.13
    deposits = _deposits(random, worker, employers, weights, monthly, sealed=sealed)
    total = sum(_months(run) * Decimal(run["monthly"]) for run in deposits)
    loans = _loans(random, deposits)
    kept = Decimal(str(round(random.uniform(0.05, 0.35) if loans else random.uniform(0.4, 1.0), 3)))
    return SyntheticAccount(
        account_no=number,
        resident_index=worker.resident_index,
        holder=worker.name,
        employer=deposits[-1]["employer"],
        employer_code=deposits[-1]["employer_code"],
        state="封存" if sealed else "正常",
        base=base,
        balance=(total * kept).quantize(_CENT),
        deposits=deposits,
        loans=loans,
    )


def _deposits(
    random: Random,
    worker: Worker,
    employers: Sequence[tuple[str, str]],
    weights: Sequence[float],
    monthly: Decimal,
    *,
    sealed: bool,
) -> list[dict[str, str]]:
    """Runs of months, the oldest first, with a new employer and perhaps a gap between two."""
    end = month_number(PAID_THROUGH) - (random.randint(2, 40) if sealed else 0)
    earliest = max(month_number("2002-01"), (worker.birthday.year + 21) * 12)
    runs: list[dict[str, str]] = []
    for _ in range(random.choices((1, 2, 3), (60, 29, 11))[0]):
        if end < earliest:
            break
        since = max(earliest, end - random.randint(2, 110))
        code, name = random.choices(employers, cum_weights=weights)[0]
        run = {
            "employer": name,
            "employer_code": code,
            "since": month_text(since),
            "until": month_text(end),
            "monthly": str(monthly),
        }
        runs.insert(0, run)
        end = since - 1 - (random.randint(1, 9) if random.random() < 0.4 else 0)
        monthly = (monthly * Decimal("0.82")).quantize(_CENT)
    if not runs:  # too young to have paid before the account was sealed: one month, the last one
        code, name = random.choices(employers, cum_weights=weights)[0]
        last = month_text(end)
        runs = [
            {"employer": name, "employer_code": code, "since": last, "until": last, "monthly": str(monthly)}
        ]
    return runs


def _loans(random: Random, deposits: list[dict[str, str]]) -> list[dict[str, str]]:
    months = sum(_months(run) for run in deposits)
    if months < 12 or random.random() >= 0.24:
        return []
    granted = month_number(deposits[-1]["until"]) - random.randint(1, max(1, months - 11))
    loan = {
        "contract_no": f"DK{granted // 12}{random.randrange(10**6):06}",
        "granted_on": f"{month_text(granted)}-15",
        "amount": str(random.randint(10, 60) * 10_000),
        "state": "未结清",
        "settled_on": "",
    }
    if random.random() < 0.35:
        settled = min(granted + random.randint(1, 120), month_number(PAID_THROUGH))
        loan.update(state="已结清", settled_on=f"{month_text(settled)}-20")
    return [loan]


def _months(run: dict[str, Any]) -> int:
    return month_number(run["until"]) - month_number(run["since"]) + 1
