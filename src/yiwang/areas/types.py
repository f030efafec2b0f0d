"""Values that cross this room's door."""

from dataclasses import dataclass

from yiwang.text import Text

LEVELS: dict[int, Text] = {
    1: Text("省", "Province"),
    2: Text("市", "City"),
    3: Text("县（市、区）", "County"),
    4: Text("乡镇（街道）", "Town"),
    5: Text("村（社区）", "Village"),
}


@dataclass(frozen=True, slots=True)
class Area:
    """One division. `full_name` runs from the province to the division itself."""

    code: str
    name: str
    level: int
    parent_code: str
    full_name: str

    @property
    def level_name(self) -> Text:
        """What kind of division it is."""
        return LEVELS[self.level]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a city did: how many divisions the source holds, how many of them were new or changed."""

    city: Area
    divisions: int
    changed: int
