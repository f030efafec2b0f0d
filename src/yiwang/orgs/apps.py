"""Django application of the orgs room."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    """Holds the tables of departments and posts."""

    name = "yiwang.orgs"
    label = "orgs"
    verbose_name = "部门与岗位"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from yiwang.orgs import permissions  # noqa: F401  (names the verbs and gives them rules)
