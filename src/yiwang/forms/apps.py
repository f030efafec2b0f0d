"""Django application of the forms room."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Holds drafts; everything else in this room is pure."""

    name = "yiwang.forms"
    label = "forms"
    verbose_name = "表单"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what runs by the clock."""
        from yiwang.forms import tasks  # noqa: F401 -- imported for what it registers
