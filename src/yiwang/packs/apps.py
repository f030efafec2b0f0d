"""Django application of the packs room."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """Which packs are applied."""

    name = "yiwang.packs"
    label = "packs"
    verbose_name = "业务包"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the verb and its rule."""
        from yiwang.packs import permissions  # noqa: F401 -- imported for what it registers
