"""States, renewal, expiry, and what each means to those who look."""

from datetime import timedelta

import pytest
from tests.certificates.conftest import DAY, FIELDS, HOLDER, HOUSE, ISSUER, OTHER, OWNER

from yiwang.access.api import Refused
from yiwang.certificates import api as certificates
from yiwang.certificates.queries import today
from yiwang.seals import api as seals

pytestmark = pytest.mark.django_db


def test_suspended_and_restored(issue):
    issued = issue()
    assert certificates.suspend(identifier=issued.identifier, reason="核查", by=ISSUER).state == "02"
    assert not certificates.holds(HOLDER.id_number, "sample-elderly-card")
    assert certificates.restore(identifier=issued.identifier, reason="无误", by=ISSUER).state == "01"
    assert certificates.holds(HOLDER.id_number, "sample-elderly-card")
    assert [change.operation.zh for change in certificates.history(issued.identifier)] == [
        "签发", "暂扣", "暂扣发还",
    ]  # fmt: skip


@pytest.mark.parametrize(("verb", "state"), [("withdraw", "03"), ("cancel", "04"), ("revoke", "07")])
def test_ended_for_good(verb, state, issue):
    issued = issue()
    ended = getattr(certificates, verb)(identifier=issued.identifier, reason="依法", by=ISSUER)
    assert (ended.state, ended.state_reason) == (state, "依法")
    with pytest.raises(certificates.WrongState):
        certificates.restore(identifier=issued.identifier, reason="x", by=ISSUER)


def test_only_its_issuer_changes_it(issue):
    issued = issue()
    for actor in (OTHER, OWNER):
        with pytest.raises(Refused):
            certificates.revoke(identifier=issued.identifier, reason="x", by=actor)


def test_it_expires_on_the_day_after_its_last(issue):
    issued = issue(valid_from=DAY - timedelta(days=400), valid_until=today() - timedelta(days=1))
    assert certificates.certificate(issued.identifier, by=OWNER).state == "05"
    assert certificates.expire_due() == 1
    assert certificates.expire_due() == 0
    assert certificates.history(issued.identifier)[-1].operation.zh == "过期失效"


def test_it_is_good_on_its_last_day(issue):
    issued = issue(valid_from=DAY - timedelta(days=400), valid_until=today())
    assert certificates.expire_due() == 0
    assert certificates.certificate(issued.identifier, by=OWNER).in_force


def test_a_renewed_certificate_is_the_next_version_and_chained(issue):
    old = issue()
    new = certificates.renew(
        identifier=old.identifier,
        valid_from=DAY,
        transaction_id="r-1",
        by=ISSUER,
        fields={"address": "新址1号"},
    )
    assert new.number == old.number
    assert new.predecessor == old.identifier
    assert ".002." in new.identifier
    assert new.fields == {**FIELDS, "address": "新址1号"}
    assert certificates.certificate(old.identifier, by=OWNER).state == "04"
    again = certificates.renew(identifier=old.identifier, valid_from=DAY, transaction_id="r-1", by=ISSUER)
    assert again.identifier == new.identifier


def test_the_state_list_names_what_is_not_in_force_and_the_offline_check_heeds_it(issue):
    kept, taken = issue("a"), issue("b")
    certificates.revoke(identifier=taken.identifier, reason="x", by=ISSUER)
    anchors = seals.trust_anchors()
    states = seals.read_states(certificates.state_list(), anchors)
    assert set(states.entries) == {taken.identifier}
    for issued, failed in ((kept, []), (taken, ["state"])):
        data = certificates.file_of(issued.identifier, "ofd", by=OWNER)
        assert [step.code for step in seals.verify_file(data, anchors, status=states).failed] == failed


def test_the_state_list_knows_of_expiry_before_the_night(issue):
    issued = issue(valid_from=DAY - timedelta(days=400), valid_until=today() - timedelta(days=1))
    states = seals.read_states(certificates.state_list(), seals.trust_anchors())
    assert states.entries[issued.identifier].state == "05"


def test_an_altered_state_list_is_refused(issue):
    certificates.revoke(identifier=issue().identifier, reason="x", by=ISSUER)
    data = certificates.state_list()
    with pytest.raises(seals.BadStateList):
        seals.read_states(data.replace(b'"07"', b'"01"'), seals.trust_anchors())


def test_what_a_case_issued_is_found(issue):
    issued = issue()
    assert certificates.certificates_of_case("371600202611220000011") == (issued.identifier,)
    assert certificates.certificates_of_case("") == ()


def test_certificates_of_a_department_that_lost_its_seal_stay_good(issue):
    issued = issue()
    seals.revoke_seal(seal=seals.seal_for("3716-civil").code, reason="撤并", by=HOUSE)
    data = certificates.file_of(issued.identifier, "ofd", by=OWNER)
    assert seals.verify_file(data, seals.trust_anchors()).ok
    with pytest.raises(seals.NoSealInUse):
        issue("later")
