"""The stewardship room, as an app."""

from django.apps import AppConfig


class StewardshipConfig(AppConfig):
    name = "yiwang.stewardship"
    label = "stewardship"
    verbose_name = "数据治理"

    def ready(self) -> None:
        from yiwang.stewardship import permissions, tasks  # noqa: F401  (verbs with their rules, and the clock)
