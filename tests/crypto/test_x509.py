"""SM2 certificates: issued, read, chained to an anchor, withdrawn, and refused for every defect by name."""

import base64
import shutil
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import x509
from cryptography import x509 as other_x509

from yiwang.crypto.api import (
    BadCertificate,
    Name,
    Revoked,
    check_chain,
    issue_certificate,
    make_crl,
    new_serial,
    read_certificate,
    read_crl,
    self_signed_root,
)
from yiwang.crypto.keys import kinds

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
YEAR = timedelta(days=365)


class Authority:
    """A key with a name that issues certificates; times default to a year around NOW."""

    def __init__(self, common_name, kind="sm2"):
        self.name = Name(common_name, organization="滨州市", province="山东省", locality="滨州市")
        self.kind = kind
        self.key = kinds.generate(kind)

    def sign(self, data):
        return kinds.sign(self.kind, self.key.private, data)

    def root(self, **changes):
        arguments = {"not_before": NOW - YEAR, "not_after": NOW + YEAR} | changes
        return self_signed_root(
            subject=self.name, public_key=self.key.public, signer=self.sign, key_kind=self.kind, **arguments
        )

    def issue(self, other, **changes):
        arguments = {"not_before": NOW - YEAR, "not_after": NOW + YEAR, "serial": new_serial()} | changes
        return issue_certificate(
            subject=other.name,
            public_key=other.key.public,
            key_kind=other.kind,
            issuer=self.name,
            issuer_public_key=self.key.public,
            signer=self.sign,
            signer_kind=self.kind,
            **arguments,
        )

    def crl(self, revoked, **changes):
        arguments = {"number": 7, "this_update": NOW - YEAR, "next_update": NOW + YEAR} | changes
        return make_crl(
            issuer=self.name,
            issuer_public_key=self.key.public,
            signer=self.sign,
            signer_kind=self.kind,
            revoked=revoked,
            **arguments,
        )


@pytest.fixture(scope="module")
def root():
    return Authority("滨州市根证书")


@pytest.fixture(scope="module")
def middle():
    return Authority("滨州市政务 CA")


@pytest.fixture(scope="module")
def person():
    return Authority("滨州市民政局")


@pytest.fixture(params=["sm2", "p256"])
def chain(request):
    root, middle, leaf = (Authority(name, request.param) for name in ("根", "中级", "叶"))
    return root, middle, leaf, root.root(), root.issue(middle, ca=True, path_length=0), middle.issue(leaf)


def test_what_was_issued_reads_back(root, person):
    serial = new_serial()
    view = read_certificate(root.issue(person, serial=serial))
    assert (view.subject_cn, view.issuer_cn, view.serial) == ("滨州市民政局", "滨州市根证书", serial)
    assert view.subject_organization == "滨州市"
    assert view.public_key == person.key.public
    assert (view.not_before, view.not_after) == (NOW - YEAR, NOW + YEAR)
    assert not view.is_ca
    assert view.usage == {"digital_signature", "non_repudiation"}
    assert view.aki == read_certificate(root.root()).ski


def test_a_chain_leads_to_its_anchor(chain):
    _root, _middle, _leaf, root_der, middle_der, leaf_der = chain
    report = check_chain(leaf_der, [middle_der], [root_der], at=NOW)
    assert report.ok, report
    assert report.path == ("叶", "中级", "根")
    assert check_chain(root_der, [], [root_der], at=NOW).ok


def test_a_chain_to_no_anchor_is_refused(chain):
    root, _middle, _leaf, root_der, middle_der, leaf_der = chain
    assert check_chain(leaf_der, [], [root_der], at=NOW).code == "no-anchor"
    impostor = Authority("根", root.kind).root()
    assert check_chain(leaf_der, [middle_der], [impostor], at=NOW).code == "no-anchor"
    assert check_chain(leaf_der, [middle_der, root_der], [], at=NOW).code == "no-anchor"


def test_a_certificate_signed_by_someone_else_is_refused(root, person):
    forger = Authority("滨州市根证书")
    forged = issue_certificate(
        subject=person.name,
        public_key=person.key.public,
        issuer=root.name,
        issuer_public_key=root.key.public,
        signer=forger.sign,
        serial=1,
        not_before=NOW - YEAR,
        not_after=NOW + YEAR,
    )
    assert check_chain(forged, [], [root.root()], at=NOW).code == "bad-signature"


def test_time_is_checked_on_every_link(root, middle, person):
    leaf = middle.issue(person)
    authority = root.issue(middle, ca=True, not_after=NOW)
    assert check_chain(leaf, [authority], [root.root()], at=NOW).ok
    late = check_chain(leaf, [authority], [root.root()], at=NOW + timedelta(seconds=1))
    assert (late.code, late.reason.en) == ("expired", "滨州市政务 CA: the certificate has expired")
    early = middle.issue(person, not_before=NOW + timedelta(days=1))
    assert check_chain(early, [authority], [root.root()], at=NOW).code == "not-yet-valid"


def test_only_an_authority_may_issue_and_only_as_deep_as_allowed(root, middle, person):
    plain = root.issue(middle)
    assert check_chain(middle.issue(person), [plain], [root.root()], at=NOW).code == "not-an-authority"
    shallow = root.issue(middle, ca=True, path_length=0)
    second = Authority("第二层 CA")
    report = check_chain(
        second.issue(person), [middle.issue(second, ca=True), shallow], [root.root()], at=NOW
    )
    assert report.code == "path-too-long"


def test_two_authorities_that_certify_each_other_lead_nowhere(person):
    one, other = Authority("甲"), Authority("乙")
    report = check_chain(
        one.issue(person),
        [other.issue(one, ca=True), one.issue(other, ca=True)],
        [Authority("丙").root()],
        at=NOW,
    )
    assert report.code == "no-anchor"


