"""Django application of the calendar room."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """Holds the table of supplied years."""

    name = "yiwang.calendar"
    label = "calendar"
    verbose_name = "工作日历"
    default_auto_field = "django.db.models.BigAutoField"
