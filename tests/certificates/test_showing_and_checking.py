"""Who sees what: holders their own, verifiers what the holder shows, everybody what the paper says anyway."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.certificates.conftest import DATA, HOLDER, ISSUER, OTHER, OWNER, STRANGER

from yiwang.access.api import PUBLIC, Refused
from yiwang.certificates import api as certificates
from yiwang.certificates.models import Presentation
from yiwang.ledger import api as ledger

pytestmark = pytest.mark.django_db


def test_the_holder_sees_it_and_a_stranger_does_not(issue):
    issued = issue()
    assert certificates.certificate(issued.identifier, by=OWNER).holder_name == "王建国"
    assert len(certificates.certificates_of("person-1", by=OWNER)) == 1
    for actor in (STRANGER, PUBLIC, OTHER):
        with pytest.raises(Refused):
            certificates.certificate(issued.identifier, by=actor)
        with pytest.raises(Refused):
            certificates.file_of(issued.identifier, "pdf", by=actor)
        with pytest.raises(Refused):
            certificates.certificates_of("person-1", by=actor)


def test_staff_who_look_leave_a_trace_that_the_holder_can_read(issue):
    issued = issue()
    certificates.certificate(issued.identifier, by=ISSUER)
    looks = [entry.act for entry in ledger.looks_at("person:person-1", limit=10)]
    assert "certificates.looked-at" in looks


def test_a_code_shows_the_certificate_for_a_minute(issue):
    issued = issue()
    code = certificates.present(identifier=issued.identifier, purpose="乘车", by=OWNER)
    assert code.seconds <= 300
    shown = certificates.check_presented(code.token)
    assert shown.purpose == "乘车"
    assert shown.certificate.holder_masked == "王**"
    assert [value for _, value in shown.certificate.rows] == ["60周岁以上"]
    assert HOLDER.id_number not in repr(shown)
    Presentation.objects.update(expires_at=timezone.now())
    with pytest.raises(certificates.PresentationOver):
        certificates.check_presented(code.token)


def test_a_guessed_code_shows_nothing(issue):
    issue()
    with pytest.raises(certificates.PresentationOver):
        certificates.check_presented("guess")


def test_only_the_holder_shows_it_and_only_while_in_force(issue):
    issued = issue()
    for actor in (STRANGER, ISSUER, PUBLIC):
        with pytest.raises(Refused):
            certificates.present(identifier=issued.identifier, purpose="x", by=actor)
    certificates.suspend(identifier=issued.identifier, reason="x", by=ISSUER)
    with pytest.raises(certificates.WrongState):
        certificates.present(identifier=issued.identifier, purpose="x", by=OWNER)


def test_a_shown_code_tells_of_a_revocation_in_between(issue):
    issued = issue()
    code = certificates.present(identifier=issued.identifier, purpose="乘车", by=OWNER)
    certificates.revoke(identifier=issued.identifier, reason="x", by=ISSUER)
    assert certificates.check_presented(code.token).certificate.state == "07"


def test_identifier_and_code_are_checked_by_anyone(issue):
    issued = issue()
    seen = certificates.check(issued.identifier, issued.verification_code.lower())
    assert seen.in_force
    assert seen.holder_masked == "王**"
    for identifier, code in (
        (issued.identifier, "WRONGCODE2"),
        ("1.2.3", issued.verification_code),
        ("", ""),
        (issued.identifier, "码"),
    ):
        with pytest.raises(certificates.UnknownCertificate) as caught:
            certificates.check(identifier, code)
        assert caught.value.remedy


def test_every_use_is_logged_for_the_holder_and_counted(issue):
    issued = issue()
    code = certificates.present(identifier=issued.identifier, purpose="乘车", by=OWNER)
    certificates.check_presented(code.token)
    certificates.check(issued.identifier, issued.verification_code)
    certificates.record_use(identifier=issued.identifier, kind="in-case", purpose="申请优待", by=ISSUER)
    uses = certificates.uses_of(issued.identifier, by=OWNER)
    assert [use.kind for use in uses] == ["in-case", "checked", "checked", "presented"]
    with pytest.raises(certificates.UnknownCertificate):
        certificates.uses_of(issued.identifier, by=ISSUER)
    now = timezone.now()
    (line,) = certificates.statistics(since=now - timedelta(days=1), until=now + timedelta(days=1))
    assert (line.issued, line.presented, line.checked, line.in_cases, line.used) == (1, 1, 2, 1, 4)
    assert certificates.counts() == {"01": 1, "total": 1}
    assert certificates.issued_count() == 1


def test_the_directory_shows_no_names_and_only_to_those_who_keep_it(issue):
    for number in range(3):
        issue(f"t-{number}")
    page = certificates.directory(by=DATA, limit=2)
    assert len(page.lines) == 2
    assert "王建国" not in repr(page)
    rest = certificates.directory(by=DATA, limit=2, after=page.next)
    assert len(rest.lines) == 1
    assert rest.next is None
    with pytest.raises(Refused):
        certificates.directory(by=OWNER)
