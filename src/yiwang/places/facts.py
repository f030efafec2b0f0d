"""What places tell the house."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class LayerChanged:
    """Features of a layer came, changed or were retired; or it got another image."""

    layer: str
    version: int
    added: int
    changed: int
    name: ClassVar[str] = "places.layer-changed"

    @property
    def subject(self) -> str:
        return f"layer:{self.layer}"


@dataclass(frozen=True)
class AddressesChanged:
    """Standard addresses came in."""

    load_id: str
    changed: int
    name: ClassVar[str] = "places.addresses-changed"

    @property
    def subject(self) -> str:
        return "register:places"
