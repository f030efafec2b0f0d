"""Django application of the people room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers the room, its permissions, who stands behind a request, and what is heard of sign-ins."""

    name = "yiwang.people"
    label = "people"
    verbose_name = "人员与账号"
    default_auto_field = "django.db.models.BigAutoField"
