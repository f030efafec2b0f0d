"""The certificates room, as an app."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "yiwang.certificates"
    label = "certificates"
    verbose_name = "电子证照"

    def ready(self) -> None:
        from yiwang.certificates import (  # noqa: F401  (verbs, rules, periodic work, what it hears)
            handlers,
            permissions,
            tasks,
        )
