"""The cases room, as an app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "yiwang.cases"
    label = "cases"

    def ready(self) -> None:
        from yiwang.cases import permissions  # noqa: F401  (names the verbs and gives them rules)
        from yiwang.cases.services import operations  # noqa: F401  (what service steps may do)
