"""Fill the register of legal persons with firms that do not exist."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from yiwang.access import api as access
from yiwang.areas import api as areas
from yiwang.registers.errors import NothingToStandOn
from yiwang.registers.models import Person
from yiwang.registers.services import generation
from yiwang.registers.services.generate_population import villages_of
from yiwang.registers.synthetic.firms import Head, firms
from yiwang.registers.synthetic.population import AS_OF
from yiwang.registers.types import Generated
from yiwang.text import Text

_COLUMNS = (
    "credit_code", "name", "kind", "industry", "representative_id", "address", "village_code", "scope",
    "status", "established_on", "capital", "updated_at",
)  # fmt: skip
_YOUNGEST, _OLDEST = 24, 62
#: Enough heads to choose from; a larger city would otherwise be read whole for a few thousand firms.
_MOST_HEADS = 20_000


def generate_firms(city: str, *, by: access.Actor, wanted: int = 1500, seed: int = 2026) -> Generated:
    """Make firms headed by residents of working age. Raises `Refused`, `NothingToStandOn`, `AlreadyGenerated`."""
    access.require(by, "registers.generate", "legal-person")
    figures = {"firms": wanted, "city": city, "seed": seed}
    with transaction.atomic():
        if made := generation.standing("legal-person", city):
            return made
        villages = villages_of(city)
        working = Person.objects.filter(
            status="正常",
            birthday__gt=date(AS_OF.year - _OLDEST, 1, 1),
            birthday__lt=date(AS_OF.year - _YOUNGEST, 1, 1),
        ).order_by("id")
        heads = [
            Head(person_id, villages[code])
            for person_id, code in working.values_list("id", "village_code")[:_MOST_HEADS]
        ]
        if not heads:
            raise NothingToStandOn(Text("人口", "the population"))
        counties = {county.code: county.name for county in areas.children(city)}
        now = timezone.now()
        rows = (
            (
                firm.credit_code, firm.name, firm.kind, firm.industry, firm.person_id, firm.address,
                firm.village_code, firm.scope, firm.status, firm.established_on, firm.capital, now,
            )
            for firm in firms(heads, counties, areas.area(city).name, wanted, seed)
        )  # fmt: skip
        total = generation.copy_in("registers_firm", _COLUMNS, rows)
        return generation.close("legal-person", figures, total, by)
