"""Tables of the certificates room."""

from yiwang.certificates.models.certificate import Certificate, StateChange
from yiwang.certificates.models.kind import CertificateKind
from yiwang.certificates.models.stock import StockRecord
from yiwang.certificates.models.use import CertificateUse, Presentation

__all__ = ["Certificate", "CertificateKind", "CertificateUse", "Presentation", "StateChange", "StockRecord"]
