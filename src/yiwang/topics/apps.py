"""The topics room, as an app."""

from django.apps import AppConfig


class TopicsConfig(AppConfig):
    name = "yiwang.topics"
    label = "topics"
    verbose_name = "主题库"

    def ready(self) -> None:
        from yiwang.topics import permissions, tasks  # noqa: F401  (verbs, rules and background work)
