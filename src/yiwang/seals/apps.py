"""The seals room, as an app."""

from django.apps import AppConfig


class SealsConfig(AppConfig):
    name = "yiwang.seals"
    label = "seals"
    verbose_name = "电子印章"

    def ready(self) -> None:
        from yiwang.seals import permissions  # noqa: F401  (names the verbs and gives them rules)
