"""The housing fund: a system of another house."""

from decimal import Decimal

from yiwang.crypto.api import blind_index
from yiwang.registers.adapters.upstream import GuardedSource, Row, Upstream
from yiwang.registers.models import HousingFundAccount, Person
from yiwang.registers.rules.deposits import Run, continuous_months, month_number, paid_months
from yiwang.registers.types import Answer
from yiwang.text import Text


class TableUpstream:
    """The synthetic system that ships with the model city."""

    def record(self, resident_id: str) -> Row | None:
        row = HousingFundAccount.objects.filter(resident_index=blind_index(resident_id)).values().first()
        return row and {**row, "base": str(row["base"]), "balance": str(row["balance"])}


class HousingFundSource(GuardedSource):
    """Answers by identity number."""

    def __init__(self, upstream: Upstream) -> None:
        super().__init__(
            "housing-fund", Text("住房公积金库", "housing fund register"), upstream, read_account
        )


def read_account(account: Row | None, key: str) -> Answer | None:
    """The account of a person in the words of our register, with its months counted."""
    if account is None:
        return None
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
