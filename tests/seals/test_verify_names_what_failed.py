"""A report names exactly the step that failed, and only what can be known fails."""

import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from tests.seals.conftest import DAY, IDENTIFIER, IDENTITY, NOW, Authority, City, page, sealed_ofd, signed_pdf

from yiwang.crypto.api import Revoked, make_crl, read_certificate
from yiwang.seals.ofd.container import Entry, write_container
from yiwang.seals.ofd.stamp import stamp_entries
from yiwang.seals.page.layout import Place
from yiwang.seals.verify.anchors import read_anchors, write_anchors
from yiwang.seals.verify.archive import read_archive
from yiwang.seals.verify.file import verify_file
from yiwang.seals.verify.states import StateEntry, StateList, read_states, write_states


def failed(data, city, *, at=NOW, anchors=None, status=None):
    report = verify_file(data, anchors or city.anchors, at=at, status=status)
    return [step.code for step in report.failed]


def test_an_untouched_ofd_passes_every_step(ofd, city):
    report = verify_file(ofd, city.anchors, at=NOW)
    assert report.ok
    assert report.kind == "ofd"
    assert report.identifier == IDENTIFIER
    assert report.signers == ("测试局",)
    assert [step.code for step in report.steps if step.checked] == [
        "container", "sealed", "references", "coverage", "data-hash", "signature", "signer-listed", "seal-signature",
        "chain", "seal-validity", "seal-equal", "bytes", "identifier", "validity",
    ]  # fmt: skip


def test_an_untouched_pdf_passes_every_step(pdf, city):
    report = verify_file(pdf, city.anchors, at=NOW)
    assert report.ok
    assert report.fields["identifier"] == IDENTIFIER
    assert [step.code for step in report.steps if step.checked] == [
        "container", "data-hash", "signature", "chain", "pyhanko", "identifier", "validity",
    ]  # fmt: skip


def test_every_step_speaks_both_languages(ofd, pdf, city):
    for data in (ofd, pdf, b"x"):
        for step in verify_file(data, city.anchors, at=NOW).steps:
            assert step.title.zh
            assert step.title.en
            assert bool(step.detail.zh) == bool(step.detail.en)


