"""Issuing: one request, one certificate, sealed in both forms, and nothing half done."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from tests.certificates.conftest import DAY, FIELDS, HOLDER, HOUSE, ISSUER, OFFICE, OTHER, OWNER

from yiwang.access.api import PUBLIC, Refused
from yiwang.bus.models import Outbox
from yiwang.certificates import api as certificates
from yiwang.certificates.models import Certificate
from yiwang.codes.api import CertificateIdentifier
from yiwang.files.api import StorageFull
from yiwang.ledger import api as ledger
from yiwang.seals import api as seals

pytestmark = pytest.mark.django_db


def test_both_forms_verify_and_say_the_same(issue):
    issued = issue()
    for form in ("ofd", "pdf"):
        data = certificates.file_of(issued.identifier, form, by=OWNER)
        report = seals.verify_file(data, seals.trust_anchors())
        assert report.ok, report.failed
        assert report.identifier == issued.identifier
        assert report.fields["holder"] == "王建国"
        assert report.fields["number"] == issued.number
        assert HOLDER.id_number.encode() not in data


def test_the_directory_record_is_complete(issue):
    issued = issue()
    identifier = CertificateIdentifier.parse(issued.identifier)
    assert identifier.type_code == "11371600YW0000012X001"
    assert identifier.issuer_code == "11371600YW0000012X"
    assert issued.number.startswith("滨老〔")
    assert issued.state == "01"
    assert issued.valid_until is None
    assert issued.issuer_name.zh == "滨州市民政局"
    assert issued.fields == FIELDS
    assert issued.holder_masked == "王**"
    assert len(issued.verification_code) == 10


def test_what_is_stored_about_a_person_is_encrypted(issue):
    issue()
    row = Certificate.objects.values().get()
    text = repr(row)
    assert "王建国" not in text
    assert HOLDER.id_number not in text
    assert FIELDS["address"] not in text


def test_the_same_transaction_gives_the_same_certificate(issue):
    assert issue("t-7").identifier == issue("t-7").identifier
    assert Certificate.objects.count() == 1


def test_a_transaction_is_not_for_two_people(issue):
    issue("t-7")
    with pytest.raises(certificates.TransactionClash):
        issue("t-7", holder=replace(HOLDER, id_number="37160219550101002X"))


def test_issuing_is_on_the_ledger_and_told_to_the_house(issue):
    issued = issue()
    (entry,) = ledger.trail(f"certificate:{issued.identifier}")
    assert entry.act == "certificates.issued"
    assert entry.person == "person:person-1"
    assert Outbox.objects.filter(name="certificates.issued").count() == 1


def test_a_type_s_own_validity_is_used_when_the_case_gives_none(issue):
    from tests.certificates.conftest import sample

    certificates.define_type({**sample("elderly"), "validity_years": 5}, by=HOUSE)
    assert issue(valid_from=date(2026, 11, 22)).valid_until == date(2031, 11, 21)
    assert issue("t-2", valid_until=date(2027, 1, 1)).valid_until == date(2027, 1, 1)


def test_only_the_issuing_department_and_the_house_issue(issue):
    assert issue("a", by=ISSUER).state == "01"
    for actor in (OTHER, OWNER, PUBLIC):
        with pytest.raises(Refused):
            issue("b", by=actor)


def test_every_wrong_field_is_named_at_once(issue):
    with pytest.raises(certificates.BadFields) as caught:
        issue(fields={"sex": "不详", "birthday": "1955-13-01", "extra": "x", "address": "长" * 81})
    said = caught.value.message.zh
    for part in ("性别", "出生日期", "extra", "住址"):
        assert part in said


def test_a_holder_of_the_wrong_kind_is_refused(issue):
    with pytest.raises(certificates.WrongHolder):
        issue(holder=certificates.Holder("某公司", "001", "11371600YW0000012X"))


def test_a_name_with_a_character_no_font_has_is_reported_not_drawn_as_a_box(issue):
    with pytest.raises(seals.CannotPrint) as caught:
        issue(holder=replace(HOLDER, name="王䶮"))
    assert "U+4DAE" in caught.value.message.en
    assert Certificate.objects.count() == 0


def test_a_text_that_does_not_fit_is_reported(issue):
    with pytest.raises(certificates.DoesNotFit):
        issue(holder=replace(HOLDER, name="阿" * 60))


def test_an_unknown_type_is_reported(issue):
    with pytest.raises(certificates.UnknownType):
        issue(type_slug="nothing")


def test_a_full_disk_leaves_no_certificate(issue, monkeypatch):
    def full(*_, **__):
        raise StorageFull

    monkeypatch.setattr("yiwang.certificates.services.issue.files.put_many", full)
    with pytest.raises(StorageFull):
        issue()
    assert Certificate.objects.count() == 0
    assert seals.uses(seals.seal_for(OFFICE).code) == ()


def test_a_batch_tells_of_each_order(types):
    orders = [
        certificates.IssueOrder("sample-elderly-card", HOLDER, OFFICE, FIELDS, DAY, "b-1"),
        certificates.IssueOrder("sample-elderly-card", HOLDER, OFFICE, {}, DAY, "b-2"),
        certificates.IssueOrder("sample-elderly-card", HOLDER, OFFICE, FIELDS, DAY, "b-3"),
    ]
    outcomes = certificates.issue_many(orders, by=HOUSE)
    assert [outcome.certificate is not None for outcome in outcomes] == [True, False, True]
    assert "性别" in outcomes[1].problem.zh


def test_both_languages_are_on_a_proof(issue):
    issued = issue(
        type_slug="sample-deposit-proof",
        fields={
            "employer": "滨州某某科技有限公司",
            "account": "371600123456",
            "monthly_deposit": "2480.00",
            "since": "2012-03-15",
            "loan_count": "1",
        },
    )
    assert seals.verify_file(
        certificates.file_of(issued.identifier, "pdf", by=OWNER), seals.trust_anchors()
    ).ok


@pytest.mark.django_db(transaction=True)
def test_two_at_once_under_one_transaction_give_one_certificate(issue):
    def run(_):
        try:
            return issue("race").identifier
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(run, range(4)))) == 1
    assert Certificate.objects.count() == 1
