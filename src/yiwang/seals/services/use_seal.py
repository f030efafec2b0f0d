"""Use a seal: make both forms of a document, sealed, and log it."""

from datetime import datetime
from functools import lru_cache, partial

from django.db import transaction
from django.utils import timezone

from yiwang.access.api import Actor, may, require
from yiwang.crypto.api import key_store, sm3
from yiwang.ledger import api as ledger
from yiwang.orgs import api as orgs
from yiwang.seals.asn1 import Seal as SealStructure
from yiwang.seals.errors import NoSealInUse, NotAnOfd, NotGranted
from yiwang.seals.models import Seal, SealGrant, SealUse
from yiwang.seals.ofd.build import draft_ofd
from yiwang.seals.ofd.container import write_container
from yiwang.seals.ofd.stamp import stamp_entries
from yiwang.seals.page.cuts import cut_fonts
from yiwang.seals.page.layout import Layout, Place
from yiwang.seals.pdf.build import Stamp, draft_pdf
from yiwang.seals.pdf.sign import CmsMould, sign_draft
from yiwang.seals.permissions import UseSubject
from yiwang.seals.picture import picture_of
from yiwang.seals.queries import in_use
from yiwang.seals.seal_file import SealMaterial
from yiwang.seals.types import Sealed
from yiwang.seals.verify.archive import read_archive
from yiwang.seals.verify.refusal import Refusal


def use_seal(
    *,
    layout: Layout,
    department_code: str,
    purpose: str,
    subject: str,
    by: Actor,
    at: datetime | None = None,
) -> Sealed:
    """Make the OFD and the PDF of `layout` with the department's seal on both.

    `purpose` is what grants name (a certificate type's slug), `subject` what the document is about. Raises `Refused`
    (NotGranted), NoSealInUse, CannotPrint.
    """
    now = at or timezone.now()
    code, signer = _granted_seal(department_code, by, purpose, now)
    material, mould = _material(code, signer)
    cuts = cut_fonts(layout.items)
    entries = draft_ofd(layout, at=now, cuts=cuts)
    ofd = write_container(stamp_entries(entries, seal=material, place=layout.seals[0], at=now))
    stamp = Stamp(material.name, material.picture, layout.title)
    pdf = sign_draft(draft_pdf(layout, at=now, stamp=stamp, cuts=cuts), mould)
    _log(code, ofd, purpose, subject, by, now)
    return Sealed(ofd, pdf, code)


def add_seal(
    *, ofd: bytes, place: Place, department_code: str, purpose: str, subject: str, by: Actor
) -> bytes:
    """The OFD with one more department's seal at `place`; the seals on it stay good (continued signing).

    A PDF takes one signature only: its first covers the whole file. Raises `Refused`, NoSealInUse, NotAnOfd.
    """
    now = timezone.now()
    code, signer = _granted_seal(department_code, by, purpose, now)
    try:
        entries = read_archive(ofd).entries
    except Refusal as refusal:
        raise NotAnOfd(refusal.reason) from refusal
    material, _ = _material(code, signer)
    sealed = write_container(stamp_entries(entries, seal=material, place=place, at=now))
    _log(code, sealed, purpose, subject, by, now)
    return sealed


def _log(code: str, ofd: bytes, purpose: str, subject: str, by: Actor, now: datetime) -> None:
    digest = sm3(ofd).hex()
    with transaction.atomic(savepoint=False):
        SealUse.objects.create(
            seal_id=code, at=now, by_ref=by.ref, subject=subject, purpose=purpose, digest=digest
        )
        ledger.record(
            "seals.used", by=by.ref, subject=f"seal:{code}", detail={"about": subject, "digest": digest}
        )


@lru_cache(maxsize=256)
def _material(code: str, signer: int) -> tuple[SealMaterial, CmsMould]:
    """What a made seal needs to be used. It never changes under one signer's certificate, so it is kept."""
    row = Seal.objects.select_related("signer", "signer_p256").get(pk=code)
    if row.signer is None or row.signer_p256 is None:
        raise NoSealInUse(row.department_code)
    der = bytes(row.der)
    picture = SealStructure.load(der)["info"]["picture"]["data"].native
    material = SealMaterial(
        seal_id=code,
        name=row.name,
        seal_der=der,
        signer_cert=bytes(row.signer.der),
        sign=partial(key_store().sign, row.signer.key_name),
        signer_cert_p256=bytes(row.signer_p256.der),
        chain_p256=(),
        sign_p256=partial(key_store().sign, row.signer_p256.key_name),
        picture=picture_of(picture),
        diameter=row.diameter,
    )
    return material, CmsMould(material)


def _granted_seal(department_code: str, by: Actor, purpose: str, now: datetime) -> tuple[str, int]:
    """The seal that the actor may use, and the key of its signer's certificate. Raises NoSealInUse, NotGranted, `Refused`."""
    standing = SealGrant.objects.filter(
        seal__department_code=department_code,
        seal__state=Seal.State.IN_USE,
        seal__valid_until__gt=now,
        withdrawn_at__isnull=True,
        purpose__in=[purpose, "*"],
    ).order_by("seal_id")
    for code, signer, grantee, until in standing.values_list(
        "seal_id", "seal__signer_id", "grantee", "until"
    ):
        if (until is None or until > now) and _covers(grantee, by):
            require(by, "seals.use", UseSubject(department_code, granted=True))
            return code, signer
    if not in_use(department_code).filter(valid_until__gt=now).exists():
        raise NoSealInUse(department_code)
    verdict = may(by, "seals.use", UseSubject(department_code, granted=False))
    raise NotGranted(verdict.reasons, verdict.remedy)


def _covers(grantee: str, by: Actor) -> bool:
    if by.kind == "system":
        return grantee in ("system:*", by.ref)
    if not grantee.startswith("post:"):
        return False
    post = orgs.post(grantee.removeprefix("post:"))
    return by.holds(post.role, department=post.department_code)
