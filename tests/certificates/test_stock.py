"""Certificates from before: recorded, confirmed by their issuer, and then as good as new ones."""

import pytest
from tests.certificates.conftest import DATA, DAY, FIELDS, HOLDER, HOUSE, ISSUER, OFFICE, OTHER, OWNER

from yiwang.access.api import Refused
from yiwang.certificates import api as certificates
from yiwang.certificates.models import StockRecord
from yiwang.seals import api as seals

pytestmark = pytest.mark.django_db


def record(number="滨老字第88号", by=DATA, **given):
    return certificates.record_existing(
        **{
            "type_slug": "sample-elderly-card",
            "number": number,
            "holder": HOLDER,
            "issuer_department": OFFICE,
            "fields": FIELDS,
            "valid_from": DAY.replace(year=2019),
            "by": by,
            **given,
        }
    )


def test_a_confirmed_record_enters_the_directory_under_its_old_number(types):
    waiting = record()
    assert [one.id for one in certificates.stock_records(by=ISSUER, issuer_department=OFFICE)] == [waiting.id]
    issued = certificates.confirm_existing(waiting.id, by=ISSUER)
    assert (issued.origin, issued.number, issued.person_id) == ("stock", "滨老字第88号", "person-1")
    assert issued.valid_from.year == 2019
    assert seals.verify_file(
        certificates.file_of(issued.identifier, "ofd", by=OWNER), seals.trust_anchors()
    ).ok
    lines = certificates.directory(by=DATA, origin="stock").lines
    assert [line.identifier for line in lines] == [issued.identifier]
    assert certificates.stock_records(by=ISSUER) == ()


def test_a_returned_record_enters_nothing_and_may_be_recorded_again(types):
    waiting = record()
    returned = certificates.return_existing(waiting.id, reason="查无此证", by=ISSUER)
    assert (returned.state, returned.reason) == ("returned", "查无此证")
    with pytest.raises(certificates.UnknownStockRecord):
        certificates.confirm_existing(waiting.id, by=ISSUER)
    assert certificates.issued_count() == 0
    record()


def test_a_record_counts_once(types):
    record()
    with pytest.raises(certificates.StockRecordedAlready):
        record()


def test_only_data_officers_record_and_only_the_issuer_confirms(types):
    with pytest.raises(Refused):
        record(by=OWNER)
    waiting = record()
    for actor in (OTHER, DATA, OWNER):
        with pytest.raises(Refused):
            certificates.confirm_existing(waiting.id, by=actor)


def test_wrong_values_and_unknown_types_are_refused_at_the_door(types):
    with pytest.raises(certificates.BadFields):
        record(fields={})
    with pytest.raises(certificates.UnknownType):
        record(type_slug="nothing")


def test_what_is_recorded_about_a_person_is_encrypted(types):
    record()
    assert "王建国" not in repr(StockRecord.objects.values().get())


def test_the_catalogue_counts_stock_and_new(types, issue):
    certificates.confirm_existing(record().id, by=HOUSE)
    issue()
    counts = {kind.slug: kind.issued for kind in certificates.catalogue()}
    assert counts == {"sample-elderly-card": 2, "sample-deposit-proof": 0}
