"""The certificates room, as an app."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "yiwang.certificates"
    label = "certificates"
    verbose_name = "电子证照"

    def ready(self) -> None:
        from yiwang.certificates import permissions, tasks  # noqa: F401  (verbs, rules and periodic work)
