"""The Django side of the bus."""

from django.apps import AppConfig


class BusConfig(AppConfig):
    name = "yiwang.bus"
    label = "bus"

    def ready(self) -> None:
        """Register the nightly upkeep."""
        from yiwang.bus import upkeep  # noqa: F401
