"""Fill all synthetic registers of a city."""

from yiwang.access import api as access
from yiwang.registers.services.generate_firms import generate_firms
from yiwang.registers.services.generate_homes import generate_homes
from yiwang.registers.services.generate_housing_fund import generate_housing_fund
from yiwang.registers.services.generate_population import generate_population
from yiwang.registers.types import Generated

_RESIDENTS_PER_FIRM = 13
_MOST_FIRMS = 50_000


def generate_city(city: str, *, residents: int, by: access.Actor, seed: int = 2026) -> tuple[Generated, ...]:
    """Population, firms (one for 13 residents), housing fund and homes of a city (its code); again does nothing.

    A city that stands gets what it lacks. Raises what the four raise.
    """
    firms = max(1, min(_MOST_FIRMS, residents // _RESIDENTS_PER_FIRM))
    return (
        generate_population(city, residents=residents, by=by, seed=seed),
        generate_firms(city, wanted=firms, by=by, seed=seed),
        generate_housing_fund(city, by=by, seed=seed),
        generate_homes(city, by=by, seed=seed),
    )
