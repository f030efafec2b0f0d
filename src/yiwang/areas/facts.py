"""What this room tells the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class CityLoaded:
    """The divisions of a city were loaded, or some of them changed."""

    name: ClassVar[str] = "areas.city-loaded"
    city: str
    changed: int

    @property
    def subject(self) -> str:
        """Facts of one city stay in order."""
        return f"area:{self.city}"
