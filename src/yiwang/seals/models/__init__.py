"""Tables of the seals room."""

from yiwang.seals.models.authority import IssuedCertificate
from yiwang.seals.models.grant import SealGrant
from yiwang.seals.models.seal import Seal
from yiwang.seals.models.upstream import UpstreamReport
from yiwang.seals.models.use import SealUse

__all__ = ["IssuedCertificate", "Seal", "SealGrant", "SealUse", "UpstreamReport"]
