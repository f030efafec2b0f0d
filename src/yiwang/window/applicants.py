"""Who stands at the window: found in a register by number, or read off the papers by the clerk."""

from django.utils import timezone

from yiwang.cases.api import Applicant
from yiwang.codes import api as codes
from yiwang.items.api import Item
from yiwang.registers import api as registers

PERSON, FIRM = "person", "firm"


def kinds_of(item: Item) -> list[str]:
    """Who can apply for an item, by the codes of its service objects (GB/T 39554: 1 is a natural person)."""
    person = [PERSON] if "1" in item.service_objects else []
    firm = [FIRM] if set(item.service_objects) - {"1"} else []
    return [*person, *firm]


def find_applicant(kind: str, number: str, *, purpose: str, by: str) -> Applicant:
    """The person or firm with a number, from its register; the look goes on the ledger.

    Raises:
        codes.BadCode; registers.SourceDown, registers.NotFound.
    """
    checked = _checked(kind, number)
    if kind == FIRM:
        firm = registers.lookup("legal-person", checked, purpose=purpose, by=by)
        return Applicant(FIRM, firm.fields["name"], "001", checked)
    person = registers.lookup("population", checked, purpose=purpose, by=by)
    return Applicant(PERSON, person.fields["name"], "111", checked, person.person_id)


def seen_by_clerk(kind: str, number: str, name: str) -> Applicant:
    """The applicant by the papers shown, while the register cannot be asked. Raises codes.BadCode."""
    return Applicant(kind, name.strip(), "001" if kind == FIRM else "111", _checked(kind, number))


def _checked(kind: str, number: str) -> str:
    if kind == FIRM:
        return codes.check_credit_code(number).code
    return codes.check_resident_id(number, on=timezone.localdate()).number
