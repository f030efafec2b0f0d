"""The lake room, as an app."""

from django.apps import AppConfig


class LakeConfig(AppConfig):
    name = "yiwang.lake"
    label = "lake"
    verbose_name = "数据湖"

    def ready(self) -> None:
        from yiwang.lake import permissions, tasks  # noqa: F401  (names the verbs; names the work of the clock)
