"""A seal from its application to its end, on a real database."""

import pytest
from tests.seals.conftest import page

from yiwang.access.api import SYSTEM, Actor, Refused, Role
from yiwang.ledger import api as ledger
from yiwang.orgs.models import DepartmentRow, PostRow
from yiwang.seals import api as seals

pytestmark = pytest.mark.django_db
HOUSE = SYSTEM("rules")
OFFICE = "3716-civil"


def staff(number, *slugs, department=OFFICE):
    roles = frozenset(Role(slug, department, "3716") for slug in slugs)
    return Actor(ref=f"account:{number}", kind="staff", name="某某", account_id=number, mfa=True, roles=roles)


KEEPER, MAKER, ISSUER = staff(1, "seal-keeper"), staff(2, "operator"), staff(3, "issuer")


@pytest.fixture(autouse=True)
def office(db):
    for code, name, credit in (
        (OFFICE, "滨州市民政局", "11371600YW0000012X"),
        ("3716-other", "滨州市某某局", "11371600YW0000020Q"),
    ):
        DepartmentRow.objects.create(
            code=code, name_zh=name, name_en="Office", credit_code=credit, area_code="3716", kind="government"
        )
    PostRow.objects.create(
        id="civil-issuer", department_id=OFFICE, title_zh="制证", title_en="Issuer", role="issuer"
    )


def made():
    applied = seals.apply_for_seal(department_code=OFFICE, reason="启用电子印章", by=KEEPER)
    return seals.make_seal(seal=applied.code, by=MAKER)


def use(by, purpose="elderly-card"):
    return seals.use_seal(
        layout=page(), department_code=OFFICE, purpose=purpose, subject="certificate:x", by=by
    )


def test_a_seal_is_applied_for_made_authorised_and_used_and_every_step_is_on_the_ledger():
    seal = made()
    assert seal.state == "in-use"
    assert seal.code == "3716000000001"
    seals.authorise(seal=seal.code, grantee="system:rules", purpose="elderly-card", by=KEEPER)
    sealed = use(HOUSE)
    anchors = seals.trust_anchors()
    for data in (sealed.ofd, sealed.pdf):
        report = seals.verify_file(data, anchors)
        assert report.ok, report.failed
        assert report.signers == ("滨州市民政局",)
    (used,) = seals.uses(seal.code)
    assert (used.by, used.subject, used.purpose) == ("system:rules", "certificate:x", "elderly-card")
    acts = [entry.act for entry in ledger.trail(f"seal:{seal.code}")]
    assert sorted(acts) == ["seals.applied", "seals.authorised", "seals.made", "seals.used"]


def test_nobody_makes_the_seal_they_applied_for():
    both = staff(9, "seal-keeper", "operator")
    applied = seals.apply_for_seal(department_code=OFFICE, reason="x", by=both)
    with pytest.raises(Refused):
        seals.make_seal(seal=applied.code, by=both)


def test_a_keeper_of_another_department_may_not_touch_it():
    other = staff(4, "seal-keeper", department="3716-other")
    with pytest.raises(Refused):
        seals.apply_for_seal(department_code=OFFICE, reason="x", by=other)
    seal = made()
    with pytest.raises(Refused):
        seals.authorise(seal=seal.code, grantee="system:*", by=other)
    with pytest.raises(Refused):
        seals.revoke_seal(seal=seal.code, reason="x", by=other)


def test_without_a_grant_nobody_uses_a_seal_and_a_grant_is_for_its_purpose_only():
    seal = made()
    with pytest.raises(Refused):
        use(HOUSE)
    seals.authorise(seal=seal.code, grantee="system:*", purpose="other-card", by=KEEPER)
    with pytest.raises(Refused):
        use(HOUSE)
    use(HOUSE, "other-card")


def test_a_post_may_use_it_once_granted_and_no_more_once_withdrawn():
    seal = made()
    with pytest.raises(Refused):
        use(ISSUER)
    grant = seals.authorise(seal=seal.code, grantee="post:civil-issuer", by=KEEPER)
    assert seals.authorise(seal=seal.code, grantee="post:civil-issuer", by=KEEPER).id == grant.id
    use(ISSUER)
    with pytest.raises(Refused):
        use(staff(5, "issuer", department="3716-other"))
    seals.withdraw(seal=seal.code, grant=grant.id, by=KEEPER)
    with pytest.raises(Refused):
        use(ISSUER)
    assert seals.grants(seal.code) == ()


def test_a_department_has_one_seal_of_a_name():
    made()
    with pytest.raises(seals.SealInUseAlready):
        seals.apply_for_seal(department_code=OFFICE, reason="又一枚", by=KEEPER)


