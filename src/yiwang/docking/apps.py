"""The docking room, as an app."""

from django.apps import AppConfig


class DockingConfig(AppConfig):
    name = "yiwang.docking"
    label = "docking"
    verbose_name = "对接"

    def ready(self) -> None:
        from yiwang.docking import handlers, permissions, tasks  # noqa: F401  (facts, verbs, and the clock)
