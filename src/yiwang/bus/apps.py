"""The Django side of the bus."""

from django.apps import AppConfig


class BusConfig(AppConfig):
    name = "yiwang.bus"
    label = "bus"
