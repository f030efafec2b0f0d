"""What docking hears: whatever happens to a case, a certificate or an item goes into the outbox."""

from yiwang.bus import api as bus
from yiwang.cases import api as cases
from yiwang.certificates import api as certificates
from yiwang.docking.services.enqueue import push_case, push_certificate, push_item
from yiwang.items import api as items


@bus.subscribe(cases.CaseSubmitted, "docking.case-submitted")
def _submitted(fact: cases.CaseSubmitted) -> None:
    push_case(fact.number)


@bus.subscribe(cases.CaseMoved, "docking.case-moved")
def _moved(fact: cases.CaseMoved) -> None:
    push_case(fact.number)


@bus.subscribe(cases.CaseDecided, "docking.case-decided")
def _decided(fact: cases.CaseDecided) -> None:
    push_case(fact.number)


@bus.subscribe(cases.CaseClosed, "docking.case-closed")
def _closed(fact: cases.CaseClosed) -> None:
    push_case(fact.number)


@bus.subscribe(certificates.CertificateIssued, "docking.certificate-issued")
def _issued(fact: certificates.CertificateIssued) -> None:
    push_certificate(fact.identifier)


@bus.subscribe(certificates.CertificateStateChanged, "docking.certificate-changed")
def _changed(fact: certificates.CertificateStateChanged) -> None:
    push_certificate(fact.identifier)


@bus.subscribe(items.ItemPublished, "docking.item-published")
def _published(fact: items.ItemPublished) -> None:
    push_item(fact.slug)


@bus.subscribe(items.ItemRetired, "docking.item-retired")
def _retired(fact: items.ItemRetired) -> None:
    push_item(fact.slug)
