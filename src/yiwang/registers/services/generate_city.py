"""Fill all synthetic registers of a city."""

from collections.abc import Sequence

from yiwang.access import api as access
from yiwang.registers.services.generate_firms import generate_firms
from yiwang.registers.services.generate_housing_fund import generate_housing_fund
from yiwang.registers.services.generate_population import generate_population
from yiwang.registers.types import Generated

_RESIDENTS_PER_FIRM = 13
_MOST_FIRMS = 50_000


def generate_city(
    *,
    residents: int,
    by: access.Actor,
    city: str = "3716",
    former: Sequence[str] = ("3723",),
    seed: int = 2026,
) -> tuple[Generated, ...]:
    """Population, firms (one for 13 residents) and housing fund, in this order; again does nothing.

    Raises what the three raise.
    """
    firms = max(1, min(_MOST_FIRMS, residents // _RESIDENTS_PER_FIRM))
    return (
        generate_population(residents=residents, by=by, city=city, former=former, seed=seed),
        generate_firms(firms_wanted=firms, by=by, city=city, seed=seed),
        generate_housing_fund(by=by, city=city, seed=seed),
    )
