"""The cases room, as an app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "yiwang.cases"
    label = "cases"

    def ready(self) -> None:
        from yiwang.cases import permissions, tasks  # noqa: F401  (verbs with their rules, and periodic work)
        from yiwang.cases.services import operations  # noqa: F401  (what service steps may do)
