"""Django application of the registers room."""

import os

from django.apps import AppConfig

_SECONDS = 2.0


class RegistersConfig(AppConfig):
    """Puts a source behind each register, and answers for identities to the people room."""

    name = "yiwang.registers"
    label = "registers"
    verbose_name = "基础登记库"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yiwang.people import api as people
        from yiwang.registers import (
            identity,
            permissions,  # noqa: F401  (names the verbs and gives them rules)
        )
        from yiwang.registers.adapters.housing_fund import HousingFundSource, HttpUpstream, TableUpstream
        from yiwang.registers.adapters.legal_person import LegalPersonSource
        from yiwang.registers.adapters.population import PopulationSource
        from yiwang.registers.sources import register_source

        url = os.environ.get("YIWANG_HOUSING_FUND_URL", "")
        seconds = float(os.environ.get("YIWANG_HOUSING_FUND_SECONDS", _SECONDS))
        register_source("population", PopulationSource())
        register_source("legal-person", LegalPersonSource())
        register_source(
            "housing-fund",
            HousingFundSource(HttpUpstream(url, timeout=seconds) if url else TableUpstream()),
        )
        people.register_identity_source(identity.PopulationIdentity())
        people.register_firm_source(identity.FirmRepresentatives())
        people.register_sample_source(identity.ModelCity())