def test_a_withdrawn_certificate_is_refused_from_that_day_on(root, person):
    leaf = root.issue(person)
    gone = Revoked(read_certificate(leaf).serial, NOW, "key_compromise")
    crl = root.crl([gone])
    view = read_crl(crl)
    assert view.number == 7
    assert view.revoked == {gone.serial: gone}
    assert check_chain(leaf, [], [root.root()], at=NOW - timedelta(seconds=1), crl=crl).ok
    report = check_chain(leaf, [], [root.root()], at=NOW, crl=[crl])
    assert report.code == "revoked"
    assert "2026-11-22" in report.reason.zh


def test_a_stale_forged_or_foreign_list_does_not_pass_for_a_good_one(root, person):
    leaf = root.issue(person)
    assert check_chain(leaf, [], [root.root()], at=NOW, crl=root.crl([])).ok
    stale = root.crl([], next_update=NOW - timedelta(days=1))
    assert check_chain(leaf, [], [root.root()], at=NOW, crl=stale).code == "crl-stale"
    forged = Authority("滨州市根证书").crl([])
    assert check_chain(leaf, [], [root.root()], at=NOW, crl=forged).code == "crl-bad-signature"
    foreign = Authority("别处").crl([Revoked(read_certificate(leaf).serial, NOW)])
    assert check_chain(leaf, [], [root.root()], at=NOW, crl=foreign).ok


def test_no_flipped_bit_of_a_certificate_goes_unnoticed(root, person):
    anchor = root.root()
    # A signature that ends in a zero bit once hid a change to the count of unused bits before it.
    leaf = bytearray(next(der for der in iter(lambda: root.issue(person), b"") if der[-1] & 1 == 0))
    for position in range(len(leaf) * 8):
        leaf[position // 8] ^= 1 << position % 8
        assert not check_chain(bytes(leaf), [], [anchor], at=NOW).ok, position
        leaf[position // 8] ^= 1 << position % 8


@pytest.mark.parametrize("der", [b"", b"\x30", b"not a certificate", b"\x30\x03\x02\x01\x01"])
def test_what_is_no_certificate_is_called_so(der):
    with pytest.raises(BadCertificate):
        read_certificate(der)
    with pytest.raises(BadCertificate):
        read_crl(der)
    assert check_chain(der, [], [], at=NOW).code == "unreadable"


def test_bytes_after_the_end_and_unknown_critical_extensions_are_refused(root, person):
    leaf = root.issue(person)
    with pytest.raises(BadCertificate):
        read_certificate(leaf + b"\0")
    certificate = x509.Certificate.load(leaf)
    tbs = certificate["tbs_certificate"]
    tbs["extensions"].append({"extn_id": "1.2.3.4", "critical": True, "extn_value": b"\x05\x00"})
    certificate["signature_value"] = root.sign(tbs.dump(force=True))
    report = check_chain(certificate.dump(force=True), [], [root.root()], at=NOW)
    assert report.code == "unknown-extension"


def test_a_name_in_gbk_under_a_teletex_label_is_read(root):
    gbk = "滨州市民政局".encode("gb18030")
    as_utf8, as_teletex = b"\x0c\x0cABCDEFGHIJKL", b"\x14\x0c" + gbk
    der = root.issue(Authority("ABCDEFGHIJKL"))
    assert der.count(as_utf8) == 1
    assert read_certificate(der.replace(as_utf8, as_teletex)).subject_cn == "滨州市民政局"


def test_dates_after_2049_change_their_form_and_stay_themselves(root, person):
    far = datetime(2060, 1, 1, tzinfo=UTC)
    assert read_certificate(root.issue(person, not_after=far)).not_after == far
    with pytest.raises(ValueError, match="zone"):
        root.issue(person, not_after=datetime(2030, 1, 1))


def test_another_library_reads_what_we_issue(chain):
    leaf_der = chain[-1]
    theirs = other_x509.load_der_x509_certificate(leaf_der)
    assert theirs.serial_number == read_certificate(leaf_der).serial
    assert theirs.not_valid_after_utc == NOW + YEAR


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl on this machine")
def test_openssl_accepts_our_chain_and_our_list(tmp_path, root, middle, person):
    def write(name, kind, *ders):
        blocks = [
            f"-----BEGIN {kind}-----\n{base64.encodebytes(der).decode()}-----END {kind}-----\n"
            for der in ders
        ]
        (tmp_path / name).write_text("".join(blocks))

    authority, leaf = root.issue(middle, ca=True), middle.issue(person)
    write("root.pem", "CERTIFICATE", root.root())
    write("middle.pem", "CERTIFICATE", authority)
    write("leaf.pem", "CERTIFICATE", leaf)
    gone = Revoked(read_certificate(leaf).serial, NOW - timedelta(days=1))
    # OpenSSL applies `distid` to the last certificate's signature only, so each link is asked for by itself.
    base = ["openssl", "verify", "-vfyopt", "distid:1234567812345678", "-attime", str(int(NOW.timestamp()))]
    for trusted, checked in (("root.pem", "middle.pem"), ("middle.pem", "leaf.pem")):
        command = [*base, "-partial_chain", "-trusted", trusted, checked]
        verdict = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
        assert verdict.returncode == 0, verdict.stderr
    write("lists.pem", "X509 CRL", middle.crl([gone]))
    shown = subprocess.run(
        ["openssl", "crl", "-in", "lists.pem", "-noout", "-text"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert f"{gone.serial:X}" in shown.stdout
    assert "SM2-with-SM3" in shown.stdout
