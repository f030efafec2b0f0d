"""Fill the synthetic system of the housing fund."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from psycopg.types.json import Jsonb

from yiwang.access import api as access
from yiwang.registers.errors import NothingToStandOn
from yiwang.registers.models import Firm, Person
from yiwang.registers.services import generation
from yiwang.registers.synthetic.accounts import Worker, accounts
from yiwang.registers.synthetic.population import AS_OF
from yiwang.registers.types import Generated
from yiwang.text import Text

_COLUMNS = (
    "account_no", "resident_index", "holder", "employer", "employer_code", "state", "base", "balance",
    "deposits", "loans", "updated_at",
)  # fmt: skip
_YOUNGEST, _OLDEST = 22, 60


def generate_housing_fund(city: str, *, by: access.Actor, seed: int = 2026) -> Generated:
    """Make accounts for about a third of the residents of working age, employed by the firms there are.

    Raises `Refused`, `NothingToStandOn`, `AlreadyGenerated`.
    """
    access.require(by, "registers.generate", "housing-fund")
    figures = {"city": city, "seed": seed}
    with transaction.atomic():
        if made := generation.standing("housing-fund", city):
            return made
        companies = Firm.objects.filter(kind="有限责任公司", status="存续").order_by("credit_code")
        employers = list(companies.values_list("credit_code", "name"))
        if not employers:
            raise NothingToStandOn(Text("法人", "the firms"))
        working = Person.objects.filter(
            status="正常",
            birthday__gt=date(AS_OF.year - _OLDEST, 1, 1),
            birthday__lt=date(AS_OF.year - _YOUNGEST, 1, 1),
        ).order_by("id")
        workers = [Worker(*row) for row in working.values_list("resident_index", "name", "birthday")]
        now = timezone.now()
        rows = (
            (
                account.account_no, account.resident_index, account.holder, account.employer,
                account.employer_code, account.state, account.base, account.balance,
                Jsonb(account.deposits), Jsonb(account.loans), now,
            )
            for account in accounts(workers, employers, city, seed)
        )  # fmt: skip
        total = generation.copy_in("registers_housing_fund_account", _COLUMNS, rows)
        return generation.close("housing-fund", figures, total, by)
