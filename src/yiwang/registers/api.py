"""The door of `registers`."""

from yiwang.registers.errors import (
    AlreadyGenerated,
    NotFound,
    NothingToStandOn,
    PurposeMissing,
    SearchTooWide,
    SourceDown,
    UnknownRegister,
)
from yiwang.registers.facts import OutageSet, RegisterGenerated
from yiwang.registers.queries import source_state, source_states
from yiwang.registers.services.generate_city import generate_city
from yiwang.registers.services.generate_firms import generate_firms
from yiwang.registers.services.generate_homes import generate_homes
from yiwang.registers.services.generate_housing_fund import generate_housing_fund
from yiwang.registers.services.generate_population import generate_population
from yiwang.registers.services.lookup import lookup
from yiwang.registers.services.people import matches_identity, person, person_ids, search_persons
from yiwang.registers.services.set_outage import set_outage
from yiwang.registers.services.write_extracts import EXTRACTS, synthetic_base, write_extracts
from yiwang.registers.sources import Source, register_source
from yiwang.registers.types import Answer, Extract, Generated, PersonFound, PersonView, Record, SourceState

__all__ = [
    "EXTRACTS",
    "AlreadyGenerated",
    "Answer",
    "Extract",
    "Generated",
    "NotFound",
    "NothingToStandOn",
    "OutageSet",
    "PersonFound",
    "PersonView",
    "PurposeMissing",
    "Record",
    "RegisterGenerated",
    "SearchTooWide",
    "Source",
    "SourceDown",
    "SourceState",
    "UnknownRegister",
    "generate_city",
    "generate_firms",
    "generate_homes",
    "generate_housing_fund",
    "generate_population",
    "lookup",
    "matches_identity",
    "person",
    "person_ids",
    "register_source",
    "search_persons",
    "set_outage",
    "source_state",
    "source_states",
    "synthetic_base",
    "write_extracts",
]
