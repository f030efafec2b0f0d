"""Puts the board into the staff menu."""

from django.apps import AppConfig

from yiwang.text import Text
from yiwang.theme import nav

#: Posts that look at the city as a whole.
READERS = ("leader", "operator", "auditor", "approver")


class CockpitConfig(AppConfig):
    name = "yiwang.cockpit"
    label = "cockpit"
    verbose_name = "城市驾驶舱"

    def ready(self) -> None:
        nav.add(
            nav.Entry(
                "desk",
                90,
                "cockpit:board",
                Text("城市总览", "City board"),
                "layout-dashboard",
                frozenset(READERS),
                Text("总览", "Overview"),
            )
        )
