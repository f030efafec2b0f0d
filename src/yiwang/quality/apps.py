"""The quality room, as an app."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "yiwang.quality"
    label = "quality"
    verbose_name = "数据质量"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Imported for what they register: verbs with their rules, and tasks.
        from yiwang.quality import permissions, tasks  # noqa: F401
