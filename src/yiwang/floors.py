"""The house plan: which room stands on which floor, and who may call whom.

A room may import rooms of lower floors through their door (`api.py`). Rooms of one floor do not know each
other unless an order is written here: rooms in a later rank of a floor may import those of an earlier rank of the same
chain. `tests/architecture/test_floors.py` enforces this file.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Floor:
    """One floor: a number, its name, and chains of rooms in which a later room may import an earlier one.

    A chain is a tuple of ranks; a rank is a tuple of rooms that do not know each other.
    """

    number: int
    name: str
    chains: tuple[tuple[tuple[str, ...], ...], ...]

    @property
    def rooms(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(room for chain in self.chains for rank in chain for room in rank))


FLOORS: tuple[Floor, ...] = (
    Floor(0, "ground", ((("codes", "crypto", "calendar"), ("files",), ("bus",), ("ledger",), ("access",)),)),
    Floor(1, "people", ((("areas",), ("orgs",), ("people",)),)),
    Floor(
        2,
        "data",
        (
            (
                ("lake", "tickets"),
                ("catalogue",),
                ("quality",),
                ("collection",),
                ("entities", "macro", "places"),
                ("registers", "stewardship"),
                ("topics",),
                ("profiles",),
            ),
        ),
    ),
    Floor(3, "trust", ((("seals",), ("certificates",)),)),
    Floor(
        4,
        "service",
        (
            (("decisions",), ("processes",)),
            (("forms", "decisions", "processes"), ("items",), ("cases",), ("reviews", "docking")),
        ),
    ),
    Floor(7, "insight", ((("cockpit",),),)),
    Floor(9, "channels", ((("portal", "window", "console", "openapi", "cli"),),)),
    Floor(10, "packs", ((("packs",),),)),
)

#: Modules beside the rooms that any room may import: they know nothing of the domain.
STONES = ("errors", "text", "words", "floors", "terminal", "theme")


def rooms() -> tuple[str, ...]:
    """Every room, from the ground up."""
    return tuple(room for floor in FLOORS for room in floor.rooms)


def may_import(importer: str, imported: str) -> bool:
    """Whether room `importer` may import room `imported` by the plan above."""
    if importer == imported:
        return True
    homes = {room: floor for floor in FLOORS for room in floor.rooms}
    upper, lower = homes[importer], homes[imported]
    if upper.number != lower.number:
        return upper.number > lower.number
    for chain in upper.chains:
        rank = {room: number for number, rooms_of_rank in enumerate(chain) for room in rooms_of_rank}
        if importer in rank and imported in rank:
            return rank[importer] > rank[imported]
    return False
