"""The entities room, as an app."""

from django.apps import AppConfig


class EntitiesConfig(AppConfig):
    name = "yiwang.entities"
    label = "entities"
    verbose_name = "基础库"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yiwang.entities import handlers, permissions, tasks  # noqa: F401  (verbs, rules, facts, the clock)
