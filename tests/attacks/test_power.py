"""Power used for oneself, or without a trace."""

import re
import stat
from dataclasses import replace

import pytest
from django.test import Client
from tests.attacks.test_every_door import resident
from tests.attacks.test_whose_case import plain_static_files, signed_in
from tests.support import cast

from yiwang.access.api import Actor, Role, may
from yiwang.cases.permissions import CaseSubject
from yiwang.certificates.permissions import CertificateSubject
from yiwang.files import api as files
from yiwang.ledger import api as ledger
from yiwang.people.actors import actor_of
from yiwang.people.models import Account
from yiwang.seals.permissions import SealSubject

__all__ = ["plain_static_files"]

OWN = CaseSubject("1", "p-1", "account:9", "bureau", "3716", "", "review", "approver")


def official(*slugs: str, department: str = "bureau") -> Actor:
    roles = frozenset(Role(slug, department, "3716") for slug in slugs)
    return Actor("account:7", "staff", "李强", 7, person_id="p-1", mfa=True, roles=roles)


@pytest.mark.parametrize(
    "verb", ["cases.inspect", "cases.review", "cases.decide", "cases.pause", "cases.issue"]
)
def test_nobody_has_a_hand_in_their_own_case(verb: str) -> None:
    me = official("approver", "issuer")
    assert not may(me, verb, OWN)
    assert may(me, verb, replace(OWN, person_id="p-2"))


def test_nobody_changes_the_state_of_their_own_certificate() -> None:
    assert not may(official("issuer"), "certificates.change-state", CertificateSubject("p-1", "bureau"))
    assert may(official("issuer"), "certificates.change-state", CertificateSubject("p-2", "bureau"))


def test_a_member_of_staff_is_known_as_the_person_they_are(city: str) -> None:
    row = Account.objects.get(username="approver")
    row.person_id = "p-1"
    assert actor_of(row).person_id == "p-1"


def test_an_operator_who_keeps_one_seal_has_no_say_over_the_others() -> None:
    both = official("operator", "seal-keeper", department="other")
    for verb in ("seals.authorise", "seals.apply", "seals.revoke"):
        assert not may(both, verb, SealSubject("bureau")), verb
        assert may(both, verb, SealSubject("other")), verb
    assert may(both, "seals.report", SealSubject("bureau"))


def test_an_auditor_who_reads_a_persons_trail_leaves_one(city: str) -> None:
    person = f"person:{cast.actor('elder').person_id}"
    auditor = cast.actor("auditor")
    signed_in("auditor").get("/console/ledger/", {"subject": person})
    look = ledger.looks_at(person, limit=1)[0]
    assert (look.act, look.by) == ("ledger.read", auditor.ref)


def test_what_people_sent_in_is_readable_by_the_house_alone(settings, tmp_path) -> None:
    settings.VAR = tmp_path
    files.put(cast.PDF, name="材料.pdf", allowed={files.PDF})
    assert stat.S_IMODE((tmp_path / "files").stat().st_mode) == 0o700


def test_a_look_is_not_buried_under_a_thousand_newer_ones(city: str) -> None:
    elder = cast.actor("elder")
    person = f"person:{elder.person_id}"
    ledger.record(
        "registers.searched", by="account:1", subject="register:population", person=person, purpose="偷看"
    )
    for _ in range(150):
        ledger.record("certificates.checked", by="public", subject="certificate:1", person=person)
    for _ in range(150):
        ledger.record("certificates.presented", by=elder.ref, subject="certificate:1", person=person)
    client, seen, page = resident("elder"), "", "/me/looks/"
    for _ in range(5):
        seen += client.get(page).content.decode()
        onward = re.search(r'href="(\?[^"]*after=\d+)" rel="next"', seen.rpartition("</table>")[2])
        if onward is None:
            break
        page = f"/me/looks/{onward[1]}"
    assert "偷看" in seen


def test_a_shared_computer_keeps_nothing_of_who_was_signed_in(city: str) -> None:
    client = resident("elder")
    for page in ("/me/", "/me/cases/", "/me/account/", "/"):
        assert client.get(page)["Cache-Control"] == "private, no-store", page
    assert "Cache-Control" not in Client().get("/help/")
