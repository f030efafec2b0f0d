"""Make a seal that was applied for: picture, keys, certificates, and the seal file signed by the maker."""

from datetime import timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.bus import api as bus
from yiwang.crypto.api import key_store
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.seals.authority.issue import MAKER, current, ensure_authority, issue_signer
from yiwang.seals.errors import WrongSealState
from yiwang.seals.facts import SealMade
from yiwang.seals.fonts.shelf import font_file
from yiwang.seals.models import Seal
from yiwang.seals.permissions import SealSubject
from yiwang.seals.picture import draw_round_seal
from yiwang.seals.queries import locked_seal, seal_view
from yiwang.seals.seal_file import make_seal_der
from yiwang.seals.types import STATES, SealView

_LIFE = timedelta(days=5 * 365)


def make_seal(*, seal: str, by: Actor) -> SealView:
    """Make it and put it in use; the seal it replaces ends.

    Raises `Refused`, UnknownSeal, WrongSealState.
    """
    now = timezone.now()
    with transaction.atomic():
        row = locked_seal(seal)
        require(by, "seals.make", SealSubject(row.department_code, row.applied_by))
        if row.state != Seal.State.APPLIED:
            raise WrongSealState(seal, STATES[row.state])
        ensure_authority(now)
        if row.predecessor_id:
            Seal.objects.filter(pk=row.predecessor_id, state=Seal.State.IN_USE).update(
                state=Seal.State.REPLACED, ended_at=now, end_reason=f"由 {row.code} 接替"
            )
        department = orgs.department(row.department_code)
        row.signer = issue_signer(
            name=row.name, department=department.name.zh, code=row.code, kind="sm2", at=now
        )
        row.signer_p256 = issue_signer(
            name=row.name, department=department.name.zh, code=row.code, kind="p256", at=now
        )
        maker = current(MAKER)
        row.made_by, row.made_at, row.state = by.ref, now, Seal.State.IN_USE
        row.valid_from, row.valid_until = now - timedelta(minutes=5), now + _LIFE
        row.der = make_seal_der(
            seal_id=row.code,
            name=row.name,
            signer_certs=[bytes(row.signer.der)],
            picture=draw_round_seal(
                row.name, mark=row.mark, font=font_file("serif-bold"), diameter=row.diameter
            ),
            diameter=row.diameter,
            created=now,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
            maker_cert=bytes(maker.der),
            sign=partial(key_store().sign, maker.key_name),
        )
        row.save()
        ledger.record("seals.made", by=by.ref, subject=f"seal:{seal}", detail={"name": row.name})
        bus.publish(SealMade(row.code, row.department_code))
    return seal_view(row)
