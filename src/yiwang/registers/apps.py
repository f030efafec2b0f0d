"""Django application of the registers room."""

import os
from typing import TYPE_CHECKING

from django.apps import AppConfig

if TYPE_CHECKING:
    from yiwang.registers.adapters.http_upstream import HttpUpstream

_SECONDS = 2.0


class RegistersConfig(AppConfig):
    """Puts a source behind each register, and answers for identities to the people room."""

    name = "yiwang.registers"
    label = "registers"
    verbose_name = "基础登记库"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yiwang.entities import api as entities
        from yiwang.people import api as people
        from yiwang.registers import (
            identity,
            permissions,  # noqa: F401  (names the verbs and gives them rules)
        )
        from yiwang.registers.adapters import housing_fund, real_estate
        from yiwang.registers.adapters.legal_person import LegalPersonSource
        from yiwang.registers.adapters.population import PopulationSource
        from yiwang.registers.services.people import person_ids
        from yiwang.registers.sources import register_source

        register_source("population", PopulationSource())
        register_source("legal-person", LegalPersonSource())
        fund = _real_system("HOUSING_FUND") or housing_fund.TableUpstream()
        register_source("housing-fund", housing_fund.HousingFundSource(fund))
        estate = _real_system("REAL_ESTATE") or real_estate.TableUpstream()
        register_source("real-estate", real_estate.RealEstateSource(estate))
        entities.register_person_ids(person_ids)
        people.register_identity_source(identity.PopulationIdentity())
        people.register_firm_source(identity.FirmRepresentatives())
        people.register_sample_source(identity.ModelCity())


def _real_system(name: str) -> "HttpUpstream | None":
    """The system an operator named in `YIWANG_<name>_URL`, and how many seconds it is waited for."""
    url = os.environ.get(f"YIWANG_{name}_URL", "")
    if not url:
        return None
    from yiwang.registers.adapters.http_upstream import HttpUpstream

    return HttpUpstream(url, timeout=float(os.environ.get(f"YIWANG_{name}_SECONDS", _SECONDS)))
