"""A small city of certificates and seals made in memory: no database, no key store."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from yiwang.codes.api import CertificateIdentifier
from yiwang.crypto.api import Name, issue_certificate, new_serial, self_signed_root, sm2_generate, sm2_sign
from yiwang.seals.ofd.build import draft_ofd
from yiwang.seals.ofd.container import write_container
from yiwang.seals.ofd.stamp import stamp_entries
from yiwang.seals.page.layout import Layout, Place, Run, Sheet
from yiwang.seals.page.png import Png, tinted
from yiwang.seals.pdf.build import Stamp, draft_pdf
from yiwang.seals.pdf.sign import CmsMould, sign_draft
from yiwang.seals.seal_file import SealMaterial, make_seal_der
from yiwang.seals.verify.anchors import TrustAnchors
from yiwang.text import Text

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
DAY = timedelta(days=1)
IDENTIFIER = str(CertificateIdentifier.mint("11371600YW0000012X001", "11371600YW0000012X", "0000000123"))
IDENTITY = {"identifier": IDENTIFIER, "valid_from": "2026-11-22", "valid_until": "2027-11-21"}


class Authority:
    """A root of one kind of key, and what it issues."""

    def __init__(self, kind):
        self.kind = kind
        self.key, self.sign = self.pair()
        self.name = Name(f"测试根 {kind}")
        self.root = self_signed_root(
            subject=self.name,
            public_key=self.key,
            signer=self.sign,
            not_before=NOW - DAY,
            not_after=NOW + 3650 * DAY,
            key_kind=kind,
        )

    def pair(self):
        if self.kind == "sm2":
            key = sm2_generate()
            return key.public, lambda data: sm2_sign(key.private, data)
        key = ec.generate_private_key(ec.SECP256R1())
        point = key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return point, lambda data: key.sign(data, ec.ECDSA(hashes.SHA256()))

    def issue(self, name, *, until=NOW + 1800 * DAY, serial=None):
        public, sign = self.pair()
        der = issue_certificate(
            subject=Name(name),
            public_key=public,
            issuer=self.name,
            issuer_public_key=self.key,
            signer=self.sign,
            serial=serial or new_serial(),
            not_before=NOW - DAY,
            not_after=until,
            key_kind=self.kind,
            signer_kind=self.kind,
        )
        return der, sign


@dataclass
class City:
    sm2: Authority
    p256: Authority

    @property
    def anchors(self):
        return TrustAnchors(Text("测试市", "Test City"), (self.sm2.root,), (self.p256.root,))

    def material(self, *, picture=None, valid_from=NOW - DAY, valid_until=NOW + DAY, listed=None, **given):
        maker, maker_sign = given.get("maker") or self.sm2.issue("制章人")
        signer, sign = given.get("signer") or self.sm2.issue("测试局")
        signer_p256, sign_p256 = self.p256.issue("测试局")
        picture = picture or dot()
        der = make_seal_der(
            seal_id="3716000000001",
            name="测试局",
            signer_certs=listed or [signer],
            picture=picture,
            diameter=40,
            created=NOW,
            valid_from=valid_from,
            valid_until=valid_until,
            maker_cert=maker,
            sign=maker_sign,
        )
        return SealMaterial(
            "3716000000001", "测试局", der, signer, sign, signer_p256, (), sign_p256, picture, 40
        )


def dot() -> Png:
    """The smallest seal picture."""
    return tinted(b"\xff" * 4, 2, (200, 22, 29))


def page(items=(), identity=IDENTITY, sheet=None) -> Layout:
    return Layout(sheet or Sheet(100, 60), tuple(items), "测试", (Place(50, 20, 30, 30),), dict(identity))


def sealed_ofd(material, layout=None, at=NOW):
    layout = layout or page()
    return write_container(
        stamp_entries(draft_ofd(layout, at=at), seal=material, place=layout.seals[0], at=at)
    )


def signed_pdf(material, layout=None, at=NOW):
    stamp = Stamp(material.name, material.picture, "测试")
    return sign_draft(draft_pdf(layout or page(), at=at, stamp=stamp), CmsMould(material))


@pytest.fixture(scope="session")
def city():
    return City(Authority("sm2"), Authority("p256"))


@pytest.fixture(scope="session")
def material(city):
    return city.material()


@pytest.fixture(scope="session")
def ofd(material):
    return sealed_ofd(material)


@pytest.fixture(scope="session")
def pdf(material):
    return signed_pdf(material)


@pytest.fixture(scope="session")
def written():
    """A page with letters in two faces."""
    items = [Run(10, 20, "兹证明王建国", "serif", 12), Run(10, 30, "Abc 123", "sans", 9)]
    return page(items)
