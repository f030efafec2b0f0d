"""The lake room, as an app."""

from django.apps import AppConfig


class LakeConfig(AppConfig):
    name = "yiwang.lake"
    label = "lake"
    verbose_name = "数据湖"

    def ready(self) -> None:
        from yiwang.lake import permissions  # noqa: F401  (names the verbs and gives them rules)
