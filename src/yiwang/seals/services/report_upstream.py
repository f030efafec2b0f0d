"""Report a seal to the provincial registry."""

import base64
import os

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.seals.errors import UnknownSeal, WrongSealState
from yiwang.seals.models import Seal, UpstreamReport
from yiwang.seals.permissions import SealSubject
from yiwang.seals.types import STATES, ReportView
from yiwang.seals.upstream.registry import Answer, Registry
from yiwang.seals.upstream.simulator import simulated_registry
from yiwang.text import Text

_ACTIONS = {"in-use": "register", "revoked": "revoke", "replaced": "revoke"}


def report_upstream(*, seal: str, by: Actor) -> ReportView:
    """Tell the registry of `YIWANG_SEAL_REGISTRY_URL` what state the seal is in; without one, a SIMULATED registry answers.

    Raises `Refused`, UnknownSeal, WrongSealState (nothing to report about a mere application), UpstreamDown.
    """
    row = Seal.objects.filter(pk=seal).first()
    if row is None:
        raise UnknownSeal(seal)
    require(by, "seals.report", SealSubject(row.department_code))
    if row.state not in _ACTIONS:
        raise WrongSealState(seal, STATES[row.state])
    department = orgs.department(row.department_code)
    message = {
        "action": _ACTIONS[row.state],
        "code": row.code,
        "name": row.name,
        "department": department.name.zh,
        "credit_code": department.credit_code,
        "seal": base64.b64encode(bytes(row.der)).decode(),
    }
    # The call is made outside of any transaction: a slow registry must not hold locks here.
    answer = _send(message)
    with transaction.atomic():
        report = UpstreamReport.objects.create(
            seal=row,
            action=message["action"],
            at=timezone.now(),
            by_ref=by.ref,
            accepted=answer.accepted,
            receipt=answer.receipt,
            answer=answer.remark[:300],
        )
        ledger.record(
            "seals.reported",
            by=by.ref,
            subject=f"seal:{seal}",
            detail={"action": message["action"], "accepted": answer.accepted, "receipt": answer.receipt},
        )
    return ReportView(seal, report.action, report.at, report.accepted, report.receipt, report.answer)


def _send(message: dict[str, str]) -> Answer:
    if url := os.environ.get("YIWANG_SEAL_REGISTRY_URL"):
        return Registry(url).report(message)
    with simulated_registry() as url:
        # The rehearsal registry forgets between calls, so it is told of the seal before hearing of its end.
        if message["action"] == "revoke":
            Registry(url).report({**message, "action": "register"})
        return Registry(url).report(message)


def registry_name() -> Text:
    """Which registry answers: the one connected, or the simulated one of a model city."""
    if os.environ.get("YIWANG_SEAL_REGISTRY_URL"):
        return Text("省电子印章备案系统", "Provincial seal registry")
    return Text("省电子印章备案系统（模拟）", "Provincial seal registry (simulated)")
