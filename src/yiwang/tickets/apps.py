"""The tickets room, as an app."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "yiwang.tickets"
    label = "tickets"
    verbose_name = "校核工单"

    def ready(self) -> None:
        from yiwang.tickets import permissions  # noqa: F401  (names the verbs and gives them rules)
