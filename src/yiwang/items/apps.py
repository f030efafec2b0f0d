"""Django application of the items room."""

from django.apps import AppConfig


class ItemsConfig(AppConfig):
    """The catalogue."""

    name = "yiwang.items"
    label = "items"
    verbose_name = "事项目录"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the verbs and their rules."""
        from yiwang.items import permissions  # noqa: F401 -- imported for what it registers
