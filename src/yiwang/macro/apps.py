"""The macro room, as an app."""

from django.apps import AppConfig


class MacroConfig(AppConfig):
    name = "yiwang.macro"
    label = "macro"
    verbose_name = "宏观经济库"

    def ready(self) -> None:
        from yiwang.macro import handlers, permissions  # noqa: F401  (facts, verbs and their rules)
