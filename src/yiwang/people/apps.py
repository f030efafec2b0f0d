"""Django application of the people room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the room; wiring to sign-in signals happens once apps are ready."""

    name = "yiwang.people"
    label = "people"
    verbose_name = "人员与账号"
    default_auto_field = "django.db.models.BigAutoField"
