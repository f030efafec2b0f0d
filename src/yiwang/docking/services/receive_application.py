"""Taking an application that a vertical system hands in for somebody it has identified."""

import json
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from yiwang.access.api import SYSTEM, Actor
from yiwang.cases import api as cases
from yiwang.crypto import api as crypto
from yiwang.docking import wire
from yiwang.docking.errors import BadMessage, NotYourItem, SerialReused, UnknownApplicant
from yiwang.docking.models import Received as Row
from yiwang.docking.services.authenticate import Known
from yiwang.docking.types import Received
from yiwang.items import api as items
from yiwang.ledger import api as ledger
from yiwang.registers import api as registers

_LONGEST_SERIAL = 40
_ID_KINDS = {"person": "111", "firm": "001"}


def receive_application(sender: Known, message: Mapping[str, Any]) -> Received:
    """Make a case of it by the cases room's own verb, with all its checks; once for a serial number.

    `message`: `serial`, `item`, `applicant` {kind, name, id_number} and `data` (the answers of the form).

    Raises:
        BadMessage, NotYourItem, SerialReused, UnknownApplicant; and whatever `cases.submit` raises.
    """
    serial, item, applicant, data = _parts(message)
    if sender.kind != "vertical" or item not in sender.items:
        raise NotYourItem(item)
    digest = wire.digest({"item": item, "applicant": applicant, "data": data})
    actor = SYSTEM(f"docking.{sender.slug}")
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"docking:{sender.slug}:{serial}"]
            )
        standing = Row.objects.filter(party=sender.slug, message_id=serial).first()
        if standing is not None:
            if standing.digest != digest:
                raise SerialReused
            return Received(standing.case_number, again=True)
        who = _identified(actor, item, applicant)
        number = cases.submit(
            actor=actor, item_slug=item, applicant=who, data=data, transaction_id=serial, channel="api"
        ).number
        Row.objects.create(
            party=sender.slug,
            message_id=serial,
            kind="application",
            digest=digest,
            sealed=crypto.seal_field(json.dumps(message, ensure_ascii=False)),
            case_number=number,
            outcome="case",
            at=timezone.now(),
        )
        ledger.record(
            "docking.application",
            by=actor.ref,
            subject=f"case:{number}",
            person=f"person:{who.person_id}" if who.person_id else "",
            detail={"party": sender.slug, "serial": serial},
        )
    return Received(number, again=False)


def application_status(sender: Known, serial: str) -> Mapping[str, Any]:
    """How the case of a serial number stands, for the system that handed it in. Raises BadMessage."""
    row = Row.objects.filter(party=sender.slug, message_id=serial, kind="application").first()
    if row is None:
        raise BadMessage({"serial": "unknown"})
    reader = SYSTEM(f"docking.{sender.slug}")
    case = cases.case(row.case_number, reader)
    return {
        "serial": serial,
        "case_number": case.number,
        "state": case.state,
        "outcome": case.outcome,
        "certificate": case.certificate,
        "timeline": [
            {"at": line.at.isoformat(), "kind": line.kind, "text": line.text.zh}
            for line in cases.timeline(case.number, reader)
            if line.public
        ],
    }


def _parts(message: Mapping[str, Any]) -> tuple[str, str, dict[str, str], dict[str, Any]]:
    wrong = {}
    serial, item = message.get("serial"), message.get("item")
    applicant, data = message.get("applicant"), message.get("data")
    if not (isinstance(serial, str) and serial.isascii() and serial.isprintable() and serial.strip()):
        wrong["serial"] = "missing"
    elif len(serial) > _LONGEST_SERIAL:
        wrong["serial"] = f"longer than {_LONGEST_SERIAL}"
    if not isinstance(item, str) or not item:
        wrong["item"] = "missing"
    if not isinstance(data, dict):
        wrong["data"] = "not an object"
    if not isinstance(applicant, dict) or applicant.get("kind") not in _ID_KINDS:
        wrong["applicant"] = "needs kind person or firm, name, id_number"
    else:
        for name in ("name", "id_number"):
            if not isinstance(applicant.get(name), str) or not 0 < len(applicant[name].strip()) <= 200:
                wrong[f"applicant.{name}"] = "missing"
    if wrong:
        raise BadMessage(wrong)
    assert isinstance(serial, str)
    assert isinstance(item, str)
    assert isinstance(applicant, dict)
    assert isinstance(data, dict)
    whom = {name: str(applicant[name]).strip() for name in ("kind", "name", "id_number")}
    return serial, item, whom, data


def _identified(actor: Actor, item_slug: str, applicant: Mapping[str, str]) -> cases.Applicant:
    """The applicant as the registers know them; the look is on the ledger with its purpose."""
    try:
        purpose = items.item(item_slug).purpose
    except items.ItemMissing:
        raise cases.ItemClosed from None
    name, number = applicant["name"], applicant["id_number"].upper()
    if applicant["kind"] == "person":
        person_id = registers.matches_identity(name, number)
        if person_id is None:
            raise UnknownApplicant
        ledger.record(
            "docking.identified",
            by=actor.ref,
            subject="register:population",
            purpose=purpose,
            person=f"person:{person_id}",
        )
        return cases.Applicant("person", name, "111", number, person_id)
    try:
        firm = registers.lookup("legal-person", number, purpose=purpose, by=actor.ref)
    except registers.NotFound:
        raise UnknownApplicant from None
    if firm.fields.get("name") != name:
        raise UnknownApplicant
    return cases.Applicant("firm", name, "001", number)
