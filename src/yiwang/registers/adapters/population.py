"""The population register, in our own tables."""

from yiwang.crypto.api import blind_index, open_field
from yiwang.registers.models import Person
from yiwang.registers.types import Answer
from yiwang.text import Text


class PopulationSource:
    """Answers by identity number."""

    name = Text("人口库", "population register")

    def fetch(self, key: str) -> Answer | None:
        """The resident with an identity number."""
        row = Person.objects.filter(resident_index=blind_index(key)).first()
        return None if row is None else Answer(fields_of(row), row.updated_at, str(row.pk))

    def failing(self) -> bool:
        """Our own tables fail only with the whole house."""
        return False


def fields_of(row: Person) -> dict[str, object]:
    """What the register tells about a resident."""
    return {
        "resident_id": open_field(row.resident_sealed),
        "name": row.name,
        "name_pinyin": row.name_pinyin,
        "sex": row.sex,
        "birthday": row.birthday,
        "ethnicity": row.ethnicity,
        "household_no": row.household_no,
        "relation_to_head": row.relation,
        "address": row.address,
        "village_code": row.village_code,
        "area_code": row.village_code[:6],
        "residence_kind": row.residence_kind,
        "residence_permit_until": row.permit_until,
        "status": row.status,
        "mobile": open_field(row.mobile_sealed) if row.mobile_sealed else "",
    }
