"""Destroying what must not be kept any longer: proposed, approved by two people, erased everywhere, verified, certified."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from yiwang.access.api import Actor, require
from yiwang.crypto import api as crypto
from yiwang.lake import api as lake
from yiwang.ledger import api as ledger
from yiwang.stewardship.errors import Incomplete, NotDue, NothingThere, StillThere, WrongTurn
from yiwang.stewardship.models import Archive, Destruction
from yiwang.stewardship.place import files_of
from yiwang.stewardship.reading import destruction_view
from yiwang.stewardship.rules import certificate as certificates
from yiwang.stewardship.rules.retention import partition_key, plain
from yiwang.stewardship.services.archive import HOUSE, condition, gone, stamp
from yiwang.stewardship.services.hold import refuse_held
from yiwang.stewardship.terms import term
from yiwang.stewardship.types import DestructionView
from yiwang.text import Text

KEY = "stewardship"
_TWO = 2


def propose_destruction(*, actor: Actor, resource: str, key: str) -> DestructionView:
    """Propose to destroy a partition whose term is over; proposing again gives the one that stands.

    Raises:
        Refused, NothingThere, NotDue, Held; Incomplete without a legal basis.
    """
    require(actor, "stewardship.keep", resource)
    found = term(resource, key)
    if found is None:
        raise NothingThere
    if found.due_on is None or not found.due(timezone.localdate()):
        raise NotDue(str(found.due_on or "—"))
    if not found.basis.strip():
        raise Incomplete([Text("请先登记保存期限的依据", "Name the basis of its term first")])
    try:
        with transaction.atomic():
            refuse_held(resource)
            row = Destruction.objects.create(
                resource=resource,
                department=found.department,
                table=found.table,
                partition=plain(found.partition),
                key=key,
                period_end=found.period_end,
                due_on=found.due_on,
                retention_years=found.retention_years,
                basis=found.basis,
                proposed_by=actor.ref,
                proposed_at=timezone.now(),
            )
            _record(actor, "stewardship.destruction-proposed", row, {"due": row.due_on, "rows": found.rows})
    except IntegrityError:
        row = Destruction.objects.exclude(state__in=("done", "cancelled")).get(table=found.table, key=key)
    return destruction_view(row)


def approve_destruction(*, actor: Actor, destruction_id: int) -> DestructionView:
    """Approve, as one of two people. Raises NothingThere, Refused (also for the same person again), WrongTurn, Held."""
    with transaction.atomic():
        row = _locked(destruction_id)
        already = tuple(one["by"] for one in row.approvals)
        require(actor, "stewardship.approve-destruction", (already, row.department))
        if row.state != "proposed":
            raise WrongTurn(Text("这项销毁不在待批准状态。", "It does not wait for approval."))
        refuse_held(row.resource)
        row.approvals = [*row.approvals, {"by": actor.ref, "name": actor.name, "at": stamp(timezone.now())}]
        if len(row.approvals) >= _TWO:
            row.state = "approved"
        row.save()
        _record(actor, "stewardship.destruction-approved", row, {"approvals": len(row.approvals)})
    return destruction_view(row)


def cancel_destruction(*, actor: Actor, destruction_id: int, reason: str) -> None:
    """Take a proposal back before it is carried out. Raises Refused, NothingThere, WrongTurn, Incomplete."""
    require(actor, "stewardship.keep", None)
    if not reason.strip():
        raise Incomplete([Text("请写明理由", "Say why")])
    with transaction.atomic():
        row = _locked(destruction_id)
        if row.state not in ("proposed", "approved"):
            raise WrongTurn(Text("已经执行，不能撤销。", "It is carried out and cannot be cancelled."))
        row.state, row.note = "cancelled", reason.strip()[:500]
        row.save()
        _record(actor, "stewardship.destruction-cancelled", row, {"reason": row.note})


def carry_out(*, actor: Actor, destruction_id: int) -> DestructionView:
    """Erase, look whether anything is left, and certify. After a crash in the middle, calling again finishes it.

    Raises:
        Refused, NothingThere, WrongTurn, Held; StillThere when something is left: then there is no certificate.
    """
    require(actor, "stewardship.keep", None)
    with transaction.atomic():
        row = _locked(destruction_id)
        if row.state == "done":
            return destruction_view(row)
        if row.state == "approved":
            refuse_held(row.resource)
            _erase(row)
            _record(actor, "stewardship.destruction-begun", row, {"files": len(row.files)})
        elif row.state != "erasing":
            raise WrongTurn(Text("尚未经两人批准。", "Two people have not approved it yet."))
    for path in files_of(row.table, row.key):
        gone(path)
    return _certify(actor, destruction_id)


def certificate_file(destruction_id: int) -> bytes:
    """The certificate as a file: the document, its signature, our key, and the ledger's proof. Raises NothingThere."""
    row = Destruction.objects.filter(pk=destruction_id, state="done").first()
    if row is None or row.entry is None:
        raise NothingThere
    content = {
        "document": row.document,
        "signature": row.signature,
        "public_key": certificate_key(),
        "ledger": ledger.proof_as_json(ledger.prove(row.entry)),
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def certificate_key() -> str:
    """The public key (hex) by which certificates are checked."""
    return crypto.key_store().ensure(KEY).public_key.hex()


def _erase(row: Destruction) -> None:
    """Digest and remove, in the lake and in the archive; what was there is written down with the same commit."""
    files: list[dict[str, Any]] = []
    rows = snapshots = 0
    try:
        rows = sum(one.rows for one in lake.file_views(row.table) if partition_key(one.partition) == row.key)
        snapshots = len(_holding(row))
        if (partition := _partition(row)) is not None:
            removed = lake.drop_partition(row.table, partition, by=HOUSE)
            files += [{"path": one.path, "sm3": one.digest_sm3, "bytes": one.bytes} for one in removed]
    except lake.NoSuchTable:
        pass
    archived = Archive.objects.filter(table=row.table, key=row.key, gone_at=None).first()
    if archived is not None:
        files.append({"path": archived.path, "sm3": archived.digest, "bytes": archived.bytes})
        rows += archived.rows
        archived.gone_at = timezone.now()
        archived.save()
    if not files:
        raise NothingThere
    row.before = {"rows": rows, "files": len(files), "snapshots": snapshots}
    row.files, row.archive, row.state = files, archived, "erasing"
    row.save()


def _certify(actor: Actor, destruction_id: int) -> DestructionView:
    with transaction.atomic():
        row = _locked(destruction_id)
        if row.state == "done":
            return destruction_view(row)
        after = _left(row)
        if any(after.values()):
            raise StillThere(", ".join(f"{name} {number}" for name, number in after.items() if number))
        now = timezone.now()
        document: dict[str, Any] = {
            "kind": certificates.KIND,
            "version": 1,
            "number": f"XH-{now:%Y%m%d}-{row.pk:06d}",
            "city": settings.CITY,
            "resource": row.resource,
            "department": row.department,
            "table": row.table,
            "partition": row.key,
            "basis": row.basis,
            "retention_years": row.retention_years,
            "period_end": row.period_end.isoformat(),
            "due_on": row.due_on.isoformat(),
            "proposed_by": row.proposed_by,
            "approvals": row.approvals,
            "carried_out_by": actor.ref,
            "at": stamp(now),
            "files": row.files,
            "before": row.before,
            "after": after,
        }
        store = crypto.key_store()
        store.ensure(KEY)
        row.document = document
        row.signature = store.sign(KEY, certificates.canonical(document)).hex()
        row.entry = ledger.record(
            "stewardship.destroyed",
            by=actor.ref,
            subject=f"resource:{row.resource}",
            detail={
                "number": document["number"],
                "sm3": certificates.digest(document),
                "rows": row.before["rows"],
            },
        )
        row.state, row.done_at = "done", now
        row.save()
    return destruction_view(row)


def _left(row: Destruction) -> Mapping[str, int]:
    """What can still be found: rows in the table, files on disk, readable snapshots that hold the partition."""
    files = sum(Path(one["path"]).exists() for one in row.files if "://" not in one["path"])
    files += len(files_of(row.table, row.key))
    try:
        where, values = condition(row.partition)
        with lake.connect() as connection:
            lake.view(connection, "data", row.table)
            sql = f"SELECT count(*) FROM data WHERE {where}"  # noqa: S608  (names are quoted)
            counted = connection.execute(sql, values).fetchone()
        rows = counted[0] if counted else 0
        snapshots = len(_holding(row))
    except lake.NoSuchTable:
        rows = snapshots = 0
    return {"rows": int(rows), "files": files, "snapshots": snapshots}


def _holding(row: Destruction) -> list[int]:
    """The readable snapshots that hold a file of the partition."""
    return [
        one.snapshot_id
        for one in lake.snapshots(row.table)
        if not one.expired and _files(row, one.snapshot_id)
    ]


def _files(row: Destruction, snapshot_id: int) -> list[lake.FileView]:
    files = lake.file_views(row.table, snapshot_id=snapshot_id)
    return [file for file in files if partition_key(file.partition) == row.key]


def _partition(row: Destruction) -> Mapping[str, Any] | None:
    """The partition in the lake's own types, if any readable snapshot holds it."""
    holding = _holding(row)
    return _files(row, holding[0])[0].partition if holding else None


def _record(actor: Actor, act: str, row: Destruction, detail: dict[str, Any]) -> None:
    ledger.record(
        act, by=actor.ref, subject=f"resource:{row.resource}", detail={"partition": row.key, **detail}
    )


def _locked(destruction_id: int) -> Destruction:
    row = (
        Destruction.objects.select_for_update(of=("self",))
        .select_related("archive")
        .filter(pk=destruction_id)
        .first()
    )
    if row is None:
        raise NothingThere
    return row
