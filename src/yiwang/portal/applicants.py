"""For whom a reader may apply: for themselves, for those who appointed them, for a firm they represent."""

from dataclasses import dataclass

from yiwang.access.api import Actor
from yiwang.cases.api import Applicant
from yiwang.codes import api as codes
from yiwang.items.api import Item
from yiwang.people import api as people
from yiwang.portal.audience import serves_firms, serves_people
from yiwang.portal.errors import NobodyChosen
from yiwang.registers import api as registers
from yiwang.text import Text

SELF = "self"


@dataclass(frozen=True)
class Choice:
    """One answer to "for whom": `key` is `self`, `person-<id>` or `firm-<credit code>`."""

    key: str
    name: str
    why: Text


def choices(actor: Actor, item: Item) -> list[Choice]:
    """Everybody known that this reader may apply for now, themselves first.

    A firm that one represents by law needs no mandate and is not known here: its credit code is typed.
    """
    found = []
    if serves_people(item):
        found.append(Choice(SELF, actor.name, Text("本人", "Myself")))
    for mandate in people.mandates_of(actor.account_id) if actor.account_id else ():
        principal = mandate.principal
        fits = serves_firms(item) if principal.kind == "firm" else serves_people(item) and item.on_behalf_ok
        if fits and {people.EVERY_MATTER, item.slug} & set(mandate.scope):
            found.append(
                Choice(f"{principal.kind}-{principal.id}", principal.name, Text("代办", "On behalf"))
            )
    return found


def applicant_of(actor: Actor, key: str, item: Item) -> Applicant:
    """The applicant behind a choice, with the number that registers know them by.

    Raises:
        NobodyChosen: nobody yet; codes.BadCode; people.MandateRefused: the reader may not act for them.
    """
    kind, _, known = key.partition("-")
    if key == SELF:
        return _person(actor, actor.person_id, item)
    if kind not in ("person", "firm") or not known:
        raise NobodyChosen
    if kind == "firm":
        known = codes.check_credit_code(known).code
    principal = people.Principal("firm" if kind == "firm" else "person", known)
    authority = people.authority_for(actor=actor, principal=principal, matter=item.slug)
    if kind == "person":
        return _person(actor, known, item)
    return Applicant("firm", authority.principal.name, "001", known)


def _person(actor: Actor, person_id: str, item: Item) -> Applicant:
    found = registers.person(person_id, purpose=item.purpose, by=actor.ref)
    return Applicant("person", found.name, "111", found.resident_id, person_id)