def rezipped(data, changes):
    """The package written again by an ordinary ZIP library, with some entries changed or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        for name in [*names, *(name for name in changes if name not in names)]:
            content = changes[name] if name in changes else source.read(name)
            if content is not None:
                target.writestr(name, content)
    return out.getvalue()


def test_a_changed_page_is_named(ofd, city):
    page_name = "Doc_0/Pages/Page_0/Content.xml"
    changed = rezipped(ofd, {page_name: b"<x/>"})
    report = verify_file(changed, city.anchors, at=NOW)
    assert {"references", "bytes"} == {step.code for step in report.failed}
    assert page_name in next(step for step in report.failed if step.code == "references").detail.zh


def test_an_added_file_is_named(ofd, city):
    changed = rezipped(ofd, {"Doc_0/Attachs/hidden.xml": b"<x/>"})
    assert "coverage" in failed(changed, city)


def test_a_removed_file_is_named(ofd, city):
    assert "references" in failed(rezipped(ofd, {"Doc_0/PublicRes.xml": None}), city)


def test_a_repacked_container_is_caught_though_its_contents_are_the_same(ofd, city):
    assert failed(rezipped(ofd, {}), city) == ["bytes"]


def test_a_changed_description_breaks_the_signed_digest(ofd, city):
    name = "Doc_0/Signs/Sign_0/Signature.xml"
    text = read_archive(ofd).named(name).data.replace(b'Version="1"', b'Version="2"')
    assert "data-hash" in failed(rezipped(ofd, {name: text}), city)


def test_another_seal_file_is_named(ofd, city):
    other = city.material(valid_until=NOW + 2 * DAY)
    assert "seal-equal" in failed(rezipped(ofd, {"Doc_0/Signs/Sign_0/Seal.esl": other.seal_der}), city)


def test_a_signer_who_is_not_in_the_seal_is_named(city):
    stranger, _ = city.sm2.issue("别的局")
    assert failed(sealed_ofd(city.material(listed=[stranger])), city) == ["signer-listed"]


def test_a_seal_not_made_by_its_maker_is_named(city):
    maker, _ = city.sm2.issue("制章人")
    _, other_sign = city.sm2.issue("冒充者")
    assert failed(sealed_ofd(city.material(maker=(maker, other_sign))), city) == ["seal-signature"]


def test_a_signature_by_another_key_is_named(city):
    material = city.material()
    _, other_sign = city.sm2.issue("冒充者")
    assert failed(sealed_ofd(replace(material, sign=other_sign)), city) == ["signature"]


@pytest.mark.parametrize(
    ("valid_from", "valid_until"), [(NOW + DAY, NOW + 2 * DAY), (NOW - 2 * DAY, NOW - DAY)]
)
def test_a_seal_used_outside_its_validity_is_named(valid_from, valid_until, city):
    data = sealed_ofd(city.material(valid_from=valid_from, valid_until=valid_until))
    assert failed(data, city) == ["seal-validity"]


def test_a_seal_dated_in_the_future_is_named(city):
    assert "seal-validity" in failed(sealed_ofd(city.material(), at=NOW + timedelta(hours=3)), city)


def test_a_stranger_s_root_is_not_trusted(ofd, pdf, city):
    stranger = City(Authority("sm2"), Authority("p256"))
    assert failed(ofd, stranger) == ["chain"]
    assert failed(pdf, stranger) == ["chain"]


def test_a_stranger_with_our_names_is_not_trusted(city):
    forger = City(Authority("sm2"), Authority("p256"))
    material = forger.material()
    assert "chain" in failed(sealed_ofd(material), city)
    assert "chain" in failed(signed_pdf(material), city)


@pytest.mark.parametrize(
    ("reason", "since", "refused"),
    [
        ("cessation_of_operation", timedelta(hours=1), False),
        ("cessation_of_operation", -timedelta(hours=1), True),
        ("key_compromise", timedelta(hours=1), True),
    ],
)
def test_a_withdrawn_certificate_counts_from_its_date_and_a_leaked_key_always(reason, since, refused, city):
    material = city.material()
    serial = read_certificate(material.signer_cert).serial
    serial_p256 = read_certificate(material.signer_cert_p256).serial
    crls = tuple(
        make_crl(
            issuer=authority.name,
            issuer_public_key=authority.key,
            signer=authority.sign,
            revoked=[Revoked(number, NOW + since, reason)],
            number=1,
            this_update=NOW,
            next_update=NOW + 30 * DAY,
            signer_kind=authority.kind,
        )
        for authority, number in ((city.sm2, serial), (city.p256, serial_p256))
    )
    anchors = replace(city.anchors, crls=crls)
    expected = ["chain"] if refused else []
    assert failed(sealed_ofd(material), city, anchors=anchors) == expected
    assert failed(signed_pdf(material), city, anchors=anchors) == expected


def test_an_expired_document_is_named(ofd, pdf, city):
    later = NOW + 400 * DAY
    assert failed(ofd, city, at=later) == ["validity"]
    assert failed(pdf, city, at=later) == ["validity"]


def test_a_wrong_check_digit_is_named(city):
    wrong = IDENTIFIER[:-1] + ("0" if IDENTIFIER[-1] != "0" else "1")
    layout = page(identity={**IDENTITY, "identifier": wrong})
    assert failed(sealed_ofd(city.material(), layout), city) == ["identifier"]


@pytest.fixture(scope="module")
def lists(city):
    certificate, sign = city.sm2.issue("状态列表")

    def make(entries, at=NOW):
        return write_states(StateList(1, at, at + DAY, entries), certificate=certificate, sign=sign)

    return make


def test_a_withdrawn_certificate_is_named_by_the_state_list(ofd, pdf, city, lists):
    states = read_states(lists({IDENTIFIER: StateEntry("03", NOW)}), city.anchors)
    for data in (ofd, pdf):
        report = verify_file(data, city.anchors, at=NOW, status=states)
        assert [step.code for step in report.failed] == ["state"]
        assert "撤销" in report.failed[0].detail.zh


def test_a_certificate_not_on_the_list_is_in_force(ofd, city, lists):
    report = verify_file(ofd, city.anchors, at=NOW, status=read_states(lists({}), city.anchors))
    assert report.ok
    assert next(step for step in report.steps if step.code == "state").checked


def test_without_a_list_the_report_says_that_the_state_is_not_known(ofd, city):
    state = next(step for step in verify_file(ofd, city.anchors, at=NOW).steps if step.code == "state")
    assert not state.checked


def test_a_second_seal_keeps_the_first_good(ofd, city):
    entries = read_archive(ofd).entries
    twice = write_container(stamp_entries(entries, seal=city.material(), place=Place(5, 5, 30, 30), at=NOW))
    report = verify_file(twice, city.anchors, at=NOW)
    assert report.ok
    assert len(report.signers) == 2
    assert {step.seal for step in report.steps} == {0, 1, 2}


def test_a_change_under_two_seals_is_seen_by_both(ofd, city):
    entries = list(read_archive(ofd).entries)
    twice = stamp_entries(entries, seal=city.material(), place=Place(5, 5, 30, 30), at=NOW)
    changed = [
        Entry.of(entry.name, b"<x/>") if entry.name.endswith("Document.xml") else entry for entry in twice
    ]
    report = verify_file(write_container(changed), city.anchors, at=NOW)
    assert [step.seal for step in report.failed if step.code == "references"] == [1, 2]


def test_an_addition_to_a_pdf_after_signing_is_caught(pdf, city):
    update = pdf + b"7 0 obj\n<<>>\nendobj\nxref\n0 0\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n"
    assert failed(update, city) == ["container"]


def test_an_unsigned_pdf_says_so(city):
    from yiwang.seals.pdf.build import draft_pdf

    assert failed(draft_pdf(page(), at=NOW), city) == ["sealed"]


def test_anchors_survive_their_file(city):
    assert read_anchors(write_anchors(city.anchors)) == city.anchors
