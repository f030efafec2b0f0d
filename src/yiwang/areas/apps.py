"""Django application of the areas room."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """Holds the table of divisions."""

    name = "yiwang.areas"
    label = "areas"
    verbose_name = "行政区划"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yiwang.areas import permissions  # noqa: F401  (names the verb and gives it its rule)
