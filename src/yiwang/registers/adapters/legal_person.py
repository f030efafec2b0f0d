"""The register of legal persons, in our own tables."""

from yiwang.crypto.api import open_field
from yiwang.registers.models import Firm
from yiwang.registers.types import Answer
from yiwang.text import Text


class LegalPersonSource:
    """Answers by unified social credit code."""

    name = Text("法人库", "register of legal persons")

    def fetch(self, key: str) -> Answer | None:
        """The firm with a credit code; the person behind it is its legal representative."""
        row = Firm.objects.select_related("representative").filter(pk=key).first()
        if row is None:
            return None
        fields = {
            "credit_code": row.credit_code,
            "name": row.name,
            "kind": row.kind,
            "industry": row.industry,
            "legal_representative": row.representative.name,
            "representative_id": open_field(row.representative.resident_sealed),
            "representative_person_id": str(row.representative_id),
            "address": row.address,
            "village_code": row.village_code,
            "area_code": row.village_code[:6],
            "scope": row.scope,
            "status": row.status,
            "established_on": row.established_on,
            "registered_capital": row.capital,
        }
        return Answer(fields, row.updated_at, str(row.representative_id))

    def failing(self) -> bool:
        """Our own tables fail only with the whole house."""
        return False