def test_a_renewed_seal_takes_over_and_the_old_one_s_documents_stay_good():
    old = made()
    seals.authorise(seal=old.code, grantee="system:*", by=KEEPER)
    before = use(HOUSE)
    wanted = seals.renew(seal=old.code, reason="换章", by=KEEPER)
    assert seals.seal_for(OFFICE).code == old.code
    new = seals.make_seal(seal=wanted.code, by=MAKER)
    assert seals.seal(old.code).state == "replaced"
    assert seals.seal_for(OFFICE).code == new.code != old.code
    with pytest.raises(Refused):  # grants are for the old seal; the keeper decides anew
        use(HOUSE)
    seals.authorise(seal=new.code, grantee="system:*", by=KEEPER)
    assert use(HOUSE).seal == new.code
    assert seals.verify_file(before.ofd, seals.trust_anchors()).ok


def test_a_revoked_seal_seals_nothing_more_but_what_it_sealed_stays_good():
    seal = made()
    seals.authorise(seal=seal.code, grantee="system:*", by=KEEPER)
    before = use(HOUSE)
    seals.revoke_seal(seal=seal.code, reason="机构撤并", by=KEEPER)
    with pytest.raises(seals.NoSealInUse):
        use(HOUSE)
    with pytest.raises(seals.WrongSealState):
        seals.revoke_seal(seal=seal.code, reason="再次", by=KEEPER)
    assert seals.verify_file(before.ofd, seals.trust_anchors()).ok


def test_a_seal_whose_key_leaked_takes_its_documents_with_it():
    seal = made()
    seals.authorise(seal=seal.code, grantee="system:*", by=KEEPER)
    before = use(HOUSE)
    seals.revoke_seal(seal=seal.code, reason="密钥泄露", by=KEEPER, key_exposed=True)
    for data in (before.ofd, before.pdf):
        assert [step.code for step in seals.verify_file(data, seals.trust_anchors()).failed] == ["chain"]


def test_the_registry_above_is_told_and_its_answer_kept(monkeypatch):
    seal = made()
    told = seals.report_upstream(seal=seal.code, by=KEEPER)
    assert told.accepted
    assert told.receipt.startswith("SIM-")
    seals.revoke_seal(seal=seal.code, reason="x", by=KEEPER)
    assert seals.report_upstream(seal=seal.code, by=KEEPER).action == "revoke"
    assert len(seals.reports(seal.code)) == 2


def test_a_silent_registry_is_a_clear_error_and_writes_nothing(monkeypatch):
    seal = made()
    monkeypatch.setenv("YIWANG_SEAL_REGISTRY_URL", "http://127.0.0.1:9/")
    with pytest.raises(seals.UpstreamDown):
        seals.report_upstream(seal=seal.code, by=KEEPER)
    assert seals.reports(seal.code) == ()


def test_an_application_is_nothing_to_report():
    applied = seals.apply_for_seal(department_code=OFFICE, reason="x", by=KEEPER)
    with pytest.raises(seals.WrongSealState):
        seals.report_upstream(seal=applied.code, by=KEEPER)


def test_setting_up_a_city_twice_makes_nothing_the_second_time():
    assert seals.set_up_city("3716", by=SYSTEM("setup")) == 2
    assert seals.set_up_city("3716", by=SYSTEM("setup")) == 0
    use(HOUSE)
    use(ISSUER)


def test_unknown_seals_are_named():
    with pytest.raises(seals.UnknownSeal) as caught:
        seals.seal("9")
    assert "9" in caught.value.message.zh


def test_a_second_office_puts_its_seal_beside_the_first():
    assert seals.set_up_city("3716", by=SYSTEM("setup")) == 2
    first = use(HOUSE)
    both = seals.add_seal(
        ofd=first.ofd,
        place=seals.Place(5, 5, 40, 40),
        department_code="3716-other",
        purpose="elderly-card",
        subject="certificate:x",
        by=HOUSE,
    )
    report = seals.verify_file(both, seals.trust_anchors())
    assert report.ok, report.failed
    assert report.signers == ("滨州市民政局", "滨州市某某局")
    with pytest.raises(seals.NotAnOfd):
        seals.add_seal(
            ofd=first.pdf,
            place=seals.Place(5, 5, 40, 40),
            department_code="3716-other",
            purpose="x",
            subject="x",
            by=HOUSE,
        )


def test_a_page_without_a_seal_is_a_document_that_says_so():
    assert [step.code for step in seals.verify_file(seals.build_pdf(page()), made_anchors()).failed] == [
        "sealed"
    ]
    assert [step.code for step in seals.verify_file(seals.build_ofd(page()), made_anchors()).failed] == [
        "sealed"
    ]


def made_anchors():
    seals.set_up_city("3716", by=SYSTEM("setup"))
    return seals.trust_anchors()
