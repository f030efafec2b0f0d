"""The profiles room, as an app."""

from django.apps import AppConfig


class ProfilesConfig(AppConfig):
    name = "yiwang.profiles"
    label = "profiles"
    verbose_name = "画像"

    def ready(self) -> None:
        from yiwang.profiles import permissions, tasks  # noqa: F401  (verbs, rules and background work)
