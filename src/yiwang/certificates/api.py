"""The door of `certificates`."""

from yiwang.certificates.errors import (
    BadFields,
    BadType,
    DoesNotFit,
    PresentationOver,
    StockRecordedAlready,
    TransactionClash,
    UnknownCertificate,
    UnknownStockRecord,
    UnknownType,
    WrongHolder,
    WrongState,
)
from yiwang.certificates.facts import CertificateIssued, CertificateStateChanged
from yiwang.certificates.filling import verification_url
from yiwang.certificates.queries import (
    catalogue,
    certificate,
    certificate_type,
    certificates_of,
    certificates_of_case,
    certificates_of_firms,
    directory,
    file_of,
    history,
    holds,
)
from yiwang.certificates.rules.life import steps_from
from yiwang.certificates.rules.shapes import Problem
from yiwang.certificates.services.change_state import cancel, expire_due, restore, revoke, suspend, withdraw
from yiwang.certificates.services.check import check
from yiwang.certificates.services.define_type import check_type, define_type, retire_type
from yiwang.certificates.services.issue import issue, issue_many
from yiwang.certificates.services.present import check_presented, present
from yiwang.certificates.services.record_use import record_use
from yiwang.certificates.services.renew import renew
from yiwang.certificates.services.stock import (
    confirm_existing,
    record_existing,
    return_existing,
    stock_records,
)
from yiwang.certificates.states import state_list
from yiwang.certificates.statistics import counts, issued_count, statistics, uses_of
from yiwang.certificates.types import (
    CertificateType,
    CertificateView,
    Change,
    DirectoryLine,
    Holder,
    IssueOrder,
    IssueOutcome,
    Page,
    PresentCode,
    Presented,
    PublicView,
    StockView,
    TypeUse,
    UseView,
)

__all__ = [
    "BadFields",
    "BadType",
    "CertificateIssued",
    "CertificateStateChanged",
    "CertificateType",
    "CertificateView",
    "Change",
    "DirectoryLine",
    "DoesNotFit",
    "Holder",
    "IssueOrder",
    "IssueOutcome",
    "Page",
    "PresentCode",
    "PresentationOver",
    "Presented",
    "Problem",
    "PublicView",
    "StockRecordedAlready",
    "StockView",
    "TransactionClash",
    "TypeUse",
    "UnknownCertificate",
    "UnknownStockRecord",
    "UnknownType",
    "UseView",
    "WrongHolder",
    "WrongState",
    "cancel",
    "catalogue",
    "certificate",
    "certificate_type",
    "certificates_of",
    "certificates_of_case",
    "certificates_of_firms",
    "check",
    "check_presented",
    "check_type",
    "confirm_existing",
    "counts",
    "define_type",
    "directory",
    "expire_due",
    "file_of",
    "history",
    "holds",
    "issue",
    "issue_many",
    "issued_count",
    "present",
    "record_existing",
    "record_use",
    "renew",
    "restore",
    "retire_type",
    "return_existing",
    "revoke",
    "state_list",
    "statistics",
    "steps_from",
    "stock_records",
    "suspend",
    "uses_of",
    "verification_url",
    "withdraw",
]
