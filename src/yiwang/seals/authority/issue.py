"""Issue certificates with the city's roots."""

from datetime import datetime, timedelta
from functools import partial

from django.db import connection, transaction
from django.db.models import QuerySet

from yiwang.crypto.api import (
    KeyKind,
    Name,
    issue_certificate,
    key_store,
    new_serial,
    read_certificate,
    self_signed_root,
)
from yiwang.seals.models import IssuedCertificate
from yiwang.theme.brand import brand

ROOT, MAKER, LISTS, SIGNER = "root", "seal-maker", "lists", "signer"
_ROOT_YEARS, _YEARS = 30, 10
_YEAR = timedelta(days=365)
#: Certificates begin a little in the past, so that a verifier's slow clock does not call them not yet valid.
_BACKDATE = timedelta(minutes=5)
#: Held while the authority is set up, so that two processes starting at once make one root.
_SETUP_LOCK = 0x5EA15


def ensure_authority(at: datetime) -> bool:
    """Make what is missing of roots, seal maker and list signer; whether anything was."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SETUP_LOCK])
        missing = [
            (role, kind)
            for role, kind in ((ROOT, "sm2"), (ROOT, "p256"), (MAKER, "sm2"), (LISTS, "sm2"))
            if not _standing(role, kind).exists()
        ]
        for role, kind in missing:
            _make(role, "sm2" if kind == "sm2" else "p256", at)
    return bool(missing)


def current(role: str, kind: str = "sm2") -> IssuedCertificate:
    """The certificate in force for a role that exists once. IssuedCertificate.DoesNotExist before the authority is set up."""
    return _standing(role, kind).get()


def issue_signer(*, name: str, department: str, code: str, kind: KeyKind, at: datetime) -> IssuedCertificate:
    """A certificate for the key of one seal."""
    subject = Name(name, organization=department, organizational_unit=code, locality=brand().city.zh)
    return _issue(SIGNER, kind, f"seal:{code}:{kind}", subject, at)


def issuer_name(root: IssuedCertificate) -> Name:
    """The root's own name, read from its certificate: the city may have been renamed since."""
    view = read_certificate(bytes(root.der))
    return Name(view.subject_cn, organization=view.subject_organization)


def _standing(role: str, kind: str) -> QuerySet[IssuedCertificate]:
    return IssuedCertificate.objects.filter(role=role, kind=kind, revoked_at__isnull=True)


def _make(role: str, kind: KeyKind, at: datetime) -> None:
    city = brand().city
    titles = {ROOT: "电子印章根证书", MAKER: "电子印章制作", LISTS: "证照状态列表"}
    name = f"{city.zh}（示范）{titles[role]} {kind.upper()}"
    if role == ROOT:
        _root(kind, Name(name, organization=f"{city.zh}（示范）"), at)
    else:
        _issue(role, kind, f"authority:{role}:{kind}", Name(name, organization=f"{city.zh}（示范）"), at)


def _root(kind: KeyKind, subject: Name, at: datetime) -> None:
    key_name = f"authority:{ROOT}:{kind}"
    key = key_store().ensure(key_name, kind)
    until, serial = at + _ROOT_YEARS * _YEAR, new_serial()
    der = self_signed_root(
        subject=subject,
        public_key=key.public_key,
        signer=partial(key_store().sign, key_name),
        not_before=at - _BACKDATE,
        not_after=until,
        serial=serial,
        key_kind=kind,
    )
    _keep(ROOT, kind, key_name, subject, serial, der, at, until)


def _issue(role: str, kind: KeyKind, key_name: str, subject: Name, at: datetime) -> IssuedCertificate:
    root = current(ROOT, kind)
    root_key = key_store().ensure(root.key_name, kind)
    key = key_store().ensure(key_name, kind)
    until, serial = at + _YEARS * _YEAR, new_serial()
    der = issue_certificate(
        subject=subject,
        public_key=key.public_key,
        issuer=issuer_name(root),
        issuer_public_key=root_key.public_key,
        signer=partial(key_store().sign, root.key_name),
        serial=serial,
        not_before=at - _BACKDATE,
        not_after=until,
        key_kind=kind,
        signer_kind=kind,
    )
    return _keep(role, kind, key_name, subject, serial, der, at, until)


def _keep(
    role: str,
    kind: KeyKind,
    key_name: str,
    subject: Name,
    serial: int,
    der: bytes,
    at: datetime,
    until: datetime,
) -> IssuedCertificate:
    return IssuedCertificate.objects.create(
        role=role,
        kind=kind,
        key_name=key_name,
        subject=subject.common_name,
        serial=f"{serial:x}",
        der=der,
        not_before=at - _BACKDATE,
        not_after=until,
    )
